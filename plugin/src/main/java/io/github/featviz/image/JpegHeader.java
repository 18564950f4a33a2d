package io.github.featviz.image;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What a JPEG file says before its pixels.
 *
 * <p>Source: ITU-T T.81 for the segments, Exif 2.3 for the orientation.
 *
 * @param components colour components; 4 for the printers' cyan, magenta, yellow and black; 0 where it is unknown
 * @param orientation how the camera was held
 */
record JpegHeader(int components, Orientation orientation) {

    private static final JpegHeader NONE = new JpegHeader(0, Orientation.UPRIGHT);
    private static final int START = 0xFFD8;
    private static final int APP1 = 0xE1;
    private static final int SCAN = 0xDA;
    private static final int MOST_SEGMENTS = 1000;
    private static final byte[] EXIF = {'E', 'x', 'i', 'f', 0, 0};
    private static final short ORIENTATION_TAG = 0x112;
    private static final int ENTRY_BYTES = 12;

    /** The header of a file; an upright one of unknown components when it is no JPEG or damaged, which the decoder reports. */
    static JpegHeader of(Path file) throws IOException {
        return of(Files.newInputStream(file));
    }

    /** The header of what a stream gives, which is closed. */
    static JpegHeader of(InputStream stream) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(stream))) {
            return in.readUnsignedShort() == START ? segments(in) : NONE;
        } catch (EOFException e) {
            return NONE;
        }
    }

    private static JpegHeader segments(DataInputStream in) throws IOException {
        Orientation orientation = Orientation.UPRIGHT;
        for (int i = 0; i < MOST_SEGMENTS && in.readUnsignedByte() == 0xFF; i++) {
            int marker = in.readUnsignedByte();
            while (marker == 0xFF) {
                marker = in.readUnsignedByte();
            }
            if (marker == SCAN) {
                return new JpegHeader(0, orientation);
            }
            byte[] segment = in.readNBytes(Math.max(0, in.readUnsignedShort() - 2));
            if (isFrame(marker)) {
                return new JpegHeader(segment.length > 5 ? segment[5] : 0, orientation);
            }
            if (marker == APP1 && Arrays.equals(EXIF, Arrays.copyOf(segment, EXIF.length))) {
                orientation = orientation(Arrays.copyOfRange(segment, EXIF.length, segment.length));
            }
        }
        return new JpegHeader(0, orientation);
    }

    /** SOF0 to SOF15; the three others in that range are tables. */
    private static boolean isFrame(int marker) {
        return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    }

    /** The orientation in the first directory of a TIFF structure; upright where it is not told or the structure is damaged. */
    private static Orientation orientation(byte[] tiff) {
        ByteBuffer in = ByteBuffer.wrap(tiff);
        if (tiff.length < 8) {
            return Orientation.UPRIGHT;
        }
        in.order(tiff[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = in.getInt(4);
        if (directory < 8 || directory > tiff.length - 2) {
            return Orientation.UPRIGHT;
        }
        int entries = Short.toUnsignedInt(in.getShort(directory));
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY_BYTES;
            if (entry > tiff.length - ENTRY_BYTES) {
                break;
            }
            if (in.getShort(entry) == ORIENTATION_TAG) {
                return Orientation.of(in.getShort(entry + 8));
            }
        }
        return Orientation.UPRIGHT;
    }
}
