package io.github.featviz.torchscript;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A TorchScript archive: the places in its network, and copies of it with methods that stop there. */
public final class TorchScriptArchive {

    /** Code that makes attributes of what was stored when the archive is loaded. */
    private static final Pattern RESTORES = Pattern.compile("\\bdef __setstate__\\(");

    private final ArchiveEntries entries;
    private final Library library;
    private final ModuleObject root;
    private final ParameterCounts counts;
    private final Map<String, Place> places;
    private final Convolutions convolutions;
    private final List<Substitution> substitutions;

    private TorchScriptArchive(
            ArchiveEntries entries, Library library, ModuleObject root, List<Substitution> substitutions)
            throws UnusableArchiveException {
        this.entries = entries;
        this.substitutions = List.copyOf(substitutions);
        this.library = library;
        this.root = root;
        this.counts = new ParameterCounts(library);
        CallWalker.Walk walk = CallWalker.walk(root, library, counts);
        this.places = walk.places();
        this.convolutions = walk.convolutions();
        if (entries.codeContains(RESTORES)) {
            convolutions.unsettle();
        }
    }

    /**
     * Reads an archive; nothing in it is run.
     *
     * @throws UnusableArchiveException when the file is something else, or its code cannot be understood
     */
    public static TorchScriptArchive read(Path file) throws IOException {
        return of(ArchiveEntries.read(file), List.of());
    }

    /**
     * The same network with tensors of half precision (fp16) widened to fp32, for processors to which fp16 is foreign. Its code stays,
     * so that one that names fp16 itself may not run.
     *
     * @throws UnusableArchiveException when its tensors cannot be read
     */
    public TorchScriptArchive widened() throws IOException {
        return of(HalfPrecision.widened(entries), substitutions);
    }

    /**
     * The same network with its fp32 tensors rounded to bf16. Its code stays, so that one that makes fp32 tensors itself may not run.
     *
     * @throws UnusableArchiveException when its tensors cannot be read
     */
    public TorchScriptArchive narrowed() throws IOException {
        return new TorchScriptArchive(BrainPrecision.narrowed(entries), library, root, substitutions);
    }

    /**
     * The same network with gradients where a ReLU is off. Its values are the same.
     *
     * @throws UnusableArchiveException never for an archive that could be read
     */
    public TorchScriptArchive awake() throws IOException {
        return new TorchScriptArchive(entries, library, root, with(Waking.SUBSTITUTION));
    }

    /** Whether it has a ReLU: without one, {@link #awake} changes nothing. */
    public boolean hasRelu() {
        return Waking.SUBSTITUTION.concerns(entries);
    }

    /** Whether gradients pass where a ReLU is off. */
    public boolean isAwake() {
        return substitutions.contains(Waking.SUBSTITUTION);
    }

    /**
     * The same network with batch norms folded into the fp32 convolutions before them, where nothing else takes what a convolution
     * gives. Its values are the same up to rounding, but at those convolutions.
     *
     * @param kept names of call sites whose values are to stay
     * @return this one where there is nothing to fold
     * @throws UnusableArchiveException when its tensors cannot be read
     */
    public TorchScriptArchive folded(Collection<String> kept) throws IOException {
        ArchiveEntries changed = FoldedNorms.of(entries, convolutions.foldable(Set.copyOf(kept)));
        return changed == null ? this : of(changed, with(FoldedNorms.SUBSTITUTION));
    }

    /**
     * Whether {@link #folded} finds anything to fold.
     *
     * @param kept names of call sites whose values are to stay
     */
    public boolean folds(Collection<String> kept) {
        return !convolutions.foldable(Set.copyOf(kept)).isEmpty();
    }

