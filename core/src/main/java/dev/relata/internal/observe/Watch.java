package dev.relata.internal.observe;

import dev.relata.internal.operator.OperatorSubscriber;
import dev.relata.observe.Outcome;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;

/**
 * Watches one subscription and notes its one end: before that is passed on, so that what follows comes after it. The first element
 * of a {@code Mono} is its end.
 */
abstract class Watch<R> extends OperatorSubscriber<R, R> {

    private final Listeners listeners;
    private final boolean atMostOne;
    private final long started = System.nanoTime();
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Duration whole;

    Watch(Listeners listeners, CoreSubscriber<? super R> actual, boolean atMostOne) {
        super(actual);
        this.listeners = listeners;
        this.atMostOne = atMostOne;
    }

    /** Called for each element. */
    abstract void seen(R element);

    /** Called once. */
    abstract void ended(Outcome outcome, @Nullable Throwable error);

    @Override
    public void onNext(R element) {
        seen(element);
        if (atMostOne) {
            end(Outcome.SUCCESS, null);
        }
        actual.onNext(element);
    }

    @Override
    public void onError(Throwable error) {
        end(Outcome.ERROR, error);
        super.onError(error);
    }

    @Override
    public void onComplete() {
        end(Outcome.SUCCESS, null);
        super.onComplete();
    }

    @Override
    public void cancel() {
        super.cancel();
        end(Outcome.CANCELLED, null);
    }

    // A cancel that comes after the end is no second end.
    private void end(Outcome outcome, @Nullable Throwable error) {
        if (over.compareAndSet(false, true)) {
            whole = duration();
            listeners.prepare(error);
            ended(outcome, error);
        }
    }

    /** Returns the time so far, or the whole time after the end. */
    public final Duration duration() {
        Duration known = whole;
        return known == null ? Duration.ofNanos(System.nanoTime() - started) : known;
    }
}
