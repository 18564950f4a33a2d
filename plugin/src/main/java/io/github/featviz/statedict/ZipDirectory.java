package io.github.featviz.statedict;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the files of a zip archive lie in it. The JDK's reader does not tell, and only uncompressed files can be mapped.
 *
 * <p>torch.save never compresses, so compressed archives are refused and none can unpack to more than it is.
 */
final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int END_LENGTH = 22;
    private static final int END64 = 0x06064b50;
    private static final int END64_LENGTH = 56;
    private static final int LOCATOR64 = 0x07064b50;
    private static final int LOCATOR64_LENGTH = 20;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_LENGTH = 46;
    private static final int LOCAL = 0x04034b50;
    private static final int LOCAL_LENGTH = 30;
    private static final int EXTRA64 = 1;
    private static final int LONGEST_COMMENT = 0xFFFF;
    private static final long IN_EXTRA = 0xFFFFFFFFL;
    private static final int MOST_ENTRIES = 200_000;

    private final FileBytes file;

    private ZipDirectory(FileBytes file) {
        this.file = file;
    }

    /** Content of each file by name, folders left out; none overlaps another. */
    static Map<String, Extent> read(FileBytes file) throws UnusableStateDictException {
        return new ZipDirectory(file).entries();
    }

    private Map<String, Extent> entries() throws UnusableStateDictException {
        Extent directory = directory();
        ByteBuffer in = file.slice(directory);
        Map<String, Extent> entries = new LinkedHashMap<>();
        while (in.remaining() >= ENTRY_LENGTH) {
            Entry entry = entry(in);
            if (entries.size() == MOST_ENTRIES) {
                throw new UnusableStateDictException("it holds more than " + MOST_ENTRIES + " files. " + Remedy.SAVE);
            }
            if (!entry.name().endsWith("/")
                    && entries.putIfAbsent(entry.name(), content(entry, directory.offset())) != null) {
                throw new UnusableStateDictException("it holds two files of the name " + entry.name());
            }
        }
        refuseOverlap(entries);
        return entries;
    }

    private Extent directory() throws UnusableStateDictException {
        long end = end();
        ByteBuffer in = file.from(end, END_LENGTH);
        long length = in.getInt(12) & IN_EXTRA;
        long offset = in.getInt(16) & IN_EXTRA;
        ByteBuffer locator = file.from(Math.max(0, end - LOCATOR64_LENGTH), LOCATOR64_LENGTH);
        if (locator.getInt(0) == LOCATOR64) {
            ByteBuffer end64 = file.slice(new Extent(locator.getLong(8), END64_LENGTH));
            if (end64.getInt(0) != END64) {
                throw damaged();
            }
            length = end64.getLong(40);
            offset = end64.getLong(48);
        }
        return new Extent(offset, length);
    }

    private long end() throws UnusableStateDictException {
        long begin = Math.max(0, file.size() - END_LENGTH - LONGEST_COMMENT);
        ByteBuffer tail = file.from(begin, END_LENGTH + LONGEST_COMMENT);
        for (int at = tail.limit() - END_LENGTH; at >= 0; at--) {
            if (tail.getInt(at) == END && (tail.getShort(at + 20) & 0xFFFF) == tail.limit() - at - END_LENGTH) {
                return begin + at;
            }
        }
        throw damaged();
    }

    /** An entry of the directory. */
    private record Entry(String name, int method, long packed, long length, long header) {}

    private static Entry entry(ByteBuffer in) throws UnusableStateDictException {
        int at = in.position();
        int nameLength = in.getShort(at + 28) & 0xFFFF;
        int extraLength = in.getShort(at + 30) & 0xFFFF;
        int entryLength = ENTRY_LENGTH + nameLength + extraLength + (in.getShort(at + 32) & 0xFFFF);
        if (in.getInt(at) != ENTRY || entryLength > in.remaining()) {
            throw damaged();
        }
        byte[] name = new byte[nameLength];
        in.get(at + ENTRY_LENGTH, name);
        ByteBuffer large =
                large(in.slice(at + ENTRY_LENGTH + nameLength, extraLength).order(in.order()));
        long length = orLarge(in.getInt(at + 24), large);
        long packed = orLarge(in.getInt(at + 20), large);
        long header = orLarge(in.getInt(at + 42), large);
        in.position(at + entryLength);
        return new Entry(new String(name, StandardCharsets.UTF_8), in.getShort(at + 10), packed, length, header);
    }

    /** The extra field with the values that do not fit in 32 bits; empty when there is none. */
    private static ByteBuffer large(ByteBuffer extra) throws UnusableStateDictException {
        while (extra.remaining() >= 4) {
            int kind = extra.getShort() & 0xFFFF;
            int length = extra.getShort() & 0xFFFF;
            if (length > extra.remaining()) {
                throw damaged();
            }
            if (kind == EXTRA64) {
                return extra.slice(extra.position(), length).order(extra.order());
            }
            extra.position(extra.position() + length);
        }
        return ByteBuffer.allocate(0);
    }

    private static long orLarge(int small, ByteBuffer large) throws UnusableStateDictException {
        if ((small & IN_EXTRA) != IN_EXTRA) {
            return small & IN_EXTRA;
        }
        if (large.remaining() < Long.BYTES) {
            throw damaged();
        }
        return large.getLong();
    }

    private Extent content(Entry entry, long directory) throws UnusableStateDictException {
        if (entry.method() != 0 || entry.packed() != entry.length()) {
            throw new UnusableStateDictException("its file " + entry.name()
                    + " is compressed or encrypted, which torch.save never does. " + Remedy.SAVE_AGAIN);
        }
        ByteBuffer local = file.slice(new Extent(entry.header(), LOCAL_LENGTH));
        if (local.getInt(0) != LOCAL) {
            throw damaged();
        }
        long offset = entry.header() + LOCAL_LENGTH + (local.getShort(26) & 0xFFFF) + (local.getShort(28) & 0xFFFF);
        Extent content = new Extent(offset, entry.length());
        if (!content.isWithin(directory)) {
            throw damaged();
        }
        return content;
    }

    private static void refuseOverlap(Map<String, Extent> entries) throws UnusableStateDictException {
        List<Extent> sorted = entries.values().stream()
                .sorted(Comparator.comparingLong(Extent::offset).thenComparingLong(Extent::length))
                .toList();
        long end = 0;
        for (Extent extent : sorted) {
            if (extent.offset() < end) {
                throw new UnusableStateDictException("files in it overlap, as in no archive of torch.save");
            }
            end = extent.offset() + extent.length();
        }
    }

    private static UnusableStateDictException damaged() {
        return new UnusableStateDictException(
                "it is a zip archive that is cut short or damaged. Download or save it again");
    }
}
