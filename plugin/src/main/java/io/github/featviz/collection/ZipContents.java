package io.github.featviz.collection;

import io.github.featviz.image.Photograph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The photographs in a zip. */
final class ZipContents implements Contents {

    /** What names are written in that are not said to be in UTF-8, as many a Windows does: APPNOTE.TXT 6.3.10, appendix D. */
    private static final Charset DOS = Charset.forName("IBM437");

    private final ZipFile zip;

    private ZipContents(ZipFile zip) {
        this.zip = zip;
    }

    /** By its first bytes: local header, or the end record of an empty zip. */
    static boolean isZip(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(4);
            return start.length == 4
                    && start[0] == 'P'
                    && start[1] == 'K'
                    && ((start[2] == 3 && start[3] == 4) || (start[2] == 5 && start[3] == 6));
        }
    }

    static ZipContents open(Path file) throws IOException {
        try {
            return new ZipContents(new ZipFile(file.toFile()));
        } catch (ZipException e) {
            try {
                return new ZipContents(new ZipFile(file.toFile(), DOS));
            } catch (ZipException again) {
                throw new CollectionException("it is a damaged zip (" + e.getMessage() + ")", e);
            }
        }
    }

    @Override
    public List<Item> items() {
        List<Item> items = new ArrayList<>();
        for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
            ZipEntry entry = entries.nextElement();
            if (!entry.isDirectory() && PictureNames.isPicture(entry.getName())) {
                items.add(new Item(entry.getName(), 0, Math.max(0, entry.getSize())));
            }
        }
        return items;
    }

    @Override
    public byte[] bytes(Item item) throws IOException {
        Contents.length(item);
        ZipEntry entry = zip.getEntry(item.name());
        if (entry == null) {
            throw new CollectionException("it is no longer in the zip");
        }
        // What a zip says of an entry's size may be a lie.
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] bytes = in.readNBytes(Math.toIntExact(Photograph.MAX_BYTES) + 1);
            Contents.length(new Item(item.name(), 0, bytes.length));
            return bytes;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
