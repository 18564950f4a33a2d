package io.github.featviz.torchscript;

import io.github.featviz.torchscript.ObjectReader.Elements;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The convolutions that a network runs and the batch norms that take their values. Filled while the network is walked. */
final class Convolutions {

    private static final String OPERATION = "torch.batch_norm";
    private static final String FUNCTIONAL = "__torch__.torch.nn.functional.batch_norm";

    /** What PyTorch puts into the name of a second function or class that has the name of another. */
    private static final Pattern MANGLE = Pattern.compile("\\.___torch_mangle_\\d+");

    private final List<Convolution> runs = new ArrayList<>();

    /** Storages that something else takes too, such as batch norms of other values. */
    private final Set<Object> elsewhere = new HashSet<>();

    /**
     * A convolution and the batch norm that alone takes what it gives, however often both run; no other takes a part in either.
     *
     * @param weight of shape [outputs, inputs of a group, height, width]
     * @param bias null: none
     */
    record Pair(Elements weight, @Nullable Elements bias, BatchNorm norm) {
        private static Optional<Pair> of(Convolution run) {
            return Optional.ofNullable(run.norm()).map(norm -> new Pair(run.weight(), run.bias(), norm));
        }

        /** The tensors that get other values by folding. */
        private Stream<Elements> changed() {
            return Stream.concat(Stream.of(weight, norm.mean(), norm.variance()), Stream.ofNullable(bias));
        }

        /** Whether none of these shares a storage with another. */
        private boolean isApart() {
            return changed().allMatch(Elements::fill)
                    && changed().map(Elements::storage).distinct().count()
                            == changed().count();
        }
    }

    /**
     * The convolution that an operation is; null: it is none.
     *
     * @param function its qualified name
     */
    @Nullable
    Convolution run(String function, List<Value> arguments) {
        Convolution run = Convolution.of(function, arguments);
        if (run != null) {
            runs.add(run);
        }
        return run;
    }

    /**
     * Notes what an operation takes.
     *
     * @param function its qualified name
     */
    void taken(String function, List<Value> arguments) {
        String name = MANGLE.matcher(function).replaceAll("");
        if (name.equals(OPERATION)) {
            normed(arguments);
        } else if (name.equals(FUNCTIONAL)) {
            normed(ordered(arguments));
        } else {
            arguments.forEach(Convolution::use);
            if (Convolution.of(name, arguments) == null) {
                arguments.forEach(this::takeElsewhere);
            }
        }
    }

    /** PyTorch's own function takes mean and variance before weight and bias. */
    private static List<Value> ordered(List<Value> arguments) {
        List<Value> ordered = new ArrayList<>(arguments);
        if (ordered.size() > 4) {
            Collections.rotate(ordered.subList(1, 5), 2);
        }
        return ordered;
    }

    private void normed(List<Value> arguments) {
        BatchNorm norm = BatchNorm.of(arguments);
        Convolution run = norm == null ? null : Convolution.behind(arguments.get(0));
        if (norm == null || run == null) {
            arguments.forEach(Convolution::use);
            arguments.forEach(this::takeElsewhere);
        } else {
            run.isTakenBy(norm);
        }
    }

    private void takeElsewhere(Value value) {
        if (value instanceof Value.Tensor tensor && tensor.origin() instanceof Elements elements) {
            elsewhere.add(elements.storage());
        }
    }

    /**
     * Those that can be made one operation where some places have to keep what they give.
     *
     * @param kept names of the places
     */
    List<Pair> foldable(Set<String> kept) {
        Map<Object, Set<Optional<Pair>>> takers = new HashMap<>();
        for (Convolution run : runs) {
            boolean keeps = run.sites().stream().anyMatch(kept::contains);
            Optional<Pair> pair = keeps ? Optional.empty() : Pair.of(run);
            run.elements().forEach(tensor -> takers.computeIfAbsent(tensor.storage(), key -> new HashSet<>())
                    .add(pair));
        }
        return runs.stream()
                .flatMap(run -> Pair.of(run).stream())
                .distinct()
                .filter(Pair::isApart)
                .filter(pair -> pair.changed()
                        .allMatch(tensor -> !elsewhere.contains(tensor.storage())
                                && Set.of(Optional.of(pair)).equals(takers.get(tensor.storage()))))
                .toList();
    }
}
