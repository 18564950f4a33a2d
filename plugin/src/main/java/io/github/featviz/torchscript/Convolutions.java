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

    /** Storages of tensors that something asks about, such as their shape. */
    private final Set<Object> asked = new HashSet<>();

    /** Names of the places that give the value of a convolution, or what is in a storage. */
    private final Map<Object, Set<String>> sites = new HashMap<>();

    /** How many convolutions had run when a place gave its value. */
    private final Map<String, Integer> before = new HashMap<>();

    private boolean unsettled;

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

        private Stream<Elements> elements() {
            return Stream.concat(changed(), norm.elements());
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
        } else if (Convolution.of(name, arguments) != null) {
            use(arguments.get(0));
        } else {
            arguments.forEach(this::use);
        }
    }

    /** Notes that an operation asks something about what it takes, such as its shape, but uses no number in it. */
    void asked(List<Value> arguments) {
        arguments.stream()
                .filter(Value.Tensor.class::isInstance)
                .map(value -> ((Value.Tensor) value).origin())
                .filter(Elements.class::isInstance)
                .forEach(elements -> asked.add(((Elements) elements).storage()));
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
            arguments.forEach(this::use);
        } else {
            run.isTakenBy(norm);
        }
    }

    /** Notes that something other than a convolution or batch norm may take a value, or what is in it. */
    void use(Value value) {
        Convolution.use(value);
        if (value instanceof Value.Tensor tensor && tensor.origin() instanceof Elements elements) {
            useHeld(elements);
        } else if (value instanceof Value.Module module) {
            useHeld(module.object());
        } else if (value instanceof Value.Items items) {
            items.parts().forEach(this::use);
        }
    }

    /** Notes that something may take any tensor that an object of the archive holds. */
    void useHeld(Object object) {
        Elements.in(object).forEach(elements -> elsewhere.add(elements.storage()));
    }

    /** Notes that a place gives a value. */
    void given(Value value, String site) {
        before.put(site, runs.size());
        if (value instanceof Value.Tensor tensor && tensor.origin() != null) {
            Object giver = tensor.origin() instanceof Elements elements ? elements.storage() : tensor.origin();
            sites.computeIfAbsent(giver, key -> new HashSet<>()).add(site);
        }
    }

    /** Notes that the network may have other attributes than it was stored with, such as those that it assigns to as it runs. */
    void unsettle() {
        unsettled = true;
    }

    /**
     * Those that can be made one operation where some places have to keep what they give.
     *
     * @param kept names of the places
     */
    List<Pair> foldable(Set<String> kept) {
        if (unsettled) {
            return List.of();
        }
        Map<Object, Set<Optional<Pair>>> takers = new HashMap<>();
        for (Convolution run : runs) {
            Optional<Pair> pair = isKept(run, kept) ? Optional.empty() : Pair.of(run);
            run.elements().forEach(tensor -> takers.computeIfAbsent(tensor.storage(), key -> new HashSet<>())
                    .add(pair));
        }
        return runs.stream()
                .flatMap(run -> Pair.of(run).stream())
                .distinct()
                .filter(Pair::isApart)
                .filter(pair -> pair.elements().noneMatch(tensor -> elsewhere.contains(tensor.storage())))
                .filter(pair -> pair.changed()
                        .map(Elements::storage)
                        .allMatch(storage -> !isKept(storage, kept)
                                && Set.of(Optional.of(pair)).equals(takers.get(storage))))
                .toList();
    }

    /**
     * Weights that nothing takes but convolutions with kernels of 3 × 3 that go from each pixel to the next, and that what is looked at
     * depends on.
     *
     * @param kept names of places that are looked at, and have to keep what they give
     */
    List<Elements> steady(Set<String> kept) {
        if (unsettled || runs.stream().anyMatch(Convolution::hasNamedPadding)) {
            return List.of();
        }
        Set<Object> otherwise = new HashSet<>(elsewhere);
        otherwise.addAll(asked);
        for (Convolution run : runs) {
            run.elements()
                    .filter(tensor -> !(run.isSteady() && tensor.equals(run.weight())))
                    .forEach(tensor -> otherwise.add(tensor.storage()));
        }
        int last = kept.stream()
                .mapToInt(site -> before.getOrDefault(site, runs.size()))
                .max()
                .orElse(runs.size());
        return runs.subList(0, last).stream()
                .filter(Convolution::isSteady)
                .map(Convolution::weight)
                .distinct()
                .filter(Elements::fill)
                .filter(weight -> !otherwise.contains(weight.storage()) && !isKept(weight.storage(), kept))
                .toList();
    }

    private boolean isKept(Object giver, Set<String> kept) {
        return sites.getOrDefault(giver, Set.of()).stream().anyMatch(kept::contains);
    }
}
