package io.github.featviz.torchscript;

import java.util.Collection;
import java.util.List;

/** Writes a method that runs the whole network and on the way adds a shift to the value of a place. */
final class SteerWriter {

    /** Name of the method, which takes the shift as its last argument. */
    static final String METHOD = "featviz_steer";

    private static final String SHIFT = "featviz_shift";
    private static final String STEER = "__torch__.featviz_steering.steer";

    /** Counts repeated calls as they happen, since only one of them is to be steered. */
    private static final String STEER_TEXT =
            """
            def steer(value: Tensor,
                name: str,
                kept: Dict[str, Tensor]) -> Tensor:
              key = name
              use = 0
              while torch.__contains__(kept, key):
                use = torch.add(use, 1)
                key = torch.add(torch.add(name, "_"), str(use))
              torch._set_item(kept, key, value)
              wanted = torch.add("shift of ", key)
              if torch.__contains__(kept, wanted):
                steered = torch.add(value, kept[wanted])
              else:
                steered = value
              return steered
            """;

    private SteerWriter() {}

    /**
     * Adds the method.
     *
     * @param all every place
     * @param name the one that is steered
     */
    static void write(Additions additions, Collection<Place> all, String name) {
        SurveyWriter.Pass pass = new SurveyWriter(additions, METHOD, STEER).pass(all, List.of(name));
        additions.file(Library.fileOf(STEER), STEER_TEXT);
        additions.add(pass.owner(), root(pass, name));
    }

    private static String root(SurveyWriter.Pass pass, String name) {
        Method forward = pass.forward();
        String signature = forward.signature();
        StringBuilder arguments = new StringBuilder();
        forward.parameters().stream()
                .skip(1)
                .forEach(parameter -> arguments.append(parameter.name()).append(", "));
        return String.join(
                "\n",
                "  def " + METHOD + signature.substring(0, signature.length() - 1) + ", " + SHIFT + ": Tensor) -> "
                        + forward.returnType() + ":",
                "    " + SurveyText.KEPT + " = annotate(Dict[str, Tensor], {})",
                "    torch._set_item(" + SurveyText.KEPT + ", \"shift of " + name + "\", " + SHIFT + ")",
                "    return (" + forward.parameters().get(0).name() + ")." + pass.method() + "(" + arguments
                        + SurveyText.KEPT + ", )",
                "");
    }
}
