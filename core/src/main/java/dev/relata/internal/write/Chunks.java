package dev.relata.internal.write;

import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.internal.observe.ChunkListener;
import dev.relata.internal.operator.GivenElements;
import dev.relata.internal.resolve.StoreErrors;
import dev.relata.internal.session.Repeatable;
import dev.relata.query.Bulk;
import dev.relata.query.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows passed to a bulk operation, taken a chunk at a time. Immutable; every subscription takes them anew.
 */
public final class Chunks<E> {

    private final Supplier<Flux<E>> rows;
    private final @Nullable Iterable<E> atHand;
    private final OptionalLong total;
    private final Bulk<?> bulk;

    private Chunks(Supplier<Flux<E>> rows, @Nullable Iterable<E> atHand, OptionalLong total, Bulk<?> bulk) {
        this.rows = rows;
        this.atHand = atHand;
        this.total = total;
        this.bulk = RefusedException.unlessNull(bulk, "a bulk operation", "the Bulk that says how");
    }

    /**
     * Takes the rows of a publisher; no more than a chunk is requested at a time, and an operation that has read it is not
     * repeated.
     *
     * @param rows the rows
     * @param bulk the size of a chunk, and the listener
     * @return the chunks
     */
    public static <E> Chunks<E> of(Publisher<? extends E> rows, Bulk<?> bulk) {
        RefusedException.unlessNull(rows, "a bulk operation", "the publisher of the rows");
        Flux<E> once = Flux.deferContextual(context -> {
            Repeatable.spoil(context);
            return new GivenElements<E>(rows);
        });
        return new Chunks<>(() -> once, null, OptionalLong.empty(), bulk);
    }

    /**
     * Takes the rows of an iterable.
     *
     * @param rows the rows; read once for each subscription
     * @param bulk the size of a chunk, and the listener
     * @return the chunks
     */
    public static <E> Chunks<E> of(Iterable<? extends E> rows, Bulk<?> bulk) {
        OptionalLong total = rows instanceof Collection<?> all ? OptionalLong.of(all.size()) : OptionalLong.empty();
        Iterable<E> atHand = InputRows.oneByOne(rows);
        return new Chunks<>(() -> Flux.fromIterable(atHand), atHand, total, bulk);
    }

    /**
     * Reads all rows, where they are at hand.
     *
     * @return the rows, or null where a publisher gives them
     */
    public @Nullable List<E> atHand() {
        return atHand == null ? null : InputRows.rows(atHand);
    }

    /**
     * Tells whether the rows are at hand, counted, and no more than one chunk.
     *
     * @return whether it is so
     */
    public boolean fitOne() {
        return total.isPresent() && total.getAsLong() <= bulk.rows();
    }

    /**
     * Tells whether one chunk takes a number of rows.
     *
     * @param count the number of rows
     * @return whether it is so
     */
    public boolean takes(int count) {
        return count <= bulk.rows();
    }

    /**
     * Other rows in chunks of the same size, with the same listener.
     *
     * @param others the rows
     * @param <R> the other rows
     * @return the chunks
     */
    public <R> Chunks<R> with(List<R> others) {
        return of(others, bulk);
    }

    /**
     * Tells whether one chunk takes a number of rows, and nobody is told of it before the commit: one statement may do, and
     * no transaction.
     *
     * @param count the number of rows
     * @return whether it is so
     */
    public boolean takeAtOnce(int count) {
        return one(count, bulk);
    }

    /**
     * Tells whether one chunk takes all rows, and nobody is told of it before the commit: one statement may do, and no
     * transaction.
     *
     * @param rows how many there are
     * @param bulk the size of a chunk, and the listener
     * @return whether it is so
     */
    public static boolean one(int rows, Bulk<?> bulk) {
        return rows <= bulk.rows() && bulk.progress() == null;
    }

