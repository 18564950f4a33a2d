package io.github.featviz.collection;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** The photographs in a folder and the folders below it; links are not followed. */
final class FolderContents implements Contents {

    private final Path folder;

    FolderContents(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<Item> items() throws IOException {
        List<Item> items = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                if (attributes.isRegularFile() && PictureNames.isPicture(name)) {
                    items.add(new Item(name, 0, attributes.size()));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return items;
    }

    @Override
    public byte[] bytes(Item item) throws IOException {
        Contents.length(item);
        return Files.readAllBytes(folder.resolve(item.name()));
    }

    @Override
    public void close() {}
}
