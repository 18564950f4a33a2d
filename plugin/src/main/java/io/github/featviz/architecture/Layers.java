package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodText;
import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.List;
import java.util.stream.IntStream;

/** The layers that networks are built of, by PyTorch's class names, in evaluation mode. */
final class Layers {

    private static final String MODULES = "__torch__.torch.nn.modules.";

    static final String SEQUENTIAL = MODULES + "container.Sequential";

    private Layers() {}

    static ModuleText conv(long in, long out, Window window) {
        return conv(in, out, window, 1, false);
    }

    static ModuleText convWithBias(long in, long out, Window window) {
        return conv(in, out, window, 1, true);
    }

    static ModuleText conv(long in, long out, Window window, long groups, boolean bias) {
        ModuleText.Builder module = ModuleText.of(MODULES + "conv.Conv2d")
                .parameter("weight", out, in / groups, window.height(), window.width());
        if (bias) {
            module.parameter("bias", out);
        }
        MethodWriter forward = MethodWriter.forward("input");
        String output = forward.apply(
                "torch.conv2d",
                "input",
                forward.read("weight"),
                bias ? forward.read("bias") : "None",
                window.strideText(),
                window.paddingText(),
                "[1, 1]",
                Long.toString(groups));
        return module.method(forward.returns(output)).build();
    }

    static ModuleText batchNorm(long channels) {
        return batchNorm(channels, 1e-5);
    }

    static ModuleText batchNorm(long channels, double epsilon) {
        MethodWriter forward = MethodWriter.forward("input");
        return normalising(MODULES + "batchnorm.BatchNorm2d", channels)
                .method(forward.returns(normalised(forward, "input", epsilon)))
                .build();
    }

    /** A class with the parameters and running statistics of a batch norm. */
    static ModuleText.Builder normalising(String className, long channels) {
        return ModuleText.of(className)
                .parameter("weight", channels)
                .parameter("bias", channels)
                .buffer("running_mean", channels)
                .buffer("running_var", channels);
    }

    /** The statement that normalises by the running statistics. */
    static String normalised(MethodWriter forward, String input, double epsilon) {
        return forward.apply(
                "torch.batch_norm",
                input,
                forward.read("weight"),
                forward.read("bias"),
                forward.read("running_mean"),
                forward.read("running_var"),
                "False",
                "0.1",
                Double.toString(epsilon),
                "True");
    }

    static ModuleText linear(long in, long out) {
        MethodWriter forward = MethodWriter.forward("input");
        String output = forward.apply("torch.linear", "input", forward.read("weight"), forward.read("bias"));
        return ModuleText.of(MODULES + "linear.Linear")
                .parameter("weight", out, in)
                .parameter("bias", out)
                .method(forward.returns(output))
                .build();
    }

    static ModuleText relu() {
        return operation("activation.ReLU", "torch.relu");
    }

    static ModuleText relu6() {
        return operation("activation.ReLU6", "torch.hardtanh", "0.", "6.");
    }

    static ModuleText maxPool(Window window, boolean ceiling) {
        MethodWriter forward = MethodWriter.forward("input");
        return ModuleText.of(MODULES + "pooling.MaxPool2d")
                .method(forward.returns(maxPooled(forward, "input", window, ceiling)))
                .build();
    }

    static String maxPooled(MethodWriter forward, String input, Window window, boolean ceiling) {
        return forward.apply(
                "torch.max_pool2d",
                input,
                window.kernelText(),
                window.strideText(),
                window.paddingText(),
                "[1, 1]",
                ceiling ? "True" : "False");
    }

    static ModuleText averagePool(Window window) {
        MethodWriter forward = MethodWriter.forward("input");
        return ModuleText.of(MODULES + "pooling.AvgPool2d")
                .method(forward.returns(averagePooled(forward, "input", window)))
                .build();
    }

    static String averagePooled(MethodWriter forward, String input, Window window) {
        return forward.apply("torch.avg_pool2d", input, window.kernelText(), window.strideText(), window.paddingText());
    }

    static ModuleText adaptiveAveragePool(int size) {
        return operation("pooling.AdaptiveAvgPool2d", "torch.adaptive_avg_pool2d", "[" + size + ", " + size + "]");
    }

    static ModuleText flatten() {
        return operation("flatten.Flatten", "torch.flatten", "1");
    }

    static ModuleText dropout(double rate) {
        return operation("dropout.Dropout", "torch.dropout", Double.toString(rate), "False");
    }

    static ModuleText identity() {
        return ModuleText.of(MODULES + "linear.Identity")
                .method(new MethodText("forward", List.of("input: Tensor"), "Tensor", List.of("return input")))
                .build();
    }

    static ModuleText sequential(ModuleText... modules) {
        return sequential(SEQUENTIAL, List.of(modules));
    }

    static ModuleText sequential(List<ModuleText> modules) {
        return sequential(SEQUENTIAL, modules);
    }

    /** Modules one after the other, named by their numbers. */
    static ModuleText sequential(String className, List<ModuleText> modules) {
        List<String> numbers =
                IntStream.range(0, modules.size()).mapToObj(Integer::toString).toList();
        return sequential(className, numbers, modules);
    }

    /** Named modules one after the other. */
    static ModuleText sequential(String className, List<String> names, List<ModuleText> modules) {
        ModuleText.Builder sequence = ModuleText.of(className);
        for (int i = 0; i < names.size(); i++) {
            sequence.child(names.get(i), modules.get(i));
        }
        MethodWriter forward = MethodWriter.forward("input");
        return sequence.method(forward.returns(forward.chain("input", names.toArray(String[]::new))))
                .build();
    }

    private static ModuleText operation(String className, String operator, String... settings) {
        String[] arguments = new String[settings.length + 1];
        arguments[0] = "input";
        System.arraycopy(settings, 0, arguments, 1, settings.length);
        MethodWriter forward = MethodWriter.forward("input");
        return ModuleText.of(MODULES + className)
                .method(forward.returns(forward.apply(operator, arguments)))
                .build();
    }
}
