package dev.relata.internal.observe;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.Scannable.Attr;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Reads the chain of subscribers behind an operator. */
final class SubscriberChain {

    private SubscriberChain() {}

    /** Returns the last subscriber that can be reached, of which each subscription of a whole pipeline has one. */
    static Object root(Object subscriber) {
        Scannable at = Scannable.from(subscriber);
        if (!at.isScanAvailable()) {
            return subscriber;
        }
        for (Scannable next = next(at); next != null; next = next(at)) {
            at = next;
        }
        return at;
    }

    /** Returns whether an operator on the way subscribes to one inner source at a time. */
    static boolean oneAtATime(Object subscriber) {
        for (Scannable at = Scannable.from(subscriber); at != null; at = next(at)) {
            if (at.getClass().getSimpleName().contains("ConcatMap")) {
                return true;
            }
        }
        return false;
    }

    /** Returns the context of a subscriber, or of what it hands its answer to. */
    static ContextView context(Object subscriber) {
        Object actual = subscriber instanceof CoreSubscriber
                ? subscriber
                : Scannable.from(subscriber).scanUnsafe(Attr.ACTUAL);
        return actual instanceof CoreSubscriber<?> known ? known.currentContext() : Context.empty();
    }

    private static @Nullable Scannable next(Scannable at) {
        Object actual = at.scanUnsafe(Attr.ACTUAL);
        return actual instanceof Scannable next && next.isScanAvailable() ? next : null;
    }
}
