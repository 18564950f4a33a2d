package io.github.featviz.statedict;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file mapped into memory, so that its tensors take no heap.
 *
 * <p>A mapping is at most two GiB long. Windows of that length begin at every GiB, so that each stretch of up to one GiB lies
 * whole in one of them.
 */
final class FileBytes {

    /** Longest stretch that can be looked at. */
    static final long LONGEST = 1L << 30;

    private final long size;
    private final List<MappedByteBuffer> windows;

    private FileBytes(long size, List<MappedByteBuffer> windows) {
        this.size = size;
        this.windows = windows;
    }

    static FileBytes map(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            List<MappedByteBuffer> windows = new ArrayList<>();
            for (long begin = 0; begin < size; begin += LONGEST) {
                windows.add(channel.map(MapMode.READ_ONLY, begin, Math.min(Integer.MAX_VALUE, size - begin)));
            }
            return new FileBytes(size, windows);
        }
    }

    long size() {
        return size;
    }

    /** Bytes from an offset on, as many as there are but no more than so many; little-endian. */
    ByteBuffer from(long offset, long most) throws UnusableStateDictException {
        return slice(new Extent(offset, Math.max(0, Math.min(most, size - offset))));
    }

    /** A stretch of the file, little-endian; its position is 0. */
    ByteBuffer slice(Extent extent) throws UnusableStateDictException {
        if (!extent.isWithin(size)) {
            throw new UnusableStateDictException("it is cut short or damaged: it has " + size
                    + " bytes, and something in it is said to lie at " + extent.offset() + " and take "
                    + extent.length() + ". Download or save it again");
        }
        if (extent.length() > LONGEST) {
            throw new UnusableStateDictException("a tensor in it takes " + extent.length() + " bytes; at most "
                    + LONGEST + " (one GiB) can be read");
        }
        if (extent.length() == 0) {
            return ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
        }
        int window = (int) (extent.offset() / LONGEST);
        return windows.get(window)
                .slice((int) (extent.offset() - window * LONGEST), (int) extent.length())
                .order(ByteOrder.LITTLE_ENDIAN);
    }
}
