package io.github.featviz.build;

import io.github.featviz.plan.ImageFile;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Short names of photographs, usable in an address. */
final class ProbeIds {

    private ProbeIds() {}

    private static final int DIGITS = 8;

    /**
     * The file's name without ending, in small letters, digits and hyphens. Where several are alike, each has a part of its digest with
     * it: numbers would change places with the sections, and lead to another photograph than before.
     */
    static Map<ImageFile, String> of(List<ImageFile> images) {
        Map<String, List<ImageFile>> alike = images.stream()
                .collect(Collectors.groupingBy(ProbeIds::plain, LinkedHashMap::new, Collectors.toList()));
        Map<ImageFile, String> ids = new HashMap<>();
        alike.forEach((name, group) -> group.forEach(image -> ids.put(
                image, group.size() == 1 ? name : name + "-" + image.sha256().substring(0, DIGITS))));
        return ids;
    }

    private static String plain(ImageFile image) {
        String name = String.valueOf(image.path().getFileName()).replaceFirst("\\.[^.]*$", "");
        String plain =
                name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
        return plain.isEmpty() ? "probe" : plain;
    }
}
