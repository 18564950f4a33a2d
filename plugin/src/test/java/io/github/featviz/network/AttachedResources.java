package io.github.featviz.network;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDManager;
import java.lang.reflect.Field;
import java.util.Map;

/** Counts what the engine keeps for a manager. DJL tells of arrays alone, not of managers below, so its field is read. */
public final class AttachedResources {

    private AttachedResources() {}

    /** Arrays, managers and whatever else hangs on a manager and on those below it. */
    public static long of(NDManager manager) {
        return ((Map<?, ?>) read("resources", manager))
                        .values().stream()
                                .mapToLong(each -> each instanceof NDManager below ? 1 + of(below) : 1)
                                .sum()
                + ((Map<?, ?>) read("tempResources", manager)).size();
    }

    private static Object read(String name, NDManager manager) {
        try {
            Field field = BaseNDManager.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(manager);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
