package io.github.featviz.pickle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bytes are given as Latin-1 text; they are what Python's pickle.dumps writes. */
class UnpicklerTest {

    /** Allows nothing. */
    private static final Interpretation NOTHING = new Interpretation() {
        @Override
        public Object named(String name) throws PickleException {
            throw new PickleException("its pickle names " + name);
        }

        @Override
        public Object called(Object function, List<Object> arguments) throws PickleException {
            throw new PickleException("its pickle calls something");
        }

        @Override
        public Object referredTo(Object identifier, int end) throws PickleException {
            throw new PickleException("its pickle refers to something");
        }

        @Override
        public void attributes(Object target, Object state) throws PickleException {
            throw new PickleException("its pickle gives attributes");
        }
    };

    @Test
    void reads_integers_of_every_length() throws PickleException {
        assertThat(read("K\u00ff")).isEqualTo(255L);
        assertThat(read("M\u00ff\u00ff")).isEqualTo(65_535L);
        assertThat(read("J\u00fe\u00ff\u00ff\u00ff")).isEqualTo(-2L);
        assertThat(read("\u008a\0")).isEqualTo(0L);
        assertThat(read("\u008a\u0001\u0080")).isEqualTo(-128L);
        assertThat(read("\u008a\u0005\0\0\0\0\u0001")).isEqualTo(1L << 32);
        assertThat(read("\u008a\u0009\0\0\0\0\0\0\0\0\u0001")).isEqualTo(BigInteger.ONE.shiftLeft(64));
    }

    @Test
    void reads_other_constants() throws PickleException {
        assertThat(read("G?\u00f0\0\0\0\0\0\0")).isEqualTo(1.0);
        assertThat(read("N")).isEqualTo(None.NONE);
        assertThat(read("\u0088")).isEqualTo(true);
        assertThat(read("X\u0002\0\0\0\u00c3\u00a4")).isEqualTo("ä");
        assertThat(read("U\u0001a")).isEqualTo("a");
    }

    @Test
    void reads_containers_and_what_they_share() throws PickleException {
        assertThat(read("]q\0(K\u0001K\u0002eh\0\u0086")).isEqualTo(List.of(List.of(1L, 2L), List.of(1L, 2L)));
        assertThat(read("}(U\u0001aK\u0001U\u0001bK\u0002u")).isEqualTo(Map.of("a", 1L, "b", 2L));
    }

    @Test
    void leaves_the_position_behind_the_pickle() throws PickleException {
        ByteBuffer two = bytes("\u0080\u0002K\u0001.\u0080\u0002K\u0002.");

        assertThat(Unpickler.read(two, NOTHING)).isEqualTo(1L);
        assertThat(Unpickler.read(two, NOTHING)).isEqualTo(2L);
        assertThat(two.hasRemaining()).isFalse();
    }

    @Test
    void refuses_what_does_not_fit_together() {
        for (String pickle :
                List.of("", "t", "(0", "h\0", "K\u0001a", ")K\u0001a", "]K\u0001s", "})K\u0001s", "P1\n")) {
            assertThatThrownBy(() -> read(pickle)).isInstanceOf(PickleException.class);
        }
        assertThatThrownBy(() -> Unpickler.read(bytes("\u0080\u0001N."), NOTHING))
                .hasMessageContaining("protocol 1");
    }

    @Test
    void leaves_names_to_the_interpretation() {
        assertThatThrownBy(() -> read("cbuiltins\neval\n"))
                .isInstanceOf(PickleException.class)
                .hasMessageContaining("builtins.eval");
    }

    private static Object read(String instructions) throws PickleException {
        return Unpickler.read(bytes("\u0080\u0002" + instructions + "."), NOTHING);
    }

    private static ByteBuffer bytes(String latin1) {
        return ByteBuffer.wrap(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}
