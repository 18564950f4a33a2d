package io.github.featviz.network;

import ai.djl.nn.Block;
import java.lang.reflect.InvocationTargetException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A user's class that builds a network: a {@link Supplier} of a DJL {@link Block} with a public constructor without parameters. */
final class BlockFactory {

    private static final String EXPECTED =
            ". Expected a public class with a public constructor without parameters that implements"
                    + " java.util.function.Supplier<ai.djl.nn.Block>";

    private final String className;

    BlockFactory(String className) {
        this.className = className;
    }

    /**
     * A new block of the user's.
     *
     * @throws NetworkException when there is no such class, it is no factory, or it fails
     */
    Block build() {
        Object built = supply(instance());
        if (built instanceof Block block) {
            return block;
        }
        String what = built == null ? "null" : "a " + built.getClass().getName();
        throw unusable("supplies " + what + " instead of an ai.djl.nn.Block" + EXPECTED, null);
    }

    private Supplier<?> instance() {
        try {
            // Public class and constructor are asked for, so that what is refused here is refused everywhere.
            Object factory = Class.forName(className).getConstructor().newInstance();
            if (factory instanceof Supplier<?> supplier) {
                return supplier;
            }
            throw unusable("is no Supplier" + EXPECTED, null);
        } catch (ClassNotFoundException e) {
            throw new NetworkException(
                    "There is no class " + className
                            + " on the project's runtime class path. Expected its full name, with $ before a nested class;"
                            + " compile the project first: mvn compile featviz:generate",
                    e);
        } catch (NoSuchMethodException | IllegalAccessException | InstantiationException e) {
            throw unusable("cannot be instantiated" + EXPECTED, e);
        } catch (InvocationTargetException e) {
            throw unusable("fails in its constructor: " + e.getCause(), e);
        } catch (LinkageError e) {
            throw missing(e);
        }
    }

    private @Nullable Object supply(Supplier<?> supplier) {
        try {
            return supplier.get();
        } catch (RuntimeException e) {
            throw unusable("fails while it builds the block: " + e, e);
        } catch (LinkageError e) {
            throw missing(e);
        }
    }

    private NetworkException missing(LinkageError e) {
        return unusable(
                "cannot be linked: " + e
                        + ". Expected everything it uses on the project's runtime class path, made for DJL "
                        + Block.class.getPackage().getImplementationVersion() + ", which featviz runs",
                e);
    }

    private NetworkException unusable(String what, @Nullable Throwable cause) {
        return new NetworkException("The class " + className + " " + what + ".", cause);
    }
}
