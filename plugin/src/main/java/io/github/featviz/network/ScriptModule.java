package io.github.featviz.network;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A loaded TorchScript module whose methods are called by name, in evaluation mode, with gradients flowing to the arguments
 * and never to the parameters.
 */
public final class ScriptModule implements AutoCloseable {

    private static final String METHOD_PREFIX = "module_method:";

    /** Owner of the weights, so that they go with the module: the engine's own close leaves them. */
    private final NDManager manager;

    private final PtSymbolBlock block;
    private final Precision precision;

    private ScriptModule(NDManager manager, PtSymbolBlock block, Precision precision) {
        this.manager = manager;
        this.block = block;
        this.precision = precision;
    }

    /**
     * Loads an archive.
     *
     * @param parent manager that closes the module if nothing else does before
     * @param archive a TorchScript file
     * @throws NetworkException when the engine cannot load it
     */
    public static ScriptModule load(NDManager parent, Path archive) {
        PtNDManager manager = (PtNDManager) parent.newSubManager();
        try {
            return loadInto(manager, archive);
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    private static ScriptModule loadInto(PtNDManager manager, Path archive) {
        try {
            // "Train parameters": anything else gives inference tensors, which cannot take part in a backward pass.
            PtSymbolBlock block = JniUtils.loadModule(manager, archive, false, new String[0], new String[0], true);
            JniUtils.enableInferenceMode(block);
            NDList parameters = JniUtils.moduleGetParams(block, manager);
            parameters.forEach(parameter -> parameter.setRequiresGradient(false));
            return new ScriptModule(manager, block, Precision.of(manager, parameters));
        } catch (EngineException e) {
            throw new NetworkException(
                    "The engine cannot load " + archive.getFileName() + ": " + reason(e)
                            + ". Expected a TorchScript file as torch.jit.save writes it.",
                    e);
        }
    }

    /**
     * Loads a class from its text: a way to operations of the engine that DJL's arrays lack.
     *
     * @param parent manager that closes the module if nothing else does before
     * @param className name of the class in the text
     * @param code the text, in the Python subset that TorchScript archives hold; the class has no attributes
     */
    public static ScriptModule ofText(NDManager parent, String className, String code) {
        // By way of a file: the engine never comes to an end with some streams.
        try (TemporaryCopy copy = TemporaryCopy.create()) {
            Files.write(copy.file(), ScriptArchive.of(className, code));
            return load(parent, copy.file());
        } catch (IOException e) {
            throw new UncheckedIOException("no file can be written to java.io.tmpdir", e);
        }
    }

    /**
     * Calls a method.
     *
     * @param method its name
     * @param arguments fp32 tensors, one at least, which are brought to the parameters' precision; results attach to the manager of
     *     the first
     * @return the arrays of the result in fp32, whatever tuples, lists or dictionaries they came in
     * @throws EngineException when the method fails
     * @throws UnsupportedOperationException when it returns anything that is no tensor, such as None among others
     */
    public NDList call(String method, NDArray... arguments) {
        NDList inputs = converted(arguments);
        // The engine takes the method's name from the name of an extra argument.
        try (NDArray name = arguments[0].getManager().create(0f)) {
            name.setName(METHOD_PREFIX + method);
            inputs.add(name);
            // Not block.forward(…, true): that would switch batch norm and dropout to training.
            return precision.single(IValueUtils.forward(block, inputs, true));
        }
    }

    /**
     * Calls a method, passing over whatever it returns that is no tensor; no gradient flows.
     *
     * @param method its name
     * @param arguments as for {@link #call}
     * @return the arrays of the result in fp32
     * @throws EngineException when the method fails
     */
    public NDList look(String method, NDArray... arguments) {
        IValue[] values = converted(arguments).stream()
                .map(array -> IValue.from((PtNDArray) array))
                .toArray(IValue[]::new);
        try {
            PtNDManager scratch = (PtNDManager) arguments[0].getManager();
            return precision.single(Values.tensors(scratch, IValueUtils.runMethod(block, method, values)));
        } finally {
            for (IValue value : values) {
                value.close();
            }
        }
    }

    private NDList converted(NDArray... arguments) {
        NDList inputs = new NDList();
        for (NDArray argument : arguments) {
            inputs.add(precision.of(argument));
        }
        return inputs;
    }

    /** In what numbers it computes: {@code fp32}, {@code fp64}, {@code fp16} or {@code bf16}. */
    public String precision() {
        return precision.name();
    }

    /** Names of its methods. */
    public List<String> methods() {
        return List.of(JniUtils.getMethodNames(block));
    }

    @Override
    public void close() {
        manager.close();
    }

    /** What a reader can use of an engine's message: its own complaint, which comes last, behind the frames of the network's code. */
    public static String reason(Throwable e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        List<String> lines = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(line -> line.contains("Error: ") || line.contains("Exception: "))
                .reduce((first, last) -> last)
                .or(() -> lines.stream().findFirst())
                .orElse(message)
                .replaceFirst("^.*?(Error|Exception): ", "")
                .replaceFirst("[.:]+$", "");
    }
}
