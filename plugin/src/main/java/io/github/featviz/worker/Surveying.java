package io.github.featviz.worker;

import io.github.featviz.collection.Contents;
import io.github.featviz.collection.Item;
import io.github.featviz.image.Photograph;
import io.github.featviz.network.Network;
import io.github.featviz.plan.Work;
import io.github.featviz.probe.PeakProber;
import io.github.featviz.probe.Preprocessing;
import io.github.featviz.probe.Signatures;
import io.github.featviz.result.InputFormat;
import io.github.featviz.result.Survey;
import io.github.featviz.store.Store;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Shows a chunk of a collection to the network: photographs are decoded while the network is at work on those before. */
final class Surveying {

    /** Decoded ahead of the network, in batches; bounds the memory whatever the chunk. */
    private static final int BATCHES_AHEAD = 3;

    private final Network network;
    private final Work.Survey survey;
    private final List<Survey.Look> looks = new ArrayList<>();
    private final List<float[]> answers = new ArrayList<>();
    private int filters;

    Surveying(Network network, Work.Survey survey) {
        this.network = network;
        this.survey = survey;
    }

    /** A photograph at the network's input size, without pixels where it could not be read. */
    private static final class Decoded {

        private final float[] square;
        private final Survey.Look look;

        Decoded(float[] square, Survey.Look look) {
            this.square = square;
            this.look = look;
        }

        boolean isReadable() {
            return square.length > 0;
        }
    }

    /** The peaks, and a {@link Survey} as JSON. */
    Map<String, byte[]> files(WorkBench.StepListener steps) throws IOException {
        ExecutorService decoders =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), Surveying::daemon);
        try (Contents contents = Contents.open(survey.chunk().place())) {
            look(contents, decoders, steps);
        } finally {
            decoders.shutdownNow();
        }
        return Map.of(Store.Entry.RESULT, Store.Entry.json(new Survey(filters, looks)), Survey.PEAKS, peaks());
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "featviz-decoder");
        thread.setDaemon(true);
        return thread;
    }

    private void look(Contents contents, ExecutorService decoders, WorkBench.StepListener steps) throws IOException {
        List<Item> items = survey.chunk().items();
        PeakProber prober = new PeakProber(network, survey.layer());
        Deque<Future<Decoded>> ahead = new ArrayDeque<>();
        int submitted = 0;
        while (looks.size() < items.size()) {
            while (submitted < items.size() && ahead.size() < BATCHES_AHEAD * PeakProber.BATCH) {
                Item item = items.get(submitted);
                ahead.add(decoders.submit(() -> decoded(contents, item)));
                submitted++;
            }
            answer(prober, next(ahead));
            steps.step(looks.size(), items.size(), 1);
        }
    }

    private static List<Decoded> next(Deque<Future<Decoded>> ahead) throws IOException {
        List<Decoded> batch = new ArrayList<>();
        try {
            while (batch.size() < PeakProber.BATCH && !ahead.isEmpty()) {
                batch.add(ahead.remove().get());
            }
            return batch;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while photographs were decoded");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IOException(e.getCause());
        }
    }

    private void answer(PeakProber prober, List<Decoded> batch) {
        List<float[]> squares = new ArrayList<>();
        for (Decoded photograph : batch) {
            if (photograph.isReadable()) {
                squares.add(photograph.square);
            }
        }
        List<float[]> peaks = squares.isEmpty() ? List.of() : prober.peaks(squares);
        filters = peaks.isEmpty() ? filters : peaks.get(0).length;
        int seen = 0;
        for (Decoded photograph : batch) {
            looks.add(photograph.look);
            answers.add(photograph.isReadable() ? peaks.get(seen++) : new float[0]);
        }
    }

    private Decoded decoded(Contents contents, Item item) {
        InputFormat input = network.input();
        try {
            byte[] bytes;
            synchronized (contents) {
                bytes = contents.bytes(item);
            }
            // Results are kept under the photographs' content, so that no name may be part of them.
            float[] square = Preprocessing.square(Photograph.read("it", bytes), input);
            return new Decoded(square, new Survey.Look(Signatures.of(square, input), null));
        } catch (IOException e) {
            return new Decoded(new float[0], new Survey.Look(null, reason(e)));
        }
    }

    private static String reason(IOException problem) {
        String message = problem.getMessage();
        return message == null ? problem.getClass().getSimpleName() : message;
    }

    private byte[] peaks() {
        ByteBuffer bytes =
                ByteBuffer.allocate(answers.size() * filters * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        float[] none = new float[filters];
        Arrays.fill(none, Float.NaN);
        for (float[] answer : answers) {
            bytes.asFloatBuffer().put(answer.length == 0 ? none : answer);
            bytes.position(bytes.position() + filters * Float.BYTES);
        }
        return bytes.array();
    }
}
