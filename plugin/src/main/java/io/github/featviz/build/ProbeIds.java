package io.github.featviz.build;

import io.github.featviz.plan.ImageFile;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Short names of photographs, usable in an address. */
final class ProbeIds {

    private ProbeIds() {}

    /** The file's name without ending, in small letters, digits and hyphens; numbered where two are alike. */
    static Map<ImageFile, String> of(List<ImageFile> images) {
        Map<ImageFile, String> ids = new LinkedHashMap<>();
        Set<String> taken = new HashSet<>();
        for (ImageFile image : images) {
            String name = String.valueOf(image.path().getFileName()).replaceFirst("\\.[^.]*$", "");
            String plain =
                    name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
            String base = plain.isEmpty() ? "probe" : plain;
            String id = base;
            for (int n = 2; !taken.add(id); n++) {
                id = base + "-" + n;
            }
            ids.put(image, id);
        }
        return ids;
    }
}
