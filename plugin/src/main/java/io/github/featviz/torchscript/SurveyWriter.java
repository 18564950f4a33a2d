package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a method that runs the whole network once and gives copies of the values of many places. */
final class SurveyWriter {

    /** Name of the method. */
    static final String METHOD = "featviz_survey";

    private static final String KEEPER = "__torch__.featviz_keeper.";

    /** Numbers repeated calls as they happen, so that the names are right whichever branch was taken. */
    private static final String KEEPER_TEXT =
            """
            def keep(value: Tensor,
                name: str,
                kept: Dict[str, Tensor]) -> Tensor:
              key = name
              use = 0
              while torch.__contains__(kept, key):
                use = torch.add(use, 1)
                key = torch.add(torch.add(name, "_"), str(use))
              torch._set_item(kept, key, torch.clone(value))
              return value
            def kept(kept: Dict[str, Tensor],
                name: str) -> Tensor:
              if torch.__contains__(kept, name):
                value = kept[name]
              else:
                value = torch.zeros([0])
              return value
            """;

    private final Additions additions;
    private final String prefix;
    private final String keeper;
    private int methods;

    /**
     * @param prefix what the names of the added methods begin with
     * @param keeper qualified name of the function that takes a value, its name and the dict, and gives back what to go on with
     */
    SurveyWriter(Additions additions, String prefix, String keeper) {
        this.additions = additions;
        this.prefix = prefix;
        this.keeper = keeper;
    }

    /**
     * Adds the method.
     *
     * @param all every place: calls of the same thing are numbered together, so those that nobody named are noted too
     * @param names the places whose values it returns, in this order
     */
    static void write(Additions additions, Collection<Place> all, List<String> names) {
        Pass pass = new SurveyWriter(additions, METHOD, KEEPER + "keep").pass(all, names);
        additions.file(Library.fileOf(KEEPER + "keep"), KEEPER_TEXT);
        additions.add(pass.owner(), root(pass.forward(), pass.method(), names));
    }

    /**
     * A method that takes what the network's forward takes, and the dict, and returns what that returns.
     *
     * @param owner the network's class
     * @param forward its own method
     * @param method name of the added one
     */
    record Pass(String owner, Method forward, String method) {}

    /** Adds the methods that run the whole network and hand the values of these places to the keeper. */
    Pass pass(Collection<Place> all, List<String> names) {
        Set<String> wanted = Set.copyOf(names);
        Set<String> paths = all.stream()
                .filter(place -> wanted.contains(place.site().name()))
                .map(Place::path)
                .collect(Collectors.toSet());
        Map<List<Point>, String> keys = new LinkedHashMap<>();
        List<List<Step>> ways = new ArrayList<>();
        for (Place place : all) {
            if (paths.contains(place.path()) && place.site().tappable()) {
                for (Step step : place.steps()) {
                    ways.add(step.way());
                    keys.put(points(step.way()), place.path());
                }
            }
        }
        if (ways.isEmpty()) {
            throw new IllegalArgumentException("no place was named");
        }
        Step first = ways.get(0).get(0);
        return new Pass(first.owner(), first.method(), add(ways, 0, keys));
    }

    private static List<Point> points(List<Step> way) {
        return way.stream().map(Step::point).toList();
    }

    private static String root(Method forward, String inner, List<String> names) {
        String self = forward.parameters().get(0).name();
        String arguments = forward.parameters().stream()
                .skip(1)
                .map(parameter -> parameter.name() + ", ")
                .collect(Collectors.joining());
        String values = names.stream()
                .map(name -> KEEPER + "kept(" + SurveyText.KEPT + ", \"" + name + "\", ), ")
                .collect(Collectors.joining());
        return String.join(
                "\n",
                "  def " + METHOD + forward.signature() + " -> List[Tensor]:",
                "    " + SurveyText.KEPT + " = annotate(Dict[str, Tensor], {})",
                "    featviz_result = (" + self + ")." + inner + "(" + arguments + SurveyText.KEPT + ", )",
                "    return [" + values + "]",
                "");
    }

    /** All the ways run through the same method at that depth. */
    private String add(List<List<Step>> ways, int depth, Map<List<Point>, String> keys) {
        String name = prefix + "_" + methods++;
        Map<Point, List<List<Step>>> byPoint = ways.stream()
                .collect(Collectors.groupingBy(way -> way.get(depth).point(), LinkedHashMap::new, Collectors.toList()));
        Step here = ways.get(0).get(depth);
        Map<Point, SurveyText.Kept> kept = new LinkedHashMap<>();
        byPoint.forEach((point, through) -> {
            List<List<Step>> deeper =
                    through.stream().filter(way -> way.size() > depth + 1).toList();
            String key = keys.getOrDefault(points(through.get(0).subList(0, depth + 1)), "");
            String callee = "";
            int start = point.at().start();
            if (!deeper.isEmpty() && point.at() instanceof Expression.Call call) {
                Step inner = deeper.get(0).get(depth + 1);
                callee = inner.renamed(add(deeper, depth + 1, keys));
                start = inner.calleeStart(call);
            }
            kept.put(point, new SurveyText.Kept(key, callee, start));
        });
        additions.add(here.owner(), SurveyText.of(here.method(), name, kept, keeper));
        return name;
    }
}
