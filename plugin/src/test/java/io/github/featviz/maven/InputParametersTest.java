package io.github.featviz.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.spec.InputSpec;
import io.github.featviz.spec.SpecException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputParametersTest {

    @Test
    void nothingGivenLeavesTheInputToTheSpec() {
        assertThat(new InputParameters(null, List.of(), List.of()).given()).isFalse();
    }

    @Test
    void whatIsLeftOutIsAsImageNetHasIt() throws SpecException {
        InputParameters parameters = new InputParameters(32, List.of(), List.of());

        assertThat(parameters.given()).isTrue();
        assertThat(parameters.input())
                .isEqualTo(new InputSpec(32, List.of(0.485, 0.456, 0.406), List.of(0.229, 0.224, 0.225)));
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThatThrownBy(() -> new InputParameters(4, List.of(0.5), List.of(0.5, 0.0)).input())
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.faults()).hasSize(3));
    }

    @Test
    void valuesOnTheScaleTo255AreRefused() {
        assertThatThrownBy(() -> new InputParameters(32, List.of(123.7), List.of(300.0)).input())
                .hasMessageContaining("featviz.mean is [123.7]")
                .hasMessageContaining("featviz.std is [300.0]");
    }
}
