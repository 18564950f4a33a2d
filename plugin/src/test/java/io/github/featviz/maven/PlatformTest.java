package io.github.featviz.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformTest {

    @ParameterizedTest
    @CsvSource({
        "Linux, amd64, linux-x86_64",
        "Linux, aarch64, linux-aarch64",
        "Mac OS X, aarch64, osx-aarch64",
        "Windows 11, amd64, win-x86_64",
        "Windows Server 2022, x86_64, win-x86_64"
    })
    void platformsWithAnEngineHaveItsClassifier(String os, String arch, String classifier) throws IOException {
        assertThat(new Platform(os, arch).classifier()).isEqualTo(classifier);
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, x86_64", "Linux, riscv64", "Windows 11, aarch64", "SunOS, sparcv9", "Linux, x86"})
    void platformsWithoutAnEngineAreNamedInTheError(String os, String arch) {
        assertThatThrownBy(() -> new Platform(os, arch).classifier())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(os + " on " + arch)
                .hasMessageContaining("expected: ")
                .hasMessageContaining("mend: ");
    }
}
