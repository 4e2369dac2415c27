package dev.relata.internal.session;

import dev.relata.spi.Session;
import dev.relata.spi.Transaction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Chooses, at each subscription, the session that the reactive context names. */
public interface Sessions {

    /**
     * Finds the transaction of a context.
     *
     * @param context the subscriber's context
     * @return the innermost open one, or null outside any
     */
    @Nullable
    Transaction transaction(ContextView context);

    /**
     * Does work in the transaction of the context, else outside any.
     *
     * @param work what to do
     * @param <R> what it answers
     * @return the work's answer, cold
     */
    <R> Flux<R> many(Function<? super Session, ? extends Flux<R>> work);

    /**
     * Does work in the transaction of the context, else outside any.
     *
     * @param work what to do
     * @param <R> what it answers
     * @return the work's answer, cold
     */
    <R> Mono<R> one(Function<? super Session, ? extends Mono<R>> work);

    /**
     * Does reads that see one moment: in the transaction of the context, else in the one that its batch scope keeps for
     * streams, else in one of their own that only reads.
     *
     * @param work what to do, with a session that it may stream and select on at the same time
     * @param <R> what it answers
     * @return the work's answer, cold; cancel ends the transaction
     */
    <R> Flux<R> snapshot(Function<? super Session, ? extends Flux<R>> work);

    /**
     * Reads in the transaction of the context, else with the streams of its batch scope, else outside any.
     *
     * @param work what to read
     * @param <R> what it answers
     * @return the work's answer, cold
     */
    <R> Flux<R> read(Function<? super Session, ? extends Flux<R>> work);

    /**
     * Streams in the transaction of the context, else in the one that its batch scope keeps for streams, else outside any.
     *
     * @param work what to stream
     * @param <R> what it answers
     * @return the work's answer, cold
     */
    <R> Flux<R> stream(Function<? super Session, ? extends Flux<R>> work);

    /**
     * Does work whole or not at all, in a transaction of its own: inside that of the context, if there is one.
     *
     * @param work what to do; publishers subscribed inside see the transaction in their context
     * @param <R> what it answers
     * @return the work's answer, after the commit; cold
     */
    <R> Mono<R> atomically(Function<? super Session, ? extends Mono<R>> work);
}
