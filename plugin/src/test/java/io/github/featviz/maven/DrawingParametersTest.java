package io.github.featviz.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.featviz.spec.Latitude;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class DrawingParametersTest {

    @Test
    void leave_all_open_unless_something_is_said() throws IOException {
        assertThat(new DrawingParameters("auto", "auto", 0).latitude()).isEqualTo(Latitude.FULL);
        assertThat(new DrawingParameters("auto", "auto", 0).forced()).isNull();
        assertThat(new DrawingParameters("fp32", "channels-last", 4).latitude())
                .isEqualTo(new Latitude(null, "channels-last", 4));
        assertThat(new DrawingParameters("fp32", "channels-last", 4).forced()).isEqualTo("fp32");
    }

    @Test
    void say_what_they_expect() {
        assertThatThrownBy(() -> new DrawingParameters("fp8", "auto", 0).forced())
                .isInstanceOf(IOException.class)
                .hasMessage(
                        "featviz.precision is \"fp8\". Expected fp32 or bf16, or auto for the fastest on this machine.");
        assertThatThrownBy(() -> new DrawingParameters("auto", "auto", -1).latitude())
                .hasMessageContaining("featviz.batch is -1");
    }
}
