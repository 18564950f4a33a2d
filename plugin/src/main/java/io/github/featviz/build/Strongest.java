package io.github.featviz.build;

import io.github.featviz.collection.Chunk;
import io.github.featviz.collection.Item;
import io.github.featviz.result.Signature;
import java.util.ArrayList;
import java.util.List;

/** The photographs that excite one filter most, near duplicates once; its size does not grow with the photographs it is shown. */
final class Strongest {

    /** Kept beyond what is wanted, since a strong newcomer may turn several of the others into its duplicates. */
    private static final int SPARE = 16;

    private final int wanted;
    private final List<Candidate> falling = new ArrayList<>();

    Strongest(int wanted) {
        this.wanted = wanted;
    }

    /**
     * A photograph and the filter's largest activation on it.
     *
     * @param chunk where it is from
     * @param index its place among the chunk's items
     */
    record Candidate(Chunk chunk, int index, float peak, Signature signature) {
        Item item() {
            return chunk.items().get(index);
        }
    }

    /** Takes a photograph into account; of equals the one that comes first stays first. */
    void add(Candidate candidate) {
        int place = falling.size();
        while (place > 0 && falling.get(place - 1).peak() < candidate.peak()) {
            place--;
        }
        if (place == wanted + SPARE
                || falling.subList(0, place).stream()
                        .anyMatch(stronger -> stronger.signature().isNear(candidate.signature()))) {
            return;
        }
        falling.subList(place, falling.size())
                .removeIf(weaker -> weaker.signature().isNear(candidate.signature()));
        falling.add(place, candidate);
        if (falling.size() > wanted + SPARE) {
            falling.remove(falling.size() - 1);
        }
    }

    /** The strongest, falling. */
    List<Candidate> list() {
        return falling.stream().limit(wanted).toList();
    }
}
