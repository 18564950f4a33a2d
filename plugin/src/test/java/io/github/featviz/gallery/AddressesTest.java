package io.github.featviz.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.featviz.gallery.Exhibition.UnitId;
import org.junit.jupiter.api.Test;

class AddressesTest {

    @Test
    void namesAUnitAfterItsLayerAndFilter() {
        assertThat(Addresses.unit(new UnitId("layer1.0.relu_1", 17))).isEqualTo("units/layer1.0.relu_1/17/index.html");
    }

    @Test
    void leadsBackToTheRoot() {
        assertThat(Addresses.rootFrom("index.html")).isEmpty();
        assertThat(Addresses.rootFrom("units/a/1/index.html")).isEqualTo("../../../");
    }

    @Test
    void neverLeavesTheFolder() {
        assertThat(Addresses.segment("..")).isEqualTo("~..");
        assertThat(Addresses.segment("a/../b")).isEqualTo("a~002f..~002fb");
        assertThat(Addresses.segment("")).isEqualTo("~");
    }

    @Test
    void avoidsNamesThatWindowsKeepsForItself() {
        assertThat(Addresses.segment("aux.conv")).isEqualTo("~aux.conv");
        assertThat(Addresses.segment("aux1.conv")).isEqualTo("aux1.conv");
    }

    @Test
    void shortensNamesThatNoFileSystemTakes() {
        String one = Addresses.segment("网".repeat(54) + "一");
        String other = Addresses.segment("网".repeat(54) + "二");

        assertThat(one).hasSize(160).isNotEqualTo(other);
        assertThat(Addresses.segment("a".repeat(160))).isEqualTo("a".repeat(160));
    }

    @Test
    void keepsDifferentNamesApart() {
        assertThat(Addresses.segment("a b")).isNotEqualTo(Addresses.segment("a_b"));
    }
}
