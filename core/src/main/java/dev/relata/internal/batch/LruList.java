package dev.relata.internal.batch;

import org.jspecify.annotations.Nullable;

/** Answers of all queues of a scope, those that it remembers or those that it holds, in the order of their last use. Guarded. */
final class LruList {

    private final Place ends = new Place();
    private int weight;

    /** A place in the order: entries are their own nodes. */
    static class Place {

        private Place before = this;
        private Place after = this;

        void enter(Place next) {
            before = next.before;
            after = next;
            before.after = this;
            next.before = this;
        }

        void leave() {
            before.after = after;
            after.before = before;
        }
    }

    void add(KeyEntry<?> known) {
        known.enter(ends);
        weight += known.weight();
    }

    void use(KeyEntry<?> known) {
        known.leave();
        known.enter(ends);
    }

    void remove(KeyEntry<?> known) {
        known.leave();
        weight -= known.weight();
    }

    /** Returns the number of rows of all answers; an answer without rows counts as one. */
    int weight() {
        return weight;
    }

    /** Returns the answer that has not been used for longest, or null. */
    @Nullable
    KeyEntry<?> eldest() {
        return ends.after instanceof KeyEntry<?> eldest ? eldest : null;
    }
}
