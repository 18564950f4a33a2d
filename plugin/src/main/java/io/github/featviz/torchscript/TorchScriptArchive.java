package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A TorchScript archive: the places in its network, and copies of it with methods that stop there. */
public final class TorchScriptArchive {

    private final ArchiveEntries entries;
    private final Library library;
    private final ModuleObject root;
    private final ParameterCounts counts;
    private final Map<String, Place> places = new LinkedHashMap<>();

    private TorchScriptArchive(ArchiveEntries entries, Library library, ModuleObject root)
            throws UnusableArchiveException {
        this.entries = entries;
        this.library = library;
        this.root = root;
        this.counts = new ParameterCounts(library);
        for (Place place : CallWalker.places(root, library, counts)) {
            places.put(place.site().name(), place);
        }
    }

    /**
     * Reads an archive; nothing in it is run.
     *
     * @throws UnusableArchiveException when the file is something else, or its code cannot be understood
     */
    public static TorchScriptArchive read(Path file) throws IOException {
        ArchiveEntries entries = ArchiveEntries.read(file);
        byte[] objects = entries.files().getOrDefault("data.pkl", new byte[0]);
        try {
            return new TorchScriptArchive(entries, new Library(entries), ObjectReader.read(objects));
        } catch (UnusableArchiveException e) {
            throw e;
        } catch (CodeException e) {
            throw new UnusableArchiveException("its TorchScript code is not understood: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UnusableArchiveException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Name of the network's class. */
    public String name() {
        return root.simpleName();
    }

    /** Number of trained values. */
    public long parameterCount() {
        return counts.of(root);
    }

    /** Every place that gives a value, in the order of evaluation. */
    public List<CallSite> callSites() {
        return places.values().stream().map(Place::site).toList();
    }

    /**
     * Writes a copy with one more method a place, which computes no more than needed.
     *
     * @param target file to write
     * @param names names of call sites that are tappable
     * @throws IllegalArgumentException when a name is no tappable call site
     */
    public Taps writeTapped(Path target, Collection<String> names) throws IOException {
        Map<String, String> methods = new LinkedHashMap<>();
        Map<String, StringBuilder> added = new TreeMap<>();
        int number = 0;
        for (String name : names) {
            Place place = places.get(name);
            if (place == null || !place.site().tappable()) {
                throw new IllegalArgumentException(
                        name + (place == null ? " is no place in this network" : " gives no single tensor"));
            }
            String method = "featviz_tap_" + number++;
            addMethods(place.step(), method, added);
            methods.put(name, method);
        }
        entries.write(target, texts(added));
        return new Taps(methods);
    }

    /**
     * Writes a copy with a method that tells what every tappable place gives, in one pass.
     *
     * @param target file to write
     */
    public Survey writeSurvey(Path target) throws IOException {
        List<Place> tappable = places.values().stream()
                .filter(place -> place.site().tappable())
                .toList();
        entries.write(target, texts(new TreeMap<>(new SurveyText(tappable).methods())));
        return new Survey(
                SurveyText.ROOT,
                tappable.stream().map(place -> place.site().name()).toList());
    }

    /** One method for each class on the way, the outermost with the tap's own name. */
    private static void addMethods(Step last, String method, Map<String, StringBuilder> added) {
        List<Step> way = new ArrayList<>();
        for (Step step = last; step != null; step = step.caller()) {
            way.add(0, step);
        }
        for (int i = 0; i < way.size(); i++) {
            Step step = way.get(i);
            String name = i == 0 ? method : method + "_" + i;
            String next = i + 1 < way.size() ? method + "_" + (i + 1) : "";
            added.computeIfAbsent(step.owner(), owner -> new StringBuilder())
                    .append(TapText.of(step.method(), step.call(), name, next));
        }
    }

    private Map<String, byte[]> texts(Map<String, StringBuilder> added) {
        Map<String, String> texts = new LinkedHashMap<>();
        // Several classes may share a file; inserting from the last to the first keeps the offsets of the others.
        added.entrySet().stream()
                .sorted((a, b) -> Integer.compare(endOf(b.getKey()), endOf(a.getKey())))
                .forEach(entry -> {
                    String file = Library.fileOf(entry.getKey());
                    String text = texts.getOrDefault(file, String.valueOf(entries.text(file)));
                    int end = endOf(entry.getKey());
                    String before = text.substring(0, end);
                    String gap = before.endsWith("\n") ? "" : "\n";
                    texts.put(file, before + gap + entry.getValue() + text.substring(end));
                });
        Map<String, byte[]> bytes = new LinkedHashMap<>();
        texts.forEach((file, text) -> bytes.put(file, text.getBytes(StandardCharsets.UTF_8)));
        return bytes;
    }

    private int endOf(String className) {
        ClassCode code = library.classOf(className);
        if (code == null) {
            throw new IllegalStateException(className + " was walked, so it has text");
        }
        return code.end();
    }
}
