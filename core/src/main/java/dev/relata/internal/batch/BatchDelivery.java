package dev.relata.internal.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * Delivers one batch to its subscribers: all the answers first, then their ends.
 *
 * <p>Because of {@code flatMap}: at the end of each inner source it searches all its inner sources, so 256 ends would cost 65,536
 * steps. An end that comes while it works is only noted, though, and one search finds all that were noted. So the ends are
 * delivered from inside one of its calls, where the last answer leads to a call that comes back to the scope: {@link #goOn}.
 * Where none does, they are delivered after the answers, at the full cost. A subscriber that throws, against the rules, does not
 * prevent delivery to the others.
 */
final class BatchDelivery<R> {

    /** Each nesting is a pipeline of its own that came back; many of them must not deepen the stack without limit. */
    private static final int MOST_NESTED = 8;

    private final Thread thread = Thread.currentThread();
    private final LookupBatch<R> batch;
    private final @Nullable Throwable error;
    private final List<Waiter<R>> answered;
    private @Nullable Throwable thrown;
    private boolean last;
    private int ended;
    private int nested;

    BatchDelivery(LookupBatch<R> batch, @Nullable Throwable error) {
        this.batch = batch;
        this.error = error;
        this.answered = new ArrayList<>(batch.entries().size());
    }

    void run() {
        int keys = batch.entries().size();
        int lastKey = lastWaitedFor();
        for (int i = 0; i < keys; i++) {
            Throwable failure = error == null ? batch.unreadable(i) : error;
            KeyEntry<R> entry = batch.entries().get(i);
            int waiters = entry.waiters();
            for (int j = 0; j < waiters; j++) {
                last = i == lastKey && j == waiters - 1;
                deliver(entry.waiter(j), batch.rows(i), failure);
            }
            entry.forgetWaiters();
        }
        endAnswered();
        if (thrown != null) {
            throw Exceptions.propagate(thrown);
        }
    }

    /** Nobody waits for the keys behind it, which were read ahead. */
    private int lastWaitedFor() {
        int last = batch.entries().size() - 1;
        while (last > 0 && batch.entries().get(last).waiters() == 0) {
            last--;
        }
        return last;
    }

    private void deliver(Waiter<R> waiter, List<R> rows, @Nullable Throwable failure) {
        try {
            if (failure != null) {
                waiter.fail(failure);
            } else if (waiter.answer(rows)) {
                answered.add(waiter);
            }
        } catch (Throwable e) {
            thrown = e;
        }
    }

    /** Called when a pipeline comes back to the scope, perhaps from inside one of the calls above. */
    void goOn() {
        if (last && nested < MOST_NESTED && ended < answered.size() && Thread.currentThread() == thread) {
            nested++;
            endAnswered();
            nested--;
        }
    }

    private void endAnswered() {
        while (ended < answered.size()) {
            try {
                answered.get(ended++).end();
            } catch (Throwable e) {
                thrown = e;
            }
        }
    }
}
