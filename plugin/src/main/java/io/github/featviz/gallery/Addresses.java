package io.github.featviz.gallery;

import io.github.featviz.gallery.Exhibition.Plate;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.spec.Latitude;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where things lie in the gallery, relative to its root, with forward slashes.
 *
 * <p>The addresses of units and probes are a promise to people who link to them. Pages end in {@code index.html} and are linked with
 * it, so that they open from a folder as well as from a server.
 */
final class Addresses {

    static final String INDEX = "index.html";
    static final String LAYERS = "layers/index.html";
    static final String PROBES = "probes/index.html";
    static final String ABOUT = "about/index.html";
    static final String NOT_FOUND = "404.html";
    static final String SITEMAP = "sitemap.xml";
    static final String ROBOTS = "robots.txt";
    static final String FEED = "feed.xml";
    static final String SEARCH = "data/search.js";
    static final String DATA = "data/gallery.json";

    private static final Set<String> OWN_FOLDERS = Set.of("layers", "probes", "units", "networks", "data");

    /** Beside those in the gallery's own folders; where a folder must be, there can be no file. */
    private static final Set<String> OWN_FILES = Set.of(INDEX, NOT_FOUND, ABOUT, "about", "images");

    /** Names that Windows keeps for devices, with any ending: {@code aux} is a common name for a layer. */
    private static final Pattern DEVICE = Pattern.compile("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?");

    /** Longest name of a folder: file systems take 255 bytes, and files named after a layer have endings. */
    private static final int LONGEST = 160;

    private static final int DIGITS = 12;

    private Addresses() {}

    static String unit(UnitId unit) {
        return unitFolder(unit) + INDEX;
    }

    /** The original picture of a unit's plate; the first is the unit's main one. */
    static String original(UnitId unit, int plate) {
        return unitFolder(unit) + (plate == 0 ? "picture.png" : "picture-" + (plate + 1) + ".png");
    }

    /** The original picture of a filter of another network. */
    static String rival(String network, UnitId unit, Plate plate) {
        String precision = plate.precision().equals(Latitude.AUTO) ? "" : plate.precision();
        String digest = Integer.toHexString((plate.recipe() + precision).hashCode());
        return "networks/" + segment(network) + "/" + segment(unit.layer()) + "/" + unit.filter() + "-" + digest
                + ".png";
    }

    /** How a section's filters differ from those of another network. */
    static String changes(String anchor, String network) {
        return "data/networks/" + anchor + "-" + segment(network) + ".csv";
    }

    static String layer(String layer) {
        return "layers/" + segment(layer) + "/" + INDEX;
    }

    static String probe(String id) {
        return "probes/" + segment(id) + "/" + INDEX;
    }

    /** A file about a unit that lies beside its page. */
    static String unitFile(UnitId unit, String name) {
        return unitFolder(unit) + name;
    }

    /** A file about a probe that lies beside its page. */
    static String probeFile(String id, String name) {
        return "probes/" + segment(id) + "/" + name;
    }

    /** The numbers of a family, by its identity on the index. */
    static String family(String id, String ending) {
        return "data/families/" + id + ending;
    }

    /** The way from a page up to the gallery's root: empty for the index, otherwise {@code ../} for each folder. */
    static String rootFrom(String page) {
        return "../".repeat((int) page.chars().filter(c -> c == '/').count());
    }

    /**
     * A name as one folder of an address: letters, digits, dot, dash and underscore stay, all else becomes ~ and its code. Of one that is
     * too long, the beginning and a digest.
     */
    static String segment(String name) {
        StringBuilder safe = new StringBuilder();
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_');
            safe.append(plain ? String.valueOf(c) : String.format(Locale.ROOT, "~%04x", (int) c));
        }
        boolean unsafe =
                safe.isEmpty() || safe.charAt(0) == '.' || DEVICE.matcher(safe).matches();
        String whole = unsafe ? "~" + safe : safe.toString();
        return whole.length() <= LONGEST
                ? whole
                : whole.substring(0, LONGEST - DIGITS - 1)
                        + "~"
                        + DataDigest.of(name.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }

    /** Whether a file of the user's would replace a page or lie among the gallery's, on file systems too that take A for a. */
    static boolean isOwn(String address) {
        String name = address.toLowerCase(Locale.ROOT);
        return OWN_FILES.contains(name) || OWN_FOLDERS.contains(name.split("/", 2)[0]);
    }

    private static String unitFolder(UnitId unit) {
        return "units/" + segment(unit.layer()) + "/" + unit.filter() + "/";
    }
}
