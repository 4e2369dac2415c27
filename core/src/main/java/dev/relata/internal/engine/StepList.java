package dev.relata.internal.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Steps in the order in which they were added, shared by all that goes on from them. Immutable. Read in a loop: a selection
 * may have as many steps as a user's loop adds.
 *
 * @param before the steps before the last, or null where there are none
 * @param last the last step
 * @param <S> a step
 */
record StepList<S>(@Nullable StepList<S> before, S last) {

    /** The steps, the first first; none of null. */
    static <S> Iterable<S> inOrder(@Nullable StepList<S> steps) {
        Deque<S> inOrder = new ArrayDeque<>();
        for (StepList<S> rest = steps; rest != null; rest = rest.before) {
            inOrder.push(rest.last);
        }
        return inOrder;
    }
}
