package io.github.featviz.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The photographs in an uncompressed TAR, each read from where it lies.
 *
 * <p>Source: POSIX.1-2001, pax and ustar interchange formats, with GNU tar's long names and sizes in base 256.
 */
final class TarContents implements Contents {

    private static final int BLOCK = 512;
    private static final int SIZE = 124;
    private static final int CHECKSUM = 148;
    private static final int KIND = 156;
    private static final int PREFIX = 345;
    private static final int LONGEST_NAME = 64 << 10;

    private final FileChannel file;

    private TarContents(FileChannel file) {
        this.file = file;
    }

    static TarContents open(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
        TarContents tar = new TarContents(channel);
        try {
            byte[] first = Arrays.copyOf(tar.read(0, Math.toIntExact(Math.min(BLOCK, channel.size()))), BLOCK);
            if (!isHeader(first)) {
                throw new CollectionException(
                        isCompressed(first)
                                ? "it is compressed; a TAR is read where it lies: uncompress it"
                                : notOne());
            }
            return tar;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static String notOne() {
        return "it is neither a folder nor a zip nor a TAR";
    }

    /** By the first bytes of gzip, bzip2, xz and zstd. */
    private static boolean isCompressed(byte[] start) {
        int two = ((start[0] & 255) << 8) | (start[1] & 255);
        return two == 0x1f8b || two == 0x425a || two == 0xfd37 || two == 0x28b5;
    }

    /** Whether the sum of its bytes is the one it says, its own place counted as spaces. */
    private static boolean isHeader(byte[] block) {
        long sum = 0;
        for (int i = 0; i < BLOCK; i++) {
            sum += i >= CHECKSUM && i < CHECKSUM + 8 ? ' ' : block[i] & 255;
        }
        try {
            return number(block, CHECKSUM, 8) == sum;
        } catch (CollectionException e) {
            return false;
        }
    }

    @Override
    public List<Item> items() throws IOException {
        List<Item> items = new ArrayList<>();
        String longName = null;
        Long longSize = null;
        long position = 0;
        while (position < file.size()) {
            if (position + BLOCK > file.size()) {
                throw new CollectionException("it is cut off: the header at byte " + position + " has no end");
            }
            byte[] header = read(position, BLOCK);
            if (header[0] == 0) {
                break; // blocks of zeros end an archive
            }
            if (!isHeader(header)) {
                throw new CollectionException("it is a damaged TAR: no header at byte " + position);
            }
            long begin = position + BLOCK;
            char kind = (char) header[KIND];
            boolean isFile = kind == '0' || kind == 0 || kind == '7';
            long size = isFile && longSize != null ? longSize : number(header, SIZE, 12);
            if (size < 0 || size > file.size() - begin) {
                throw new CollectionException("it is cut off: an entry at byte " + position + " has no end");
            }
            if (kind == 'L') {
                longName = text(read(begin, name(size)), 0, name(size));
            } else if (kind == 'x') {
                Pax pax = Pax.of(read(begin, name(size)));
                longName = pax.path() == null ? longName : pax.path();
                longSize = pax.size();
            } else if (kind != 'K' && kind != 'g') {
                String path = longName == null ? path(header) : longName;
                if (isFile && PictureNames.isPicture(path)) {
                    items.add(new Item(path, begin, size));
                }
                longName = null;
                longSize = null;
            }
            position = begin + (size + BLOCK - 1) / BLOCK * BLOCK;
        }
        return items;
    }

    private static int name(long size) throws CollectionException {
        if (size > LONGEST_NAME) {
            throw new CollectionException("it is a damaged TAR: a name of " + size + " bytes");
        }
        return Math.toIntExact(size);
    }

    private static String path(byte[] header) {
        String name = text(header, 0, 100);
        boolean ustar = text(header, 257, 5).equals("ustar");
        String prefix = ustar && header[262] == 0 ? text(header, PREFIX, 155) : "";
        return prefix.isEmpty() ? name : prefix + "/" + name;
    }

    private static String text(byte[] bytes, int from, int length) {
        int end = from;
        while (end < from + length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, from, end - from, UTF_8);
    }

    /** Octal digits, or base 256 where the first bit is set. */
    private static long number(byte[] header, int from, int length) throws CollectionException {
        if ((header[from] & 128) != 0) {
            return ByteBuffer.wrap(header, from + length - 8, 8).getLong();
        }
        String digits = text(header, from, length).strip();
        try {
            return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
        } catch (NumberFormatException e) {
            throw new CollectionException(
                    "it is a damaged TAR: " + digits.length() + " letters where a number belongs", e);
        }
    }

    @Override
    public byte[] bytes(Item item) throws IOException {
        return read(item.offset(), Contents.length(item));
    }

    private byte[] read(long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (file.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException("the file ends at byte " + file.size());
            }
        }
        return buffer.array();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    /** What a pax header says of the entry that follows. */
    private record Pax(@Nullable String path, @Nullable Long size) {

        /** Records of the form {@code "length key=value\n"}, the length counting itself. */
        static Pax of(byte[] content) throws CollectionException {
            String path = null;
            Long size = null;
            int position = 0;
            while (position < content.length) {
                int space = position;
                while (space < content.length && content[space] != ' ') {
                    space++;
                }
                int length = length(new String(content, position, space - position, UTF_8));
                if (length < space - position + 2 || length > content.length - position) {
                    throw new CollectionException("it is a damaged TAR: a record of the wrong length");
                }
                String record = new String(Arrays.copyOfRange(content, space + 1, position + length - 1), UTF_8);
                if (record.startsWith("path=")) {
                    path = record.substring("path=".length());
                } else if (record.matches("size=\\d{1,18}")) {
                    size = Long.valueOf(record.substring("size=".length()));
                }
                position += length;
            }
            return new Pax(path, size);
        }

        private static int length(String digits) {
            return digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : 0;
        }
    }
}
