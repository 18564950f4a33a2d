package io.github.featviz.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.featviz.evidence.Baseline;
import io.github.featviz.evidence.Spike;
import io.github.featviz.plan.ImageFile;
import io.github.featviz.plan.NetworkFile;
import io.github.featviz.plan.SectionPlan;
import io.github.featviz.plan.Work;
import io.github.featviz.plan.WorkKey;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Layer;
import io.github.featviz.result.Moments;
import io.github.featviz.result.Response;
import io.github.featviz.result.Spread;
import io.github.featviz.spec.FilterSelection;
import io.github.featviz.spec.ObjectiveSpec;
import io.github.featviz.spec.SectionSpec;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasurementsTest {

    @Test
    void picturesOfNeuronsAreJudgedByWhatIsUsualAtOnePlace(@TempDir Path folder) throws IOException {
        Store store = Store.open(folder);
        NetworkFile network = new NetworkFile(Path.of("net.pt"), "00", new InputFormat(32, List.of(0.5), List.of(0.5)));
        // Means are 1 ± 0.2 from image to image; their places are 1 ± 3.
        Moments references = new Moments(
                64, List.of(1.0), List.of(0.04), List.of(1.5), new Spread(List.of(10.0), List.of(0.6)), List.of());
        store.put(
                WorkKey.of(network, new Work.Reference("conv")),
                Map.of(Store.Entry.RESULT, Store.Entry.json(references)));
        WorkRunner runner = new WorkRunner(network, store, (works, outcome) -> {}, new QuietListener());
        Measurements measurements = Measurements.of(List.of("conv"), List.of(), runner);

        assertThat(sigma(measurements, ObjectiveSpec.CHANNEL)).isEqualTo(3 / Math.hypot(0.2, 0.2), within(1e-9));
        assertThat(sigma(measurements, ObjectiveSpec.NEURON)).isEqualTo(3 / Math.hypot(3, 3), within(1e-9));
    }

    @Test
    void filtersArePutInOrderOnceForAllThatAskForTheirSpikes(@TempDir Path folder) throws IOException {
        Store store = Store.open(folder);
        NetworkFile network = new NetworkFile(Path.of("net.pt"), "00", new InputFormat(32, List.of(0.5), List.of(0.5)));
        ImageFile image = new ImageFile(Path.of("cat.png"), "11");
        Moments references = new Moments(64, List.of(1.0, 1.0), List.of(0.04, 0.04), List.of(1.5, 1.5));
        store.put(
                WorkKey.of(network, new Work.Reference("conv")),
                Map.of(Store.Entry.RESULT, Store.Entry.json(references)));
        store.put(
                WorkKey.of(network, new Work.Respond(image, "conv")),
                Map.of(Store.Entry.RESULT, Store.Entry.json(new Response(List.of(1.0, 3.0)))));
        WorkRunner runner = new WorkRunner(network, store, (works, outcome) -> {}, new QuietListener());
        Measurements measurements = Measurements.of(List.of("conv"), List.of(image), runner);

        List<Spike> spikes = measurements.spikes(section(image));
        assertThat(spikes).extracting(Spike::filter).containsExactly(1, 0);
        assertThat(measurements.spikes(section(image))).isSameAs(spikes);
    }

    private static SectionPlan section(ImageFile image) {
        Layer layer = new Layer("conv", "Conv2d", true, List.of(1L, 2L, 4L, 4L), 9, 9, null);
        SectionSpec spec = SectionSpecs.of("conv", new FilterSelection.All(SectionSpecs.MARK), null);
        return new SectionPlan(spec, layer, layer, layer, image, null);
    }

    /** Of an activation of 4. */
    private static double sigma(Measurements measurements, ObjectiveSpec objective) {
        Baseline usual = measurements.baseline("conv", objective).orElseThrow();
        return usual.sigma(0, 4);
    }
}
