package dev.relata.spi.stream;

import dev.relata.error.CommitUnknownException;
import dev.relata.internal.operator.FirstError;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs work inside a transaction, which is committed when the work completes and rolled back when it fails or is cancelled. The
 * error of the work is the one that is signalled, also where the rollback fails, of several of Relata's the first, and the error of a commit
 * arrives as the store signals it. A cancel does not stop a commit that is under way. If that commit fails, no subscriber is left for its
 * error: a {@link CommitUnknownException} goes to Reactor's hook for dropped errors, any other is discarded, since nothing was stored.
 * Immutable; every subscription begins a transaction of its own.
 *
 * @param <T> a transaction
 */
public final class TransactionRunner<T> {

    private final Mono<? extends T> begin;
    private final Function<? super T, Mono<Void>> commit;
    private final Function<? super T, Mono<Void>> rollback;
    private final Function<? super T, Mono<Void>> cancel;

    /**
     * Makes a runner.
     *
     * @param begin begins a transaction
     * @param commit commits it
     * @param rollback rolls it back
     */
    public TransactionRunner(
            Mono<? extends T> begin, Function<? super T, Mono<Void>> commit, Function<? super T, Mono<Void>> rollback) {
        this(begin, commit, rollback, rollback);
    }

    private TransactionRunner(
            Mono<? extends T> begin,
            Function<? super T, Mono<Void>> commit,
            Function<? super T, Mono<Void>> rollback,
            Function<? super T, Mono<Void>> cancel) {
        this.begin = begin;
        this.commit = commit;
        this.rollback = rollback;
        this.cancel = cancel;
    }

    /**
     * Returns a runner that treats a cancel unlike an error.
     *
     * @param cancelled rolls back a transaction that is cancelled
     * @return the runner
     */
    public TransactionRunner<T> onCancel(Function<? super T, Mono<Void>> cancelled) {
        return new TransactionRunner<>(begin, commit, rollback, cancelled);
    }

    /**
     * Runs work that answers once.
     *
     * @param work makes the work
     * @param <R> the answer
     * @return the answer, after the commit
     */
    public <R> Mono<R> one(Function<? super T, ? extends Mono<? extends R>> work) {
        // A resource at hand: usingWhen loses a cancel that comes while one that is not is still being handed over.
        return begin.flatMap(begun -> {
                    AtomicBoolean gone = new AtomicBoolean();
                    return Mono.<R, T>usingWhen(
                                    Mono.just(begun),
                                    work::apply,
                                    done -> committed(done, gone),
                                    this::undone,
                                    cancel::apply)
                            .doOnCancel(() -> gone.set(true));
                })
                .onErrorMap(TransactionRunner::ofCommit);
    }

    /**
     * Runs work that answers many times.
     *
     * @param work makes the work
     * @param <R> an element
     * @return the elements, which are provisional until it completes
     */
    public <R> Flux<R> many(Function<? super T, ? extends Publisher<? extends R>> work) {
        return begin.flatMapMany(begun -> {
                    AtomicBoolean gone = new AtomicBoolean();
                    return Flux.<R, T>usingWhen(
                                    Mono.just(begun),
                                    work::apply,
                                    done -> committed(done, gone),
                                    this::undone,
                                    cancel::apply)
                            .doOnCancel(() -> gone.set(true));
                })
                .onErrorMap(TransactionRunner::ofCommit);
    }

    /** Commits; after a cancel only an unknown outcome is signalled, which then ends in the hook for dropped errors. */
    private Mono<Void> committed(T transaction, AtomicBoolean gone) {
        return commit.apply(transaction)
                .onErrorResume(error -> gone.get() && !(error instanceof CommitUnknownException)
                        ? Mono.empty()
                        : Mono.error(new CommitFailed(error)));
    }

    private Mono<Void> undone(T transaction, Throwable error) {
        return rollback.apply(transaction).onErrorResume(second -> {
            if (second != error) {
                error.addSuppressed(second);
            }
            return Mono.empty();
        });
    }

    /** {@code usingWhen} wraps the error of a commit, which says what became of the transaction. */
    private static Throwable ofCommit(Throwable error) {
        return error.getCause() instanceof CommitFailed failed && failed.getCause() != null
                ? failed.getCause()
                : FirstError.of(error);
    }

    /** Marks the error of a commit, so that none of the work's own is taken for one. */
    private static final class CommitFailed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        CommitFailed(Throwable cause) {
            super(null, cause, false, false);
        }
    }
}
