package io.github.featviz.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MachineTest {

    private static final long GIGABYTE = 1L << 30;

    @Test
    void has_a_worker_for_each_processor_as_far_as_its_memory_goes() {
        assertThat(new Machine(2, 24 * GIGABYTE).workers(0)).isEqualTo(2);
        assertThat(new Machine(64, 15 * GIGABYTE).workers(0)).isEqualTo(10);
    }

    @Test
    void has_one_worker_at_least() {
        assertThat(new Machine(4, 0).workers(0)).isEqualTo(1);
    }

    @Test
    void has_fewer_workers_for_a_large_network_since_each_holds_its_weights_more_than_once() {
        assertThat(new Machine(8, 15 * GIGABYTE).workers(GIGABYTE / 2)).isEqualTo(4);
    }
}
