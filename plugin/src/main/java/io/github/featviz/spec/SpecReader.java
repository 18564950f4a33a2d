package io.github.featviz.spec;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Reads {@code featviz.yml} in both its forms: the bare list of specs, and the whole form with gallery, network and recipe. */
public final class SpecReader {
    private SpecReader() {}

    /**
     * Reads a file and resolves every default in it.
     *
     * <p>The file is read with limits: 1 MiB, 20 levels, 1000 aliases, no tags. Paths in it are found from its own folder.
     *
     * @param yaml the file; faults name it as given here
     * @return the spec, every file that it names being there
     * @throws SpecException with all faults of the file, in its order; a fault of YAML's syntax hides those behind it
     * @throws IOException when the file is there but cannot be read
     */
    public static GallerySpec read(Path yaml) throws SpecException, IOException {
        return read(YamlText.read(yaml));
    }

    /**
     * Reads a text as if it were the content of a file, which need not be there.
     *
     * @param text YAML
     * @param yaml where it would lie: paths in the text are found from its folder, faults name it
     * @throws SpecException as {@link #read(Path)} does
     */
    public static GallerySpec read(String text, Path yaml) throws SpecException {
        return read(new YamlText(text, new Faults(yaml, text)));
    }

    /**
     * Every file and folder that a spec names, whether it is there or not and whatever else is wrong with the spec.
     *
     * @throws SpecException when it is no YAML
     * @throws IOException when the file is there but cannot be read
     */
    public static List<Path> named(Path yaml) throws SpecException, IOException {
        YamlText text = YamlText.read(yaml);
        new GalleryReader(text.faults()).read(text.root());
        return text.faults().named();
    }

    private static GallerySpec read(YamlText text) throws SpecException {
        GallerySpec spec = new GalleryReader(text.faults()).read(text.root());
        text.faults().throwIfAny();
        return spec;
    }
}