    /**
     * The same network with convolutions of 3 × 3 over many channels computed with fewer multiplications, by Winograd's algorithm. Its
     * values are the same up to rounding. To be done before {@link #narrowed}, since fp32 weights are transformed.
     *
     * @param kept names of call sites whose values are to stay
     * @return this one where there is no such convolution
     * @throws UnusableArchiveException when its tensors cannot be read
     */
    public TorchScriptArchive byWinograd(Collection<String> kept) throws IOException {
        ArchiveEntries changed = Winograd.of(entries, winogradWeights(kept));
        return changed == null ? this : new TorchScriptArchive(changed, library, root, with(Winograd.SUBSTITUTION));
    }

    /**
     * Whether {@link #byWinograd} may find a convolution.
     *
     * @param kept names of call sites whose values are to stay
     */
    public boolean suitsWinograd(Collection<String> kept) {
        return !winogradWeights(kept).isEmpty();
    }

    private List<ObjectReader.Elements> winogradWeights(Collection<String> kept) {
        return entries.codeContains(Winograd.NAMED_PADDING)
                ? List.of()
                : convolutions.steady(Set.copyOf(kept)).stream()
                        .filter(Winograd::suits)
                        .toList();
    }

    private List<Substitution> with(Substitution another) {
        return Stream.concat(substitutions.stream(), Stream.of(another)).toList();
    }

    private void write(Path target, Additions additions) throws IOException {
        Map<String, byte[]> files = additions.files();
        for (Substitution substitution : substitutions) {
            files = substitution.of(entries, files);
        }
        entries.write(target, files);
    }

    private static TorchScriptArchive of(ArchiveEntries entries, List<Substitution> substitutions) throws IOException {
        byte[] objects = entries.files().getOrDefault("data.pkl", new byte[0]);
        try {
            return new TorchScriptArchive(entries, new Library(entries), ObjectReader.read(objects), substitutions);
        } catch (UnusableArchiveException e) {
            throw e;
        } catch (CodeException e) {
            throw new UnusableArchiveException("its TorchScript code is not understood: " + e.getMessage(), e);
        } catch (StackOverflowError e) {
            throw new UnusableArchiveException("its TorchScript code is nested too deeply to be followed", e);
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
        Additions additions = new Additions(entries, library);
        TapWriter writer = new TapWriter(additions);
        for (String name : names) {
            String method = "featviz_tap_" + methods.size();
            writer.add(tappable(name), method);
            methods.put(name, method);
        }
        write(target, additions);
        return new Taps(methods);
    }

    /**
     * Writes a copy with a method that tells what every tappable place gives that an image changes, in one pass.
     *
     * @param target file to write
     */
    public Survey writeSurvey(Path target) throws IOException {
        return writeSurvey(
                target,
                callSites().stream()
                        .filter(site -> site.tappable() && site.depends())
                        .map(CallSite::name)
                        .toList());
    }

    /**
     * Writes a copy with a method that tells what some places give, in one pass. Where many are wanted, this is quicker by far
     * than a tap for each.
     *
     * @param target file to write
     * @param names names of call sites that are tappable
     * @throws IllegalArgumentException when a name is no tappable call site
     */
    public Survey writeSurvey(Path target, Collection<String> names) throws IOException {
        names.forEach(this::tappable);
        Additions additions = new Additions(entries, library);
        SurveyWriter.write(additions, places.values(), List.copyOf(names));
        write(target, additions);
        return new Survey(SurveyWriter.METHOD, List.copyOf(names));
    }

    /**
     * Writes a copy with a method that takes, beside what forward takes, a tensor that is added to the value of a place on the way, and
     * returns what forward returns.
     *
     * @param target file to write
     * @param name name of a call site that is tappable
     * @return name of the method
     * @throws IllegalArgumentException when the name is no tappable call site
     */
    public String writeSteered(Path target, String name) throws IOException {
        tappable(name);
        Additions additions = new Additions(entries, library);
        SteerWriter.write(additions, places.values(), name);
        write(target, additions);
        return SteerWriter.METHOD;
    }

    private Place tappable(String name) {
        Place place = places.get(name);
        if (place == null || !place.site().tappable()) {
            throw new IllegalArgumentException(name + " "
                    + (place == null
                            ? "is no place in this network"
                            : place.site().obstacle()));
        }
        return place;
    }
}