    /**
     * The same rows, each as something else.
     *
     * @param change what to make of a row
     * @param <R> what is made
     * @return the chunks
     */
    public <R> Chunks<R> map(Function<? super E, ? extends R> change) {
        Iterable<R> changed =
                atHand == null ? null : () -> all(atHand).<R>map(change).iterator();
        return new Chunks<>(() -> rows.get().map(change), changed, total, bulk);
    }

    private static <E> Stream<E> all(Iterable<E> rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    /**
     * Writes the chunks one after the other. The source is asked for the next chunk while the present one is on its way, where
     * the store tells so, else after it: two chunks are held at the most.
     *
     * @param write makes the write of one chunk when the chunk is there; it is subscribed to when the last has completed
     * @param <R> what a write answers
     * @return the answers, in order
     */
    public <R> Flux<R> write(Function<? super List<E>, ? extends Mono<R>> write) {
        return reported((chunk, report) -> write.apply(chunk));
    }

    private <R> Flux<R> reported(BiFunction<? super List<E>, Report, ? extends Mono<R>> write) {
        return Flux.deferContextual(context -> {
            Report report = new Report(bulk.progress(), total, ChunkListener.of(context));
            return new OneAhead<List<E>, R>(
                            rows.get().buffer(bulk.rows()),
                            chunk -> write.apply(chunk, report)
                                    .onErrorMap(StoreException.class, report::placed)
                                    .doOnSuccess(answer -> report.add(chunk.size())))
                    .contextWrite(ChunkListener::hidden);
        });
    }

    /**
     * Writes the chunks one after the other and collects the rows, which are made of an answer when the next chunk is on its way.
     *
     * @param write makes the write of one chunk, which answers what makes its rows
     * @param <R> a row
     * @return all rows, in order
     */
    public <R> Mono<List<R>> collectLater(Function<? super List<E>, ? extends Mono<Supplier<List<R>>>> write) {
        return this.<Supplier<List<R>>>reported(
                        (chunk, report) -> write.apply(chunk).map(report::placed))
                .collect(ArrayList::new, (all, chunk) -> all.addAll(chunk.get()));
    }

    /**
     * Writes the chunks one after the other and collects the rows that the writes answer.
     *
     * @param write makes the write of one chunk
     * @param <R> a row
     * @return all rows, in order
     */
    public <R> Mono<List<R>> collect(Function<? super List<E>, ? extends Mono<List<R>>> write) {
        return write(write).collect(ArrayList::new, List::addAll);
    }

    /**
     * Writes the chunks one after the other and adds up.
     *
     * @param write makes the write of one chunk, which answers a number
     * @return the sum, 0 of none
     */
    public Mono<Long> sum(Function<? super List<E>, Mono<Long>> write) {
        return write(write).reduce(0L, Long::sum);
    }

    /** How far one subscription has come. */
    private static final class Report {

        private final @Nullable Consumer<? super Progress> listener;
        private final OptionalLong total;
        private final ChunkListener chunkListener;
        private final long started = System.nanoTime();
        private int chunks;
        private long done;

        Report(@Nullable Consumer<? super Progress> listener, OptionalLong total, ChunkListener chunkListener) {
            this.listener = listener;
            this.total = total;
            this.chunkListener = chunkListener;
            chunkListener.begin(total);
        }

        /** Rows are told apart by their place in a chunk, so it is said where the chunk begins. */
        StoreException placed(StoreException error) {
            return placed(error, done);
        }

        private static StoreException placed(StoreException error, long before) {
            return before == 0 ? error : StoreErrors.saying(error, "in the chunk that begins with row " + (before + 1));
        }

        /** The same of what is made later of the answer to the present chunk. */
        <R> Supplier<R> placed(Supplier<R> later) {
            long before = done;
            return () -> {
                try {
                    return later.get();
                } catch (StoreException error) {
                    throw placed(error, before);
                }
            };
        }

        void add(int rows) {
            done += rows;
            chunkListener.written(++chunks, done, rows);
            if (listener != null) {
                listener.accept(new Progress(done, total, Duration.ofNanos(System.nanoTime() - started)));
            }
        }
    }
}
