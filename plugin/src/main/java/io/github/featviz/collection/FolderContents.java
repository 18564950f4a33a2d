package io.github.featviz.collection;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * The photographs in a folder and the folders below it; links are not followed. A folder below that cannot be looked into counts as
 * one that cannot be read, so that users hear of it.
 */
final class FolderContents implements Contents {

    private final Path folder;

    FolderContents(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Item> items() throws IOException {
        List<Item> items = new ArrayList<>();
        Files.walkFileTree(folder, new Lister(items));
        return items;
    }

    /** Reasons go with the results to whoever sees the gallery: they say nothing of where the folder lies. */
    @Override
    public byte[] bytes(Item item) throws IOException {
        Contents.length(item);
        if (item.name().endsWith("/")) {
            throw new CollectionException("it is a folder that this user may not look into");
        }
        try {
            return Files.readAllBytes(folder.resolve(item.name()));
        } catch (AccessDeniedException e) {
            throw new CollectionException("this user may not read it", e);
        } catch (NoSuchFileException e) {
            throw new CollectionException("it is no longer there", e);
        } catch (FileSystemException e) {
            throw new CollectionException(e.getReason() == null ? "it cannot be read" : e.getReason(), e);
        }
    }

    /** Makes the list. */
    final class Lister extends SimpleFileVisitor<Path> {

        private final List<Item> items;

        Lister(List<Item> items) {
            this.items = items;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && PictureNames.isPicture(name(file))) {
                items.add(new Item(name(file), 0, attributes.size()));
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path entry, IOException failure) throws IOException {
            if (entry.equals(folder)) {
                throw failure;
            }
            if (Files.isDirectory(entry) && !PictureNames.isHidden(name(entry))) {
                items.add(new Item(name(entry) + "/", 0, 0));
            } else if (PictureNames.isPicture(name(entry))) {
                items.add(new Item(name(entry), 0, 0));
            }
            return FileVisitResult.CONTINUE;
        }

        private String name(Path entry) {
            return folder.relativize(entry).toString().replace('\\', '/');
        }
    }

    @Override
    public void close() {}
}
