package io.github.featviz.spec;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Recipes: a name, or a mapping of settings.
 *
 * <p>A mapping that names its recipe starts from that recipe's own settings; one that does not changes the settings of the
 * recipe that would hold without it.
 */
final class RecipeReader {
    private static final List<String> NAMES = List.of("fourier", "maco", "pixels", "article");
    private static final Keys ARTICLE = Keys.of(
            "name",
            "size",
            "upscales",
            "factor",
            "steps",
            "learning-rate",
            "weight-decay",
            "blur",
            "seed",
            "objective");
    private static final Keys FOURIER = Keys.of(
            "name",
            "size",
            "steps",
            "exponent",
            "learning-rate",
            "shift",
            "scale",
            "rotation",
            "seed",
            "objective",
            "alpha",
            "diversity");
    private static final int MOST_DIVERSE = 9;

    /** A picture that grows beyond this edge takes minutes and more memory than most machines have. */
    private static final double LARGEST_EDGE = 2048;

    private final Faults faults;
    private final ObjectiveReader objectives;

    RecipeReader(Faults faults) {
        this.faults = faults;
        this.objectives = new ObjectiveReader(faults);
    }

    /** The recipe, or {@code inherited} and a fault. */
    RecipeSpec read(Node node, RecipeSpec inherited) {
        return read(node, "name", inherited);
    }

    /** An entry of a comparison, which may say {@code recipe} in place of {@code name}. */
    RecipeSpec readCompared(Node node, RecipeSpec inherited) {
        return read(node, "recipe", inherited);
    }

    private RecipeSpec read(Node node, String nameKey, RecipeSpec inherited) {
        if (node instanceof ScalarNode) {
            RecipeSpec named = named(node);
            return named == null ? inherited : named;
        }
        RecipeSpec base = base(node, nameKey, inherited);
        return base instanceof RecipeSpec.Article article
                ? article(fields(node, nameKey, ARTICLE, FOURIER, "fourier"), article)
                : fourier(fields(node, nameKey, FOURIER, ARTICLE, "article"), (RecipeSpec.Fourier) base);
    }

    private Fields fields(Node node, String nameKey, Keys own, Keys others, String otherName) {
        Keys keys = (own.known().contains(nameKey) ? own : own.and(nameKey))
                .elsewhere("the spec", List.of("seeds"), "move it beside 'recipe', or set the 'seed' of this recipe")
                .elsewhere("the " + otherName + " recipe", others.known(), "delete it, or name that recipe");
        return Fields.of(node, "a recipe", keys, faults);
    }

    /** The recipe whose settings a mapping changes. The name must be known before the other keys can be judged. */
    private RecipeSpec base(Node node, String nameKey, RecipeSpec inherited) {
        if (!(node instanceof MappingNode mapping)) {
            return inherited;
        }
        return mapping.getValue().stream()
                .filter(pair -> pair.getKeyNode() instanceof ScalarNode key
                        && (key.getValue().equals("name") || key.getValue().equals(nameKey))
                        && !Scalars.isNull(pair.getValueNode()))
                .findFirst()
                .map(pair -> named(pair.getValueNode()))
                .orElse(inherited);
    }

    private @Nullable RecipeSpec named(Node node) {
        String name = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        return switch (name) {
            case "article" -> RecipeSpec.Article.DEFAULT;
            case "fourier" -> RecipeSpec.Fourier.DEFAULT;
            case "maco" -> RecipeSpec.Fourier.MACO;
            case "pixels" -> RecipeSpec.Fourier.PIXELS;
            default -> {
                reportName(node, name);
                yield null;
            }
        };
    }

    private void reportName(Node node, String name) {
        List<String> near = Nearest.to(name, NAMES, 1);
        faults.add(
                node,
                node instanceof ScalarNode
                        ? "there is no recipe " + Faults.quote(name)
                        : "the recipe's name is " + Scalars.kind(node),
                "one of the recipes " + String.join(", ", NAMES),
                near.isEmpty() ? "name one of these" : "write '" + near.get(0) + "' if that is what you mean");
    }

    private RecipeSpec article(Fields fields, RecipeSpec.Article base) {
        RecipeSpec.Article article = new RecipeSpec.Article(
                fields.whole("size", base.size(), 16, 1024),
                fields.whole("upscales", base.upscales(), 0, 20),
                fields.number("factor", base.factor(), 1, 2),
                fields.whole("steps", base.steps(), 1, 4096),
                fields.number("learning-rate", base.learningRate(), 1e-6, 10),
                fields.number("weight-decay", base.weightDecay(), 0, 1),
                fields.whole("blur", base.blur(), 1, 31),
                seed(fields, base.seed()),
                objectives.read(fields.node("objective"), base.objective()));
        double edge = article.size() * Math.pow(article.factor(), article.upscales());
        if (edge > LARGEST_EDGE) {
            faults.add(
                    fields.mark(),
                    "the picture would grow to an edge of " + Math.round(edge) + " pixels",
                    "size × factor^upscales of at most 2048 pixels",
                    "write a smaller size, fewer upscales or a smaller factor");
        }
        return article;
    }

    private RecipeSpec fourier(Fields fields, RecipeSpec.Fourier base) {
        if (base.medium() != RecipeSpec.Medium.FOURIER) {
            refuse(fields, "alpha", base.medium(), "delete it, or name the fourier recipe");
        }
        if (base.medium() == RecipeSpec.Medium.PIXELS) {
            refuse(fields, "exponent", base.medium(), "delete it: pixels have no spectrum");
        }
        return new RecipeSpec.Fourier(
                base.medium(),
                fields.whole("size", base.size(), 16, 1024),
                fields.whole("steps", base.steps(), 1, 4096),
                fields.number("exponent", base.exponent(), 0, 3),
                fields.number("learning-rate", base.learningRate(), 1e-6, 10),
                fields.number("shift", base.shift(), 0, 0.5),
                fields.number("scale", base.scale(), 0, 0.5),
                fields.number("rotation", base.rotation(), 0, 180),
                seed(fields, base.seed()),
                objectives.read(fields.node("objective"), base.objective()),
                fields.flag("alpha", base.alpha()),
                fields.whole("diversity", base.diversity(), 1, MOST_DIVERSE),
                0);
    }

    private void refuse(Fields fields, String key, RecipeSpec.Medium medium, String mend) {
        Node node = fields.node(key);
        if (node != null) {
            faults.add(
                    node,
                    "the " + medium.word() + " recipe has no '" + key + "'",
                    "a setting that this recipe has",
                    mend);
        }
    }

    /** Up to 2^53 − 1, so that a seed survives every reader of JSON. */
    private static long seed(Fields fields, long otherwise) {
        return fields.whole("seed", otherwise, 0L, (1L << 53) - 1);
    }
}
