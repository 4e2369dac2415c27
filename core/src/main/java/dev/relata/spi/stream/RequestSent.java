package dev.relata.spi.stream;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Tells the subscriber of a write that its request is on the way to the server, so that the time until the answer can be used to
 * prepare the next one. The listener travels in the reactive context of the write. A store that signals nothing is correct:
 * what comes next is then prepared after the answer.
 *
 * <p>A store signals it when nothing is left to do on this side, on any thread, and perhaps several times for one request. The
 * listener may request elements of a user's source, which may subscribe to reads of the same session. What it throws is dropped,
 * and does not reach the exchange.
 */
public final class RequestSent {

    private RequestSent() {}

    /**
     * Puts a listener into the context of a write, in place of the one that is there.
     *
     * @param context the context
     * @param listener called when a request of the write is on the way, as often as the store signals it
     * @return the context with the listener
     */
    public static Context in(Context context, Runnable listener) {
        return context.put(RequestSent.class, listener);
    }

    /**
     * Signals that an exchange is on the way as soon as it has been subscribed to.
     *
     * @param exchange sends its request when it is subscribed to
     * @param <R> the answer
     * @return the same exchange
     */
    public static <R> Mono<R> after(Mono<R> exchange) {
        return new SignalledMono<>(exchange);
    }

    private static void signal(ContextView context) {
        @Nullable Runnable listener = context.<@Nullable Runnable>getOrDefault(RequestSent.class, null);
        if (listener == null) {
            return;
        }
        try {
            listener.run();
        } catch (Throwable thrown) {
            Operators.onErrorDropped(thrown, Context.of(context));
        }
    }

    private static final class SignalledMono<R> extends MonoOperator<R, R> {

        SignalledMono(Mono<R> exchange) {
            super(exchange);
        }

        @Override
        public void subscribe(CoreSubscriber<? super R> actual) {
            source.subscribe(actual);
            signal(actual.currentContext());
        }
    }
}
