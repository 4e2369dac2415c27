package dev.relata.internal.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * Tells the waiters of one batch: all of them the answer first, then that it was the last.
 *
 * <p>Between the two because of {@code flatMap}: at the end of each inner source it looks at all that it has, so 256 ends
 * would make it look 65,536 times. An end that comes while it works is only noted, though, and all that were noted are found
 * in one look. So the ends are told from inside one of its calls, where the last answer leads to one that comes back to the
 * scope: {@link #goOn}. Where none does, they are told at the end, as if there were nothing to save. Whoever throws, against
 * the rules, keeps nobody from their answer.
 */
final class BatchDelivery<R> {

    /** Each nesting is a pipeline of its own that came back; many of them must not deepen the stack without end. */
    private static final int MOST_NESTED = 8;

    private final Thread thread = Thread.currentThread();
    private final LookupBatch<R> batch;
    private final @Nullable Throwable error;
    private final List<Waiter<R>> told;
    private @Nullable Throwable thrown;
    private boolean last;
    private int ended;
    private int nested;

    BatchDelivery(LookupBatch<R> batch, @Nullable Throwable error) {
        this.batch = batch;
        this.error = error;
        this.told = new ArrayList<>(batch.asks().size());
    }

    void run() {
        int asks = batch.asks().size();
        for (int i = 0; i < asks; i++) {
            Throwable failure = error == null ? batch.unreadable(i) : error;
            KeyEntry<R> ask = batch.asks().get(i);
            int waiters = ask.waiters();
            for (int j = 0; j < waiters; j++) {
                last = i == asks - 1 && j == waiters - 1;
                tell(ask.waiter(j), batch.rows(i), failure);
            }
            ask.forgetWaiters();
        }
        endTold();
        if (thrown != null) {
            throw Exceptions.propagate(thrown);
        }
    }

    private void tell(Waiter<R> waiter, List<R> rows, @Nullable Throwable failure) {
        try {
            if (failure != null) {
                waiter.fail(failure);
            } else if (waiter.tell(rows)) {
                told.add(waiter);
            }
        } catch (Throwable e) {
            thrown = e;
        }
    }

    /** Called where a pipeline comes back to the scope, perhaps out of one of the calls above. */
    void goOn() {
        if (last && nested < MOST_NESTED && ended < told.size() && Thread.currentThread() == thread) {
            nested++;
            endTold();
            nested--;
        }
    }

    private void endTold() {
        while (ended < told.size()) {
            try {
                told.get(ended++).end();
            } catch (Throwable e) {
                thrown = e;
            }
        }
    }
}
