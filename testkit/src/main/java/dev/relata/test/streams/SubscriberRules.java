package dev.relata.test.streams;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;
import org.reactivestreams.tck.SubscriberBlackboxVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.TestEnvironment.Latch;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The rules for what an operation subscribes to a publisher of the user's with, and some that the TCK has not. */
final class SubscriberRules<E> extends SubscriberBlackboxVerification<E> implements AutoCloseable {

    private static final int PATIENCE = 20_000;

    private static final int SILENCE = 30;

    private static final int POLL = 10;

    private final SubscriberUnderTest<E> tested;
    private final TestEnvironment environment;
    private final AtomicInteger elements = new AtomicInteger();
    private final List<Disposable> running = new CopyOnWriteArrayList<>();

    private SubscriberRules(SubscriberUnderTest<E> tested, TestEnvironment environment) {
        super(environment);
        this.tested = tested;
        this.environment = environment;
        startPublisherExecutorService();
    }

    static <E> SubscriberRules<E> of(SubscriberUnderTest<E> tested) {
        return new SubscriberRules<>(tested, new TestEnvironment(PATIENCE, SILENCE, POLL));
    }

    @Override
    public Subscriber<E> createSubscriber() {
        return started().subscriber();
    }

    private Started<E> started() {
        CompletableFuture<Subscriber<E>> subscriber = new CompletableFuture<>();
        CompletableFuture<Throwable> failure = new CompletableFuture<>();
        Publisher<E> source = given -> subscriber.complete(cast(given));
        Disposable operation = Flux.from(tested.operation().apply(source)).subscribe(any -> {}, error -> {
            failure.complete(error);
            subscriber.completeExceptionally(error);
        });
        running.add(operation);
        try {
            return new Started<>(subscriber.get(PATIENCE, TimeUnit.MILLISECONDS), operation, failure);
        } catch (InterruptedException | ExecutionException | TimeoutException never) {
            throw new AssertionError(tested.name() + " does not subscribe to its publisher", never);
        }
    }

    @SuppressWarnings("unchecked") // it takes what the publisher has
    private Subscriber<E> cast(Subscriber<? super E> subscriber) {
        return (Subscriber<E>) subscriber;
    }

    @Override
    public E createElement(int element) {
        return tested.element().apply(elements.incrementAndGet());
    }

    /** Demand never exceeds what the operation says. */
    public void required_demandIsBounded() throws Throwable {
        Started<E> started = started();
        AtomicLong open = new AtomicLong();
        AtomicLong highest = new AtomicLong();
        AtomicInteger given = new AtomicInteger();
        Latch over = new Latch(environment);
        started.subscriber().onSubscribe(new Subscription() {

            private boolean emitting;

            @Override
            public synchronized void request(long n) {
                highest.accumulateAndGet(open.addAndGet(n), Math::max);
                if (!emitting) {
                    emitting = true;
                    emit();
                    emitting = false;
                }
            }

            private void emit() {
                while (open.get() > 0 && given.get() < 3 * tested.most()) {
                    open.decrementAndGet();
                    given.incrementAndGet();
                    started.subscriber().onNext(createElement(0));
                }
                if (given.get() == 3 * tested.most()) {
                    given.incrementAndGet();
                    started.subscriber().onComplete();
                    over.close();
                }
            }

            @Override
            public void cancel() {}
        });
        over.expectClose(tested.name() + " does not request all elements");
        if (highest.get() > tested.most()) {
            environment.flop(tested.name() + " requests " + highest + " elements at once");
        }
        environment.verifyNoAsyncErrorsNoDelay();
    }

    /** A cancel of the operation cancels the publisher. */
    public void required_cancelReachesThePublisher() throws Throwable {
        Started<E> started = started();
        Latch requested = new Latch(environment);
        Latch cancelled = new Latch(environment);
        started.subscriber().onSubscribe(new Subscription() {
            @Override
            public void request(long n) {
                requested.close();
            }

            @Override
            public void cancel() {
                cancelled.close();
            }
        });
        requested.expectClose(tested.name() + " requests nothing");
        started.operation().dispose();
        cancelled.expectClose(tested.name() + " does not cancel its publisher");
        environment.verifyNoAsyncErrorsNoDelay();
    }

    /** An error of the publisher is the error of the operation. */
    public void required_anErrorOfThePublisherIsPassedOn() throws Throwable {
        Started<E> started = started();
        IllegalStateException why = new IllegalStateException("of the publisher");
        Mono.<E>error(why).subscribe(started.subscriber());
        Throwable failure = started.failure().get(PATIENCE, TimeUnit.MILLISECONDS);
        if (failure != why) {
            environment.flop(failure, tested.name() + " fails with " + failure);
        }
        environment.verifyNoAsyncErrorsNoDelay();
    }

    /** Cancels the operations of the rule, which the TCK leaves as they are. */
    @Override
    public void close() {
        running.forEach(Disposable::dispose);
        shutdownPublisherExecutorService();
    }

    private record Started<E>(Subscriber<E> subscriber, Disposable operation, CompletableFuture<Throwable> failure) {}
}
