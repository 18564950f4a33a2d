package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.gallery.Exhibition.NetworkCard;
import io.github.featviz.gallery.Exhibition.UnitId;
import io.github.featviz.result.Layer;
import io.github.featviz.result.NetworkDescription;
import io.github.featviz.result.ReceptiveField;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {

    private static final ReceptiveField.Axis AXIS = new ReceptiveField.Axis(300, 32, 31.5);

    @TempDir
    private Path folder;

    @Test
    void lightFallsWhereTheLayerOfTheMapLooks() throws IOException {
        Layer blind = layer(SampleExhibition.LATE, 7, null);
        Layer known = layer(SampleExhibition.LATE, 7, new ReceptiveField(AXIS, AXIS));
        Layer pooled = layer(SampleExhibition.CHARTED, 7, new ReceptiveField(AXIS, AXIS));
        Layer wide = layer(SampleExhibition.LATE, 14, null);

        assertThat(lit(known)).isNotEqualTo(lit(blind));
        // The maps are of seven cells, and so of the charted layer.
        assertThat(lit(wide, pooled)).isEqualTo(lit(known));
    }

    private static Layer layer(String name, long edge, @Nullable ReceptiveField field) {
        return new Layer(name, "Conv2d", true, List.of(1L, (long) SampleExhibition.FILTERS, edge, edge), 0, 0, field);
    }

    /** The light over the first photograph for filter 17 of a network of these layers. */
    private @Nullable String lit(Layer... layers) throws IOException {
        Exhibition sample = SampleExhibition.in(folder.resolve("made"));
        NetworkCard network = sample.network();
        Exhibition exhibition = new Exhibition(
                sample.title(),
                sample.text(),
                sample.site(),
                new NetworkCard(
                        new NetworkDescription("Net", 1, List.of(layers)),
                        network.fileName(),
                        network.sha256(),
                        network.input(),
                        network.assumed(),
                        network.classes()),
                sample.sections(),
                sample.units(),
                sample.probes(),
                sample.version(),
                sample.given());
        ImageLibrary library = new ImageLibrary(folder.resolve("site"), folder.resolve("earlier"));
        Catalogue catalogue = Catalogue.of(exhibition, library, Theme.standard().words());
        UnitId unit = new UnitId(SampleExhibition.LATE, 17);
        return Objects.requireNonNull(catalogue.lit(exhibition.probes().get(0), unit))
                .light();
    }
}
