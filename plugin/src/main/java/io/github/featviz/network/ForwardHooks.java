package io.github.featviz.network;

import ai.djl.ndarray.NDList;
import ai.djl.nn.AbstractBaseBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.security.ProtectionDomain;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Tells a {@link CallRecorder} of the calls of DJL's blocks, which have no hooks of their own.
 *
 * <p>All blocks but those that implement {@link Block} from scratch are called through the one final method
 * {@code AbstractBaseBlock.forward}, so two calls woven into it reach every block, also one that a user's class keeps in a field of
 * its own. The recorder travels along as the {@link ParameterStore} that each block hands on to the blocks it calls: a call
 * without a recorder goes on as if nothing had been woven in.
 */
public final class ForwardHooks {

    private static final String HOOKS = Type.getInternalName(ForwardHooks.class);
    private static final String WOVEN = Type.getInternalName(AbstractBaseBlock.class);
    private static final String FORWARD = "forward";
    private static final String FORWARD_TYPE =
            "(Lai/djl/training/ParameterStore;Lai/djl/ndarray/NDList;ZLai/djl/util/PairList;)Lai/djl/ndarray/NDList;";
    private static final String ENTERED_TYPE = "(Lai/djl/nn/Block;Lai/djl/training/ParameterStore;)V";
    private static final String LEFT_TYPE =
            "(Lai/djl/ndarray/NDList;Lai/djl/nn/Block;Lai/djl/training/ParameterStore;)Lai/djl/ndarray/NDList;";

    private ForwardHooks() {}

    /**
     * Weaves the hooks in. Doing it again changes nothing, since the class is always woven from its file.
     *
     * @throws NetworkException when this Java lets no class be changed
     */
    static void install() {
        try {
            Instrumentation instrumentation = ByteBuddyAgent.install();
            Weaver weaver = new Weaver();
            instrumentation.addTransformer(weaver, true);
            try {
                instrumentation.retransformClasses(AbstractBaseBlock.class);
            } finally {
                instrumentation.removeTransformer(weaver);
            }
        } catch (UnmodifiableClassException | IllegalStateException | LinkageError e) {
            throw new NetworkException(
                    "The layers of a DJL network cannot be tapped, because this Java does not let "
                            + AbstractBaseBlock.class.getName() + " be instrumented: " + e.getMessage()
                            + ". Expected a JDK with the modules java.instrument and jdk.attach.",
                    e);
        }
    }

    /** Called by a block that is about to run. Public for the woven code alone. */
    public static void entered(Block block, ParameterStore store) {
        if (store instanceof CallRecorder recorder) {
            recorder.entered(block);
        }
    }

    /** Called by a block that has run; gives back its output. Public for the woven code alone. */
    public static NDList left(NDList output, Block block, ParameterStore store) {
        if (store instanceof CallRecorder recorder) {
            recorder.left(block, output);
        }
        return output;
    }

    private static final class Weaver implements ClassFileTransformer {

        @Override
        public byte[] transform(
                @Nullable ClassLoader loader,
                @Nullable String name,
                @Nullable Class<?> changed,
                @Nullable ProtectionDomain domain,
                byte[] file) {
            if (!WOVEN.equals(name)) {
                return file;
            }
            ClassReader reader = new ClassReader(file);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            reader.accept(new WovenClass(writer), 0);
            return writer.toByteArray();
        }
    }

    private static final class WovenClass extends ClassVisitor {

        WovenClass(ClassVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String type, @Nullable String signature, String[] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, type, signature, exceptions);
            return name.equals(FORWARD) && type.equals(FORWARD_TYPE) ? new WovenMethod(method) : method;
        }
    }

    /** Local variable 0 is the block, 1 the parameter store. */
    private static final class WovenMethod extends MethodVisitor {

        WovenMethod(MethodVisitor next) {
            super(Opcodes.ASM9, next);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            hook("entered", ENTERED_TYPE);
        }

        @Override
        public void visitInsn(int code) {
            if (code == Opcodes.ARETURN) {
                hook("left", LEFT_TYPE);
            }
            super.visitInsn(code);
        }

        private void hook(String method, String type) {
            visitVarInsn(Opcodes.ALOAD, 0);
            visitVarInsn(Opcodes.ALOAD, 1);
            visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, method, type, false);
        }
    }
}
