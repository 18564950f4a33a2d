package io.github.featviz.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.featviz.collection.Chunk;
import io.github.featviz.spec.FamiliesSpec;
import io.github.featviz.spec.Latitude;
import io.github.featviz.spec.RecipeSpec;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A unit of work: a pure function of this description and the network.
 *
 * <p>It knows neither Maven nor a folder of results, so that any process may do it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "work")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Work.Describe.class, name = "describe"),
    @JsonSubTypes.Type(value = Work.Verify.class, name = "verify"),
    @JsonSubTypes.Type(value = Work.Reference.class, name = "reference"),
    @JsonSubTypes.Type(value = Work.Answer.class, name = "answer"),
    @JsonSubTypes.Type(value = Work.Respond.class, name = "respond"),
    @JsonSubTypes.Type(value = Work.MapFeature.class, name = "map"),
    @JsonSubTypes.Type(value = Work.Classify.class, name = "classify"),
    @JsonSubTypes.Type(value = Work.Advocate.class, name = "advocate"),
    @JsonSubTypes.Type(value = Work.Survey.class, name = "survey"),
    @JsonSubTypes.Type(value = Work.Draw.class, name = "draw"),
    @JsonSubTypes.Type(value = Work.Rehearse.class, name = "rehearse"),
    @JsonSubTypes.Type(value = Work.Tune.class, name = "tune")
})
public sealed interface Work {

    /** All that decides the result beside the network, its input format and the code; no path among it. */
    List<String> identity();

    /** What it is, for a progress line: {@code "drawing blocks.14.project.conv 17"}. */
    String title();

    /** Lists the network's layers. Result: {@link io.github.featviz.result.NetworkDescription}. */
    record Describe() implements Work {
        @Override
        public List<String> identity() {
            return List.of("describe", "2");
        }

        @Override
        public String title() {
            return "reading the network";
        }
    }

    /** Holds the network against what its archive says that PyTorch computed. Result: {@link io.github.featviz.result.Verification}. */
    record Verify() implements Work {
        @Override
        public List<String> identity() {
            return List.of("verify", "1");
        }

        @Override
        public String title() {
            return "checking the network against PyTorch's numbers";
        }
    }

    /** Runs the made reference images up to a layer. Result: {@link io.github.featviz.result.Moments}. */
    record Reference(String layer) implements Work {
        @Override
        public List<String> identity() {
            return List.of("reference", "2", layer);
        }

        @Override
        public String title() {
            return "measuring reference images at " + layer;
        }
    }

    /** The same, image by image. Result: {@link io.github.featviz.result.Answers}. */
    record Answer(String layer) implements Work {
        @Override
        public List<String> identity() {
            return List.of("answer", "2", layer);
        }

        @Override
        public String title() {
            return "comparing reference images at " + layer;
        }
    }

    /** Runs a photograph up to a layer. Result: {@link io.github.featviz.result.Response}. */
    record Respond(ImageFile image, String layer) implements Work {
        @Override
        public List<String> identity() {
            return List.of("respond", "2", image.sha256(), layer);
        }

        @Override
        public String title() {
            return "measuring " + image.path().getFileName() + " at " + layer;
        }
    }

    /** One filter's activations over a photograph. Result: {@link io.github.featviz.result.FeatureMap}. */
    record MapFeature(ImageFile image, String layer, int filter) implements Work {
        @Override
        public List<String> identity() {
            return List.of("map", "1", image.sha256(), layer, Integer.toString(filter));
        }

        @Override
        public String title() {
            return "mapping " + layer + " " + filter + " over " + image.path().getFileName();
        }
    }

    /** The network's own answer to a photograph. Result: {@link io.github.featviz.result.Classification}. */
    record Classify(ImageFile image) implements Work {
        @Override
        public List<String> identity() {
            return List.of("classify", "1", image.sha256());
        }

        @Override
        public String title() {
            return "classifying " + image.path().getFileName();
        }
    }

    /**
     * What a filter says for and against every class. Result: {@link io.github.featviz.result.ClassEffects}.
     *
     * @param images over which it is averaged
     * @param deviation standard deviation of the filter's activation, positive
     */
    record Advocate(List<ImageFile> images, String layer, int filter, double deviation) implements Work {
        @Override
        public List<String> identity() {
            return Stream.concat(
                            Stream.of("advocate", "1", layer, Integer.toString(filter), Double.toString(deviation)),
                            images.stream().map(ImageFile::sha256))
                    .toList();
        }

        @Override
        public String title() {
            return "asking what " + layer + " " + filter + " says to the classes";
        }
    }

    /**
     * Runs a chunk of many photographs up to a layer. Result: {@link io.github.featviz.result.Survey} and {@value
     * io.github.featviz.result.Survey#PEAKS}.
     */
    record Survey(Chunk chunk, String layer) implements Work {
        @Override
        public List<String> identity() {
            return List.of("survey", "1", chunk.sha256(), layer);
        }

        @Override
        public String title() {
            return "looking at %d photographs from %s at %s"
                    .formatted(chunk.items().size(), chunk.place().getFileName(), layer);
        }
    }

    /**
     * Makes one filter's picture. Result: {@link io.github.featviz.result.Picture} and {@code picture.png}.
     *
     * @param precision as in {@link Latitude#PRECISIONS}
     */
    record Draw(String layer, int filter, RecipeSpec recipe, String precision) implements Work {

        /** In whatever precision is fastest. */
        public Draw(String layer, int filter, RecipeSpec recipe) {
            this(layer, filter, recipe, Latitude.AUTO);
        }

        /** A precision that was left open decides nothing: results made in any that was chosen stay valid. */
        @Override
        public List<String> identity() {
            List<String> always = List.of("draw", "4", layer, Integer.toString(filter), recipe.toString());
            return precision.equals(Latitude.AUTO)
                    ? always
                    : Stream.concat(always.stream(), Stream.of(precision)).toList();
        }

        @Override
        public String title() {
            return "drawing " + layer + " " + filter;
        }
    }

    /**
     * Measures what a picture takes on this machine, while others do the same. Result: {@link io.github.featviz.result.Pace}.
     *
     * @param sample pictures of one layer and recipe that will be drawn
     * @param pictures how many there will be for each worker; their magnitude decides whether a faster way is looked for
     * @param machine what else the time depends on
     * @param worker number of the worker that does it
     */
    record Rehearse(List<Draw> sample, int pictures, String machine, int worker) implements Work {
        @Override
        public List<String> identity() {
            Draw first = sample.get(0);
            return List.of(
                    "rehearse",
                    "3",
                    first.layer(),
                    first.recipe().toString(),
                    first.precision(),
                    // Many pictures are worth the search for a faster way, few are not.
                    Integer.toString(Integer.highestOneBit(pictures)),
                    machine,
                    Integer.toString(worker));
        }

        @Override
        public String title() {
            return "timing pictures of " + sample.get(0).layer();
        }
    }

    /**
     * Changes one filter's picture step by step and measures the whole layer each time. Result: {@link
     * io.github.featviz.result.Tuning}.
     *
     * @param filter whose picture it is; decides nothing
     */
    record Tune(ImageFile picture, String layer, int filter, FamiliesSpec.By by) implements Work {
        @Override
        public List<String> identity() {
            return List.of("tune", "1", picture.sha256(), layer, by.name());
        }

        @Override
        public String title() {
            return "changing the picture of %s %s by %s"
                    .formatted(layer, filter, by.name().toLowerCase(Locale.ROOT));
        }
    }
}
