package dev.relata.internal.select;

import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.internal.operator.Growth;
import dev.relata.internal.session.Sessions;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.query.Progress;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The pages of one resumable stream, one after the other: a page that fails for a reason that may pass is read again. One object for
 * each subscription; used by one thread at a time.
 *
 * @param <R> a row of a page
 */
final class ResumablePages<R> {

    private static final int ATTEMPTS = 8;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** Reads a page. */
    interface PageSource<R> {

        /** Reads the page of a size that begins at a cursor, or the first one. */
        Mono<Page<R>> read(int size, @Nullable String cursor);
    }

    private final PageSource<R> source;
    private final Iteration iteration;
    private final Growth growth = new Growth();
    private final long started = System.nanoTime();
    private @Nullable String cursor;
    private boolean last;
    private long delivered;

    private ResumablePages(PageSource<R> source, Iteration iteration) {
        this.source = source;
        this.iteration = iteration;
        this.cursor = iteration.cursor();
    }

    /**
     * Streams the content of all pages.
     *
     * @param label what is read, for an error
     * @param sessions tell whether there is a transaction
     * @param iteration where it begins, the size of a page and who is told
     * @param source reads a page
     * @param content makes the elements of a page
     */
    static <R, E> Flux<E> of(
            String label,
            Sessions sessions,
            Iteration iteration,
            PageSource<R> source,
            Function<Page<R>, Flux<E>> content) {
        return Flux.deferContextual(context -> sessions.transaction(context) == null
                ? elements(iteration, source, content)
                : Flux.error(
                        new RefusedException(label + ": a transaction ends with its connection, so nothing in it can be"
                                + " resumed: iterate outside the transaction, or leave resumable() out")));
    }

    static <R, E> Flux<E> elements(Iteration iteration, PageSource<R> source, Function<Page<R>, Flux<E>> content) {
        return Flux.defer(() -> new ResumablePages<>(source, iteration).elements(content));
    }

    // The next page is read when the one before has been taken, whose rows are delivered meanwhile. Without prefetch
    // none is
    // read beyond it, and whether there is one is asked when it is wanted.
    private <E> Flux<E> elements(Function<Page<R>, Flux<E>> content) {
        return Flux.<Boolean>generate(sink -> {
                    if (last) {
                        sink.complete();
                    } else {
                        sink.next(true);
                    }
                })
                .concatMap(more -> next(), 0)
                .concatMap(page -> content.apply(page).doOnComplete(() -> tell(page)), 1);
    }

    private Mono<Page<R>> next() {
        Integer fixed = iteration.rows();
        return source.read(fixed == null ? growth.size() : fixed, cursor)
                .retryWhen(Retry.backoff(ATTEMPTS, FIRST_PAUSE)
                        .maxBackoff(LONGEST_PAUSE)
                        .filter(ResumablePages::mayPass)
                        .onRetryExhaustedThrow((retries, signal) -> signal.failure()))
                .doOnNext(this::advance);
    }

    private static boolean mayPass(Throwable error) {
        return error instanceof StoreException store && store.retryable();
    }

    private void advance(Page<R> page) {
        cursor = page.next().orElse(null);
        last = cursor == null;
        growth.grow();
    }

    private void tell(Page<R> page) {
        delivered += page.items().size();
        Consumer<? super Progress> listener = iteration.progress();
        if (listener != null) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - started);
            listener.accept(new Progress(delivered, OptionalLong.empty(), elapsed, page.next()));
        }
    }
}
