package io.github.featviz.worker;

import io.github.featviz.plan.Work;
import java.util.List;

/**
 * Units of work that are handed over together.
 *
 * @param works done in this order
 * @param outlook the whole that they are a part of
 */
record Batch(List<Work> works, Outlook outlook) {

    Batch {
        works = List.copyOf(works);
    }
}
