package io.github.featviz.build;

import io.github.featviz.plan.Work;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.Pace;
import io.github.featviz.spec.RecipeSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What pictures will take on this machine, from a few steps of some of them. */
final class Forecast {

    /** Steps: a rehearsal takes some dozens itself. */
    private static final int WORTH_REHEARSING = 200;

    private static final int MOST_REHEARSALS = 4;

    /** Of a layer and recipe, pictures that tell how they are drawn fastest. */
    private static final int SAMPLE = 3;

    private final Session session;
    private final Map<Kind, Double> paces;

    private Forecast(Session session, Map<Kind, Double> paces) {
        this.session = session;
        this.paces = paces;
    }

    /** Pictures that take the same time. */
    private record Kind(String layer, RecipeSpec recipe, String precision) {

        static Kind of(Work.Draw draw) {
            RecipeSpec recipe = draw.recipe().withMember(0);
            return new Kind(draw.layer(), recipe.withSeed(0), draw.precision());
        }
    }

    /**
     * Measures what the most frequent kinds of pictures take; what was measured on this machine before is read from the store.
     *
     * @param drawings pictures that are to be made
     * @return empty: they are too few to be timed
     */
    static Optional<Forecast> of(Session session, List<Work> drawings) throws IOException {
        Map<Kind, List<Work.Draw>> kinds = new LinkedHashMap<>();
        for (Work work : drawings) {
            if (work instanceof Work.Draw draw) {
                kinds.computeIfAbsent(Kind.of(draw), kind -> new ArrayList<>()).add(draw);
            }
        }
        List<List<Work.Draw>> rehearsed = kinds.values().stream()
                .filter(alike -> alike.size() * alike.get(0).recipe().allSteps() >= WORTH_REHEARSING)
                .sorted(Comparator.comparingDouble(
                                (List<Work.Draw> alike) -> -alike.size() * effort(alike.get(0), session.description()))
                        .thenComparing(alike -> alike.get(0).layer()))
                .limit(MOST_REHEARSALS)
                .toList();
        Map<Kind, Double> paces = new LinkedHashMap<>();
        int workers = rehearsed.isEmpty() ? 1 : session.labour().workers(drawings);
        List<Work> rehearsals = new ArrayList<>();
        String setting = rehearsed.isEmpty() ? "" : session.labour().setting(workers);
        int pictures = Math.max(1, drawings.size() / workers);
        rehearsed.forEach(alike -> rehearsals.addAll(rehearsals(alike, pictures, setting, workers)));
        session.runner().complete(rehearsals);
        for (List<Work.Draw> alike : rehearsed) {
            OptionalDouble pace = pace(session.runner(), rehearsals(alike, pictures, setting, workers));
            pace.ifPresent(seconds -> paces.put(Kind.of(alike.get(0)), seconds));
        }
        return paces.isEmpty() ? Optional.empty() : Optional.of(new Forecast(session, paces));
    }

    private static List<Work> rehearsals(List<Work.Draw> alike, int pictures, String setting, int workers) {
        List<Work.Draw> sample = alike.stream().limit(SAMPLE).toList();
        return IntStream.range(0, workers)
                .<Work>mapToObj(worker -> new Work.Rehearse(sample, pictures, setting, worker))
                .toList();
    }

    private static OptionalDouble pace(WorkRunner runner, List<Work> rehearsals) throws IOException {
        List<Double> seconds = new ArrayList<>();
        for (Work rehearsal : rehearsals) {
            runner.result(rehearsal, Pace.class).ifPresent(pace -> seconds.add(pace.seconds()));
        }
        return seconds.stream().mapToDouble(Double::doubleValue).average();
    }

    /** How long these pictures will take. */
    Duration of(List<Work> works) throws IOException {
        return session.labour().forecast(works, work -> work instanceof Work.Draw draw ? seconds(draw) : 0);
    }

    /** What was not measured is taken to cost as much a multiplication as what was, of the same recipe if possible. */
    private double seconds(Work.Draw draw) {
        Kind kind = Kind.of(draw);
        Double known = paces.get(kind);
        if (known != null) {
            return known;
        }
        Map.Entry<Kind, Double> like = paces.entrySet().stream()
                .filter(other -> other.getKey().recipe().equals(kind.recipe()))
                .findFirst()
                .orElseGet(() -> paces.entrySet().iterator().next());
        Kind other = like.getKey();
        NetworkDescription network = session.description();
        return like.getValue()
                * effort(draw, network)
                / effort(new Work.Draw(other.layer(), 0, other.recipe(), other.precision()), network);
    }

    private static double effort(Work.Draw draw, NetworkDescription network) {
        return draw.recipe().pixels() / draw.recipe().diversity() * multiplications(draw.layer(), network);
    }

    /** Products of weights and values up to a layer and in it; one at least. */
    private static double multiplications(String layer, NetworkDescription network) {
        double products = 1;
        for (Layer at : network.layers()) {
            boolean whole =
                    network.layers().stream().noneMatch(below -> below.name().startsWith(at.name() + "."));
            products += whole ? at.multiplications() : 0;
            if (at.name().equals(layer)) {
                break;
            }
        }
        return products;
    }
}
