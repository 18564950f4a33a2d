package io.github.featviz.torchscript;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes, for each place, one method for every method on the ways to it. */
final class TapWriter {

    private final Additions additions;

    TapWriter(Additions additions) {
        this.additions = additions;
    }

    /**
     * Adds the methods for a place.
     *
     * @param name name of the method of the network's own class, which the names of the others begin with
     */
    void add(Place place, String name) {
        add(place.steps().stream().map(Step::way).toList(), 0, name);
    }

    /** All the ways run through the same method at that depth. */
    private void add(List<List<Step>> ways, int depth, String name) {
        Map<Point, List<List<Step>>> byPoint = ways.stream()
                .collect(Collectors.groupingBy(way -> way.get(depth).point(), LinkedHashMap::new, Collectors.toList()));
        Step here = ways.get(0).get(depth);
        Map<Point, TapText.Stop> stops = new LinkedHashMap<>();
        byPoint.forEach((point, through) -> {
            Step step = through.get(0).get(depth);
            String returned = point.variable().isEmpty()
                    ? here.method().slice(point.at().start(), point.at().end())
                    : point.variable();
            if (through.get(0).size() > depth + 1) {
                String next = name + "_" + stops.size();
                add(through, depth + 1, next);
                returned = redirected(here.method(), point, through.get(0).get(depth + 1), next);
            }
            stops.put(point, new TapText.Stop(step.turn(), returned));
        });
        additions.add(here.owner(), TapText.of(here.method(), name, stops));
    }

    private static String redirected(Method method, Point point, Step inner, String next) {
        return point.at() instanceof Expression.Call call
                ? method.slice(call.start(), inner.calleeStart(call))
                        + inner.renamed(next)
                        + method.slice(call.callee().end(), call.end())
                : next;
    }
}
