package io.github.featviz.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.featviz.torchscript.Survey;
import io.github.featviz.torchscript.TorchScriptArchive;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a network once, to see what shape every layer puts out. */
final class SurveyedModule {

    private SurveyedModule() {}

    /** Output shapes by layer; layers that were not reached are missing. */
    static Map<String, List<Long>> shapes(NDManager manager, TorchScriptArchive archive, NDArray image) {
        try (TemporaryCopy copy = TemporaryCopy.create()) {
            Survey survey = archive.writeSurvey(copy.file());
            try (ScriptModule module = ScriptModule.load(manager, copy.file());
                    NDList outputs = module.call(survey.method(), image)) {
                return shapes(survey, outputs);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no copy of the network can be written to java.io.tmpdir", e);
        }
    }

    private static Map<String, List<Long>> shapes(Survey survey, NDList outputs) {
        Map<String, List<Long>> shapes = new HashMap<>();
        for (int i = 0; i < outputs.size(); i++) {
            List<Long> shape =
                    Arrays.stream(outputs.get(i).getShape().getShape()).boxed().toList();
            if (!shape.equals(List.of(0L))) {
                shapes.put(survey.names().get(i), shape);
            }
        }
        return shapes;
    }
}
