package io.github.featviz.architecture;

import io.github.featviz.torchscript.MethodWriter;
import io.github.featviz.torchscript.ModuleText;
import java.util.List;

/**
 * Inception v3, as torchvision builds it for its published weights: without the auxiliary classifier, which only training uses,
 * and with the change of normalisation in front ({@link BasicConv#transformed}). Images of less than 75 pixels are too small.
 *
 * @see <a href="https://arxiv.org/abs/1512.00567">Rethinking the Inception Architecture for Computer Vision</a>
 */
final class InceptionV3 {

    private static final String PACKAGE = "__torch__.torchvision.models.inception.";
    private static final Window ONE = Window.of(1);
    private static final Window THREE = Window.same(3);
    private static final Window HALVING = Window.of(3).stride(2);

    private InceptionV3() {}

    static List<Architecture> all() {
        return List.of(new Architecture("inception_v3", "fc.weight", InceptionV3::network));
    }

    private static ModuleText network(long classes) {
        MethodWriter forward = MethodWriter.forward("x");
        String pooled = forward.chain(
                BasicConv.transformed(forward, "x"),
                "Conv2d_1a_3x3",
                "Conv2d_2a_3x3",
                "Conv2d_2b_3x3",
                "maxpool1",
                "Conv2d_3b_1x1",
                "Conv2d_4a_3x3",
                "maxpool2",
                "Mixed_5b",
                "Mixed_5c",
                "Mixed_5d",
                "Mixed_6a",
                "Mixed_6b",
                "Mixed_6c",
                "Mixed_6d",
                "Mixed_6e",
                "Mixed_7a",
                "Mixed_7b",
                "Mixed_7c",
                "avgpool",
                "dropout");
        String flat = forward.apply("torch.flatten", pooled, "1");
        ModuleText.Builder module = ModuleText.of(PACKAGE + "Inception3");
        stem(module);
        mixed(module);
        return module.child("avgpool", Layers.adaptiveAveragePool(1))
                .child("dropout", Layers.dropout(0.5))
                .child("fc", Layers.linear(2048, classes))
                .method(forward.returns(forward.call("fc", flat)))
                .build();
    }

    private static void stem(ModuleText.Builder module) {
        module.child("Conv2d_1a_3x3", conv(3, 32, HALVING))
                .child("Conv2d_2a_3x3", conv(32, 32, Window.of(3)))
                .child("Conv2d_2b_3x3", conv(32, 64, THREE))
                .child("maxpool1", Layers.maxPool(HALVING, false))
                .child("Conv2d_3b_1x1", conv(64, 80, ONE))
                .child("Conv2d_4a_3x3", conv(80, 192, Window.of(3)))
                .child("maxpool2", Layers.maxPool(HALVING, false));
    }

    private static void mixed(ModuleText.Builder module) {
        module.child("Mixed_5b", inceptionA(192, 32))
                .child("Mixed_5c", inceptionA(256, 64))
                .child("Mixed_5d", inceptionA(288, 64))
                .child("Mixed_6a", inceptionB(288))
                .child("Mixed_6b", inceptionC(128))
                .child("Mixed_6c", inceptionC(160))
                .child("Mixed_6d", inceptionC(160))
                .child("Mixed_6e", inceptionC(192))
                .child("Mixed_7a", inceptionD())
                .child("Mixed_7b", inceptionE(1280))
                .child("Mixed_7c", inceptionE(2048));
    }

    private static ModuleText conv(long in, long out, Window window) {
        return BasicConv.of("inception", in, out, window);
    }

    private static String joined(MethodWriter forward, String... branches) {
        return forward.apply("torch.cat", MethodWriter.list(List.of(branches)), "1");
    }

    private static String averaged(MethodWriter forward) {
        return forward.call("branch_pool", Layers.averagePooled(forward, "x", THREE));
    }

    private static ModuleText inceptionA(long in, long pooled) {
        MethodWriter forward = MethodWriter.forward("x");
        String output = joined(
                forward,
                forward.call("branch1x1", "x"),
                forward.chain("x", "branch5x5_1", "branch5x5_2"),
                forward.chain("x", "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"),
                averaged(forward));
        return ModuleText.of(PACKAGE + "InceptionA")
                .child("branch1x1", conv(in, 64, ONE))
                .child("branch5x5_1", conv(in, 48, ONE))
                .child("branch5x5_2", conv(48, 64, Window.same(5)))
                .child("branch3x3dbl_1", conv(in, 64, ONE))
                .child("branch3x3dbl_2", conv(64, 96, THREE))
                .child("branch3x3dbl_3", conv(96, 96, THREE))
                .child("branch_pool", conv(in, pooled, ONE))
                .method(forward.returns(output))
                .build();
    }

