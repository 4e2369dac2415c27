package dev.relata.internal.batch;

import dev.relata.internal.lookup.Lookup;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;

/** One subscriber of a lookup, answered once it has both asked and been told. */
final class Waiter<R> extends AtomicInteger implements Subscription, Scannable {

    private static final long serialVersionUID = 1L;
    private static final int ASKED = 1;
    private static final int TOLD = 2;
    private static final int OVER = 4;
    private static final int CANCELLED = 8;

    private final transient CoreSubscriber<? super List<R>> actual;
    private final transient BatchScope scope;
    final transient Lookup<R> lookup;
    private transient @Nullable List<R> answer;

    /** Guarded by the scope. */
    private transient @Nullable KeyEntry<R> ask;

    Waiter(CoreSubscriber<? super List<R>> actual, BatchScope scope, Lookup<R> lookup) {
        this.actual = actual;
        this.scope = scope;
        this.lookup = lookup;
    }

    void enter(KeyEntry<R> entered) {
        ask = entered;
    }

    /** Answers what it has waited for, once. */
    @Nullable
    KeyEntry<R> leave() {
        KeyEntry<R> left = ask;
        ask = null;
        return left;
    }

    boolean over() {
        return (get() & OVER) != 0;
    }

    /** Tells the answer; answers whether its end is still to be told by {@link #end}. */
    boolean tell(List<R> rows) {
        answer = rows;
        boolean wanted = advance(TOLD);
        if (wanted) {
            actual.onNext(rows);
        }
        return wanted;
    }

    /** Tells the answer and its end, now or when it is asked for. */
    void tellAll(List<R> rows) {
        if (tell(rows)) {
            end();
        }
    }

    /** Tells the end of the answer, unless somebody has lost interest. */
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
        if (Operators.validate(n) && advance(ASKED)) {
            emitAll();
        }
    }

    /** Notes one of the two things that are needed; answers whether it was the second one. */
    private boolean advance(int mark) {
        int before = getAndUpdate(state -> done(state | mark) ? state | OVER : state | mark);
        return (before & OVER) == 0 && done(before | mark);
    }

    private static boolean done(int state) {
        return (state & OVER) != 0 || state == (ASKED | TOLD);
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
