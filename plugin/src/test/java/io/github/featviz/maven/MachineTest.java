package io.github.featviz.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {

    private static final long GIGABYTE = 1L << 30;

    @Test
    void has_a_worker_for_each_processor_as_far_as_its_memory_goes() {
        assertThat(new Machine(2, 24 * GIGABYTE).workers()).isEqualTo(2);
        assertThat(new Machine(64, 16 * GIGABYTE).workers()).isEqualTo(8);
    }

    @Test
    void has_one_worker_at_least() {
        assertThat(new Machine(4, 0).workers()).isEqualTo(1);
    }
}
