package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.spi.stream.MergedCursorFlux;
import dev.relata.spi.stream.MergedCursors;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads ranges over several connections that share the snapshot of the first one. The first connection begins at once; the others are
 * taken one after the other while ranges are left, and no range waits for a connection. The transaction of the first one is the last
 * to end, so that its snapshot can be imported until then. Cold; each subscription reads anew.
 */
final class ParallelRead<R> {

    private final RangesSelect<R> select;
    private final String begin;
    private final Function<String, ConnectionQueue> first;
    private final Function<String, ConnectionQueue> others;

    /**
     * Creates a read.
     *
     * @param begin begins the transaction of each connection
     * @param first makes the queue of the first connection, whose transaction begins with the given text
     * @param others makes the queue of one more connection to the same server
     */
    ParallelRead(
            RangesSelect<R> select,
            String begin,
            Function<String, ConnectionQueue> first,
            Function<String, ConnectionQueue> others) {
        this.select = select;
        this.begin = begin;
        this.first = first;
        this.others = others;
    }

    private record Plan<R>(String snapshot, List<RangeSelect<R>> ranges) {}

    Flux<R> rows() {
        return Flux.defer(() -> {
            SnapshotConnection leading = connection(first.apply(begin));
            return Flux.usingWhen(
                    Mono.just(leading),
                    this::rows,
                    SnapshotConnection::commit,
                    (connection, error) -> connection.commit(),
                    SnapshotConnection::cancelled);
        });
    }

    private Flux<R> rows(SnapshotConnection first) {
        return first.rows(
                        select.question(),
                        row -> new Plan<>(
                                Objects.requireNonNull(row.get(0, String.class), "the snapshot"),
                                select.ranges().apply(row)))
                .single()
                .flatMapMany(plan -> rows(first, plan));
    }

    private Flux<R> rows(SnapshotConnection first, Plan<R> plan) {
        int others = Math.min(select.connections(), plan.ranges.size()) - 1;
        return new MergedCursorFlux<>(select.sizes(), merged -> {
            Queue<RangeSelect<R>> ranges = new ConcurrentLinkedQueue<>(plan.ranges);
            merged.add(rows -> new RangeSource<>(first, true, ranges, rows));
            join(others, plan.snapshot, ranges, merged);
        });
    }

    /** Takes one more connection, and the next one when that is there. */
    private void join(int others, String snapshot, Queue<RangeSelect<R>> ranges, MergedCursors<R> merged) {
        if (others == 0 || ranges.isEmpty()) {
            return;
        }
        SnapshotConnection next = connection(this.others.apply(importing(snapshot)));
        next.join(() -> {
            boolean used = !ranges.isEmpty() && !merged.ended();
            if (used) {
                join(others - 1, snapshot, ranges, merged);
                merged.add(rows -> new RangeSource<>(next, false, ranges, rows));
            }
            return used;
        });
    }

    /** The snapshot is taken over before anything else: PostgreSQL allows no query before it, though a SET. */
    private String importing(String snapshot) {
        return begin + "; SET TRANSACTION SNAPSHOT '" + snapshot + "'";
    }

    private SnapshotConnection connection(ConnectionQueue queue) {
        return new SnapshotConnection(queue, select.question().label());
    }
}
