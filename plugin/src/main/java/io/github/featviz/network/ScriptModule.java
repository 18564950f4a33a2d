package io.github.featviz.network;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.nio.file.Path;
import java.util.List;

/**
 * A loaded TorchScript module whose methods are called by name, in evaluation mode, with gradients flowing to the arguments
 * and never to the parameters.
 */
public final class ScriptModule implements AutoCloseable {

    private static final String METHOD_PREFIX = "module_method:";

    private final PtSymbolBlock block;

    private ScriptModule(PtSymbolBlock block) {
        this.block = block;
    }

    /**
     * Loads an archive.
     *
     * @param manager owner of the module's parameters
     * @param archive a TorchScript file
     * @throws NetworkException when the engine cannot load it
     */
    public static ScriptModule load(NDManager manager, Path archive) {
        try {
            PtNDManager owner = (PtNDManager) manager;
            // "Train parameters": anything else gives inference tensors, which cannot take part in a backward pass.
            PtSymbolBlock block = JniUtils.loadModule(owner, archive, false, new String[0], new String[0], true);
            JniUtils.enableInferenceMode(block);
            try (NDList parameters = JniUtils.moduleGetParams(block, owner)) {
                parameters.forEach(parameter -> parameter.setRequiresGradient(false));
            }
            return new ScriptModule(block);
        } catch (EngineException e) {
            throw new NetworkException(
                    "The engine cannot load " + archive.getFileName() + ": " + firstLine(e)
                            + ". Expected a TorchScript file as torch.jit.save writes it.",
                    e);
        }
    }

    /**
     * Calls a method.
     *
     * @param method its name
     * @param arguments tensors, one at least; results attach to the manager of the first
     * @return the arrays of the result, whatever tuples, lists or dictionaries they came in
     * @throws EngineException when the method fails
     */
    public NDList call(String method, NDArray... arguments) {
        NDManager manager = arguments[0].getManager();
        NDList inputs = new NDList(arguments);
        // The engine takes the method's name from the name of an extra argument.
        try (NDArray name = manager.create(0f)) {
            name.setName(METHOD_PREFIX + method);
            inputs.add(name);
            // Not block.forward(…, true): that would switch batch norm and dropout to training.
            return IValueUtils.forward(block, inputs, true);
        }
    }

    /** Names of its methods. */
    public List<String> methods() {
        return List.of(JniUtils.getMethodNames(block));
    }

    @Override
    public void close() {
        block.close();
    }

    /** The part of an engine's message that a reader can use: its first line that says something, without a stack of native frames. */
    static String firstLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(message)
                .replaceFirst("[.:]+$", "");
    }

    /** The engine's own complaint: it comes last, behind the frames of the network's code. */
    static String lastLine(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines()
                .map(String::strip)
                .filter(line -> line.contains("Error: ") || line.contains("Exception: "))
                .reduce((first, second) -> second)
                .orElseGet(() -> firstLine(e));
    }
}
