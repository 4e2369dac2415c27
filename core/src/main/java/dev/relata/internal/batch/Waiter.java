package dev.relata.internal.batch;

import dev.relata.internal.lookup.Lookup;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;

/** One subscriber of a lookup. It gets the answer once it has requested it and the answer is there. */
final class Waiter<R> extends AtomicInteger implements Subscription, Scannable {

    private static final long serialVersionUID = 1L;
    private static final int REQUESTED = 1;
    private static final int ANSWERED = 2;
    private static final int OVER = 4;
    private static final int CANCELLED = 8;

    private final transient CoreSubscriber<? super List<R>> actual;
    private final transient BatchScope scope;
    final transient Lookup<R> lookup;
    private transient @Nullable List<R> answer;

    /** The key that it waits for, or null. Guarded. */
    private transient @Nullable KeyEntry<R> entry;

    Waiter(CoreSubscriber<? super List<R>> actual, BatchScope scope, Lookup<R> lookup) {
        this.actual = actual;
        this.scope = scope;
        this.lookup = lookup;
    }

    void enter(KeyEntry<R> entered) {
        entry = entered;
    }

    /** Returns the key that it has waited for, once. */
    @Nullable
    KeyEntry<R> leave() {
        KeyEntry<R> left = entry;
        entry = null;
        return left;
    }

    boolean isOver() {
        return (get() & OVER) != 0;
    }

    /** Delivers the answer, if it has been requested; returns whether {@link #end} is to follow. */
    boolean answer(List<R> rows) {
        answer = rows;
        boolean requested = advance(ANSWERED);
        if (requested) {
            actual.onNext(rows);
        }
        return requested;
    }

    /** Delivers the answer and its end, now or when it is requested. */
    void answerAndEnd(List<R> rows) {
        if (answer(rows)) {
            end();
        }
    }

    /** Delivers the end of the answer, unless the subscriber has cancelled. */
    void end() {
        if ((get() & CANCELLED) == 0) {
            actual.onComplete();
        }
    }

    void fail(Throwable error) {
        if ((getAndSet(OVER) & OVER) == 0) {
            actual.onError(error);
        }
    }

    @Override
    public void request(long n) {
        if (Operators.validate(n) && advance(REQUESTED)) {
            emitAll();
        }
    }

    /** Notes one of the two events that are needed; returns whether it was the second one. */
    private boolean advance(int mark) {
        int before;
        int after;
        do {
            before = get();
            after = done(before | mark) ? before | OVER : before | mark;
        } while (!compareAndSet(before, after));
        return (before & OVER) == 0 && done(before | mark);
    }

    private static boolean done(int state) {
        return (state & OVER) != 0 || state == (REQUESTED | ANSWERED);
    }

    private void emitAll() {
        List<R> rows = answer;
        if (rows != null) {
            actual.onNext(rows);
            end();
        }
    }

    @Override
    public void cancel() {
        if ((getAndUpdate(state -> state | OVER | CANCELLED) & OVER) == 0) {
            scope.cancelled(this);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as declared
    public @Nullable Object scanUnsafe(Attr key) {
        return key == Attr.ACTUAL ? actual : null;
    }
}
