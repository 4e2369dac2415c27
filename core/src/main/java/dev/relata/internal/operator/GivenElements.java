package dev.relata.internal.operator;

import dev.relata.error.RefusedException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;

/**
 * The elements of a publisher that a user has given. It may be of any library, and against the rules of Reactive Streams, which Reactor's operators
 * do not check of each other: a second subscription is cancelled (rule 2.5); a null is an error, and a {@code NullPointerException} for the
 * publisher (rule 2.13); what comes after the end is dropped (rule 1.7).
 *
 * @param <T> an element
 */
public final class GivenElements<T> extends FluxOperator<T, T> {

    /**
     * Takes the elements of a publisher.
     *
     * @param publisher the publisher
     */
    public GivenElements(Publisher<? extends T> publisher) {
        super(Flux.from(publisher));
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        source.subscribe(new CheckingSubscriber<>(actual));
    }

    private static final class CheckingSubscriber<T> extends OperatorSubscriber<T, T> {

        private boolean subscribed;
        private boolean done;
        private long received;

        CheckingSubscriber(CoreSubscriber<? super T> actual) {
            super(actual);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            Objects.requireNonNull(subscription, "rule 2.13: the subscription is null");
            if (subscribed) {
                subscription.cancel();
                return;
            }
            subscribed = true;
            super.onSubscribe(subscription);
        }

        @Override
        public void onNext(@Nullable T element) {
            if (element == null) {
                throw refused("row " + received + " of those given is null: leave it out");
            }
            if (done) {
                Operators.onNextDropped(element, currentContext());
                return;
            }
            received++;
            actual.onNext(element);
        }

        @Override
        public void onError(@Nullable Throwable error) {
            if (error == null) {
                throw refused("the publisher of the rows given has failed with an error that is null");
            }
            if (done) {
                Operators.onErrorDropped(error, currentContext());
                return;
            }
            done = true;
            super.onError(error);
        }

        @Override
        public void onComplete() {
            if (!done) {
                done = true;
                super.onComplete();
            }
        }

        /** Ends the stream, whose subscriber would wait for ever if the publisher stops at what it is thrown. */
        private NullPointerException refused(String message) {
            if (!done) {
                done = true;
                cancel();
                super.onError(new RefusedException(message));
            }
            return new NullPointerException("rule 2.13: " + message);
        }
    }
}
