package io.github.featviz.torchscript;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step on the way to a place: in this method or function, this point, at this turn.
 *
 * @param caller the step that called this method; null: the network's own forward
 * @param access text by which the caller is to reach the object whose method this is; empty: as it is written there
 * @param owner class that the method belongs to; for a free function its own qualified name
 * @param method the method
 * @param point the point in it
 * @param turn how many times the point was passed before in the same run of the method: loops pass it again
 */
record Step(@Nullable Step caller, String access, String owner, Method method, Point point, int turn) {

    /** Whether the method is a free function. */
    boolean isFunction() {
        return owner.endsWith("." + method.name());
    }

    /** The same step, but for what is taken there. */
    Step at(Point other) {
        return new Step(caller, access, owner, method, other, turn);
    }

    /** Where, in the call that led here, what is to be exchanged begins: behind the object for a method, else at the start. */
    int calleeStart(Expression.Call call) {
        return !isFunction() && access.isEmpty() && call.callee() instanceof Expression.Attribute callee
                ? callee.nameStart()
                : call.start();
    }

    /** What to write there to call another method or function of the same owner. */
    String renamed(String name) {
        if (!access.isEmpty()) {
            return access + "." + name;
        }
        return isFunction() ? owner.substring(0, owner.lastIndexOf('.') + 1) + name : name;
    }

    /** All steps from the network's own forward to this one. */
    List<Step> way() {
        List<Step> way = new ArrayList<>();
        for (Step step = this; step != null; step = step.caller()) {
            way.add(0, step);
        }
        return way;
    }
}
