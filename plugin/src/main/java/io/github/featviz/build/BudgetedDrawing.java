package io.github.featviz.build;

import io.github.featviz.plan.Work;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Draws within a time: all pictures roughly, then each one well, in the gallery's order, until the time is up. */
final class BudgetedDrawing {

    private final WorkRunner runner;
    private final Prediction prediction;
    private final int workers;
    private final InstantSource clock;
    private final Instant end;

    /**
     * Begins now.
     *
     * @param runner draws
     * @param prediction tells what pictures will take
     * @param workers how many are drawn at a time
     * @param clock tells the time
     * @param end when the time is up
     */
    BudgetedDrawing(WorkRunner runner, Prediction prediction, int workers, InstantSource clock, Instant end) {
        this.runner = runner;
        this.prediction = prediction;
        this.workers = workers;
        this.clock = clock;
        this.end = end;
    }

    /** Tells what pictures will take. */
    @FunctionalInterface
    interface Prediction {
        Duration of(List<Work> drawings) throws IOException;
    }

    /** The rough version of a picture; null where it would be the same. */
    static Work.@Nullable Draw rough(Work.Draw draw) {
        Work.Draw rough =
                new Work.Draw(draw.layer(), draw.filter(), draw.recipe().rough(), draw.precision());
        return rough.equals(draw) ? null : rough;
    }

    /**
     * Draws. Each time, something is drawn that was not there before.
     *
     * @param drawings the pictures, in the gallery's order
     * @return how many there was no time to draw well
     */
    int run(List<Work> drawings) throws IOException {
        int before = runner.made();
        runner.complete(runner.missing(drawings).stream()
                .<Work>mapMulti((work, roughs) -> {
                    Work.Draw rough = work instanceof Work.Draw draw ? rough(draw) : null;
                    if (rough != null) {
                        roughs.accept(rough);
                    }
                })
                .toList());
        List<Work> left = runner.missing(drawings);
        while (!left.isEmpty()) {
            int fitting = fitting(left);
            if (fitting == 0 && runner.made() == before) {
                fitting = Math.min(workers, left.size());
            }
            if (fitting == 0) {
                break;
            }
            runner.complete(left.subList(0, fitting));
            left = left.subList(fitting, left.size());
        }
        return left.size();
    }

    /** How many of the next pictures there is time for; not too many at once, since a prediction is not exact. */
    private int fitting(List<Work> left) throws IOException {
        Duration time = Duration.between(clock.instant(), end);
        if (time.isNegative() || time.isZero()) {
            return 0;
        }
        for (int count = Math.min(left.size(), workers * 8); count > 0; count = count > workers ? count / 2 : 0) {
            if (prediction.of(left.subList(0, count)).compareTo(time) <= 0) {
                return count;
            }
        }
        return 0;
    }
}
