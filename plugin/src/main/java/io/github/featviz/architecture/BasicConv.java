package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.List;

/** Convolution, batch norm and rectifier: what GoogLeNet and Inception v3 are built of. */
final class BasicConv {

    private static final double EPSILON = 0.001;

    private BasicConv() {}

    /** @param file name of torchvision's file, after which the class is named */
    static ModuleText of(String file, long in, long out, Window window) {
        MethodWriter forward = MethodWriter.forward("x");
        String normalised = forward.chain("x", "conv", "bn");
        return ModuleText.of("__torch__.torchvision.models." + file + ".BasicConv2d")
                .child("conv", Layers.conv(in, out, window))
                .child("bn", Layers.batchNorm(out, EPSILON))
                .method(forward.returns(forward.apply("torch.relu", normalised)))
                .build();
    }

    /**
     * From ImageNet's usual mean and standard deviation to the mean and deviation of 0.5 that both networks were trained with:
     * torchvision builds them so for its published weights ({@code transform_input}).
     */
    static String transformed(MethodWriter forward, String input) {
        double[] mean = {0.485, 0.456, 0.406};
        double[] deviation = {0.229, 0.224, 0.225};
        String[] channels = new String[mean.length];
        for (int i = 0; i < channels.length; i++) {
            String plane = forward.apply("torch.select", input, "1", Integer.toString(i));
            String channel = forward.apply("torch.unsqueeze", plane, "1");
            String scaled = forward.apply("torch.mul", channel, Double.toString(deviation[i] / 0.5));
            channels[i] = forward.apply("torch.add", scaled, Double.toString((mean[i] - 0.5) / 0.5));
        }
        return forward.apply("torch.cat", MethodWriter.list(List.of(channels)), "1");
    }
}