    private static ModuleText inceptionB(long in) {
        MethodWriter forward = MethodWriter.forward("x");
        String output = joined(
                forward,
                forward.call("branch3x3", "x"),
                forward.chain("x", "branch3x3dbl_1", "branch3x3dbl_2", "branch3x3dbl_3"),
                Layers.maxPooled(forward, "x", HALVING, false));
        return ModuleText.of(PACKAGE + "InceptionB")
                .child("branch3x3", conv(in, 384, HALVING))
                .child("branch3x3dbl_1", conv(in, 64, ONE))
                .child("branch3x3dbl_2", conv(64, 96, THREE))
                .child("branch3x3dbl_3", conv(96, 96, HALVING))
                .method(forward.returns(output))
                .build();
    }

    private static ModuleText inceptionC(long inner) {
        Window row = Window.same(1, 7);
        Window column = Window.same(7, 1);
        MethodWriter forward = MethodWriter.forward("x");
        String output = joined(
                forward,
                forward.call("branch1x1", "x"),
                forward.chain("x", "branch7x7_1", "branch7x7_2", "branch7x7_3"),
                forward.chain(
                        "x", "branch7x7dbl_1", "branch7x7dbl_2", "branch7x7dbl_3", "branch7x7dbl_4", "branch7x7dbl_5"),
                averaged(forward));
        return ModuleText.of(PACKAGE + "InceptionC")
                .child("branch1x1", conv(768, 192, ONE))
                .child("branch7x7_1", conv(768, inner, ONE))
                .child("branch7x7_2", conv(inner, inner, row))
                .child("branch7x7_3", conv(inner, 192, column))
                .child("branch7x7dbl_1", conv(768, inner, ONE))
                .child("branch7x7dbl_2", conv(inner, inner, column))
                .child("branch7x7dbl_3", conv(inner, inner, row))
                .child("branch7x7dbl_4", conv(inner, inner, column))
                .child("branch7x7dbl_5", conv(inner, 192, row))
                .child("branch_pool", conv(768, 192, ONE))
                .method(forward.returns(output))
                .build();
    }

    private static ModuleText inceptionD() {
        MethodWriter forward = MethodWriter.forward("x");
        String output = joined(
                forward,
                forward.chain("x", "branch3x3_1", "branch3x3_2"),
                forward.chain("x", "branch7x7x3_1", "branch7x7x3_2", "branch7x7x3_3", "branch7x7x3_4"),
                Layers.maxPooled(forward, "x", HALVING, false));
        return ModuleText.of(PACKAGE + "InceptionD")
                .child("branch3x3_1", conv(768, 192, ONE))
                .child("branch3x3_2", conv(192, 320, HALVING))
                .child("branch7x7x3_1", conv(768, 192, ONE))
                .child("branch7x7x3_2", conv(192, 192, Window.same(1, 7)))
                .child("branch7x7x3_3", conv(192, 192, Window.same(7, 1)))
                .child("branch7x7x3_4", conv(192, 192, HALVING))
                .method(forward.returns(output))
                .build();
    }

    private static ModuleText inceptionE(long in) {
        Window row = Window.same(1, 3);
        Window column = Window.same(3, 1);
        MethodWriter forward = MethodWriter.forward("x");
        String one = forward.call("branch1x1", "x");
        String three = forward.call("branch3x3_1", "x");
        String wide = joined(forward, forward.call("branch3x3_2a", three), forward.call("branch3x3_2b", three));
        String twice = forward.chain("x", "branch3x3dbl_1", "branch3x3dbl_2");
        String wider = joined(forward, forward.call("branch3x3dbl_3a", twice), forward.call("branch3x3dbl_3b", twice));
        return ModuleText.of(PACKAGE + "InceptionE")
                .child("branch1x1", conv(in, 320, ONE))
                .child("branch3x3_1", conv(in, 384, ONE))
                .child("branch3x3_2a", conv(384, 384, row))
                .child("branch3x3_2b", conv(384, 384, column))
                .child("branch3x3dbl_1", conv(in, 448, ONE))
                .child("branch3x3dbl_2", conv(448, 384, THREE))
                .child("branch3x3dbl_3a", conv(384, 384, row))
                .child("branch3x3dbl_3b", conv(384, 384, column))
                .child("branch_pool", conv(in, 192, ONE))
                .method(forward.returns(joined(forward, one, wide, wider, averaged(forward))))
                .build();
    }
}
