package io.github.featviz.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.evidence.Family;
import io.github.featviz.evidence.TuningCurves;
import io.github.featviz.result.Moments;
import io.github.featviz.visualize.FourierRecipe;
import io.github.featviz.visualize.Visualizer;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** With the real engine: pictures are drawn, changed and measured. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FamilyTest {

    private static final String LAYER = "shapes";

    private final ShapesNetwork network = new ShapesNetwork();
    private final Visualizer visualizer = new Visualizer(network);
    private final Prober prober = new Prober(network);
    private final Map<Integer, BufferedImage> pictures = new HashMap<>();
    private Moments references = new Moments(0, List.of(), List.of(), List.of());

    @BeforeAll
    void measureWhatIsUsual() {
        references = prober.references(LAYER);
    }

    @AfterAll
    void close() {
        visualizer.close();
        network.close();
    }

    @Test
    void findsTurnedCopiesAndHowFarTheyAreTurned() {
        Family family = family(ShapesNetwork.STRIPES, Variation.ROTATION);

        assertThat(turned(family)).isEqualTo(Map.of(0, 0, 1, 45, 2, 90, 3, 135));
    }

    @Test
    void findsMirroredCopies() {
        Family family = family(ShapesNetwork.HOOKS, Variation.REFLECTION);

        assertThat(steps(family)).containsEntry(ShapesNetwork.HOOKS, 0.0).containsEntry(ShapesNetwork.HOOKS + 1, 90.0);
        assertThat(steps(family)).doesNotContainKeys(ShapesNetwork.ROUND, ShapesNetwork.DEAD, ShapesNetwork.SPOTS);
    }

    @Test
    void findsCopiesOfOtherColours() {
        Family family = family(ShapesNetwork.SPOTS, Variation.COLOUR);

        assertThat(steps(family))
                .isEqualTo(Map.of(
                        ShapesNetwork.SPOTS, 0.0, ShapesNetwork.SPOTS + 1, 120.0, ShapesNetwork.SPOTS + 2, 240.0));
    }

    @Test
    void findsCopiesOfOtherSizes() {
        Family family = family(ShapesNetwork.STRIPES, Variation.SCALE);

        assertThat(steps(family).keySet()).containsExactlyInAnyOrder(ShapesNetwork.STRIPES, ShapesNetwork.WIDE);
        assertThat(steps(family).get(ShapesNetwork.WIDE)).isGreaterThan(1);
    }

    @Test
    void aFilterThatLooksTheSameFromAllSidesHasNoFamily() {
        Family family = family(ShapesNetwork.ROUND, Variation.ROTATION);

        assertThat(family.members()).noneMatch(member -> member.mutual() && member.filter() != ShapesNetwork.ROUND);
    }

    private Map<Integer, Integer> turned(Family family) {
        Map<Integer, Integer> turned = new HashMap<>();
        // Stripes look the same after half a turn.
        steps(family).forEach((filter, step) -> turned.put(filter, (int) Math.round(step) % 180));
        return turned;
    }

    private static Map<Integer, Double> steps(Family family) {
        Map<Integer, Double> steps = new HashMap<>();
        for (Family.Member member : family.members()) {
            if (member.mutual()) {
                steps.put(member.filter(), family.curves().steps().get(member.step()));
            }
        }
        return steps;
    }

    private Family family(int of, Variation variation) {
        Map<Integer, TuningCurves> curves = new LinkedHashMap<>();
        curves.put(of, curves(of, variation));
        for (int filter : curves.get(of).candidates(of)) {
            curves.put(filter, curves(filter, variation));
        }
        return Family.of(of, variation.steps().indexOf(variation == Variation.SCALE ? 1.0 : 0.0), curves);
    }

    private TuningCurves curves(int of, Variation variation) {
        BufferedImage picture = pictures.computeIfAbsent(of, this::drawn);
        return TuningCurves.of(prober.tune(picture, LAYER, variation), references);
    }

    private BufferedImage drawn(int filter) {
        FourierRecipe recipe = new FourierRecipe(64, 256, 1.2, 0.1, 0.03, 0.1, 8);
        return visualizer
                .run(LAYER, filter, recipe, 1, (done, of, objective) -> {})
                .image();
    }
}
