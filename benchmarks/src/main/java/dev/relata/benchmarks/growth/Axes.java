package dev.relata.benchmarks.growth;

import dev.relata.benchmarks.Event;
import dev.relata.benchmarks.Variant;
import dev.relata.benchmarks.Workload;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All that grows, each read by Relata and by the driver at its best. */
final class Axes {

    /** Rows that each of several streams reads. */
    static final int ROWS_OF_STREAM = 4_000;

    private static final int MOST_KEYS = 100_000;

    private final RelataReads relata;
    private final RelataReads unbounded;
    private final RawReads raw;

    /** Over connections that ask the driver for binary values, as many as there are streams at once. */
    Axes(ConnectionFactory connections) {
        this.relata = new RelataReads(connections, 1_000);
        this.unbounded = new RelataReads(connections, MOST_KEYS);
        this.raw = new RawReads(connections);
    }

    /** Powers of ten from one on. */
    static List<Integer> powersOfTen(int least, int most) {
        return IntStream.iterate(least, size -> size <= most, size -> size * 10)
                .boxed()
                .toList();
    }

    List<Axis> all(GrowthSizes sizes) {
        return List.of(
                new Axis("rows", powersOfTen(1_000, sizes.rows()), this::rows),
                new Axis(
                        "children",
                        sizes.children(),
                        size -> children(size, sizes.children().indexOf(size))),
                new Axis("keys", powersOfTen(1, Math.min(MOST_KEYS, sizes.rows())), this::keys),
                new Axis("levels", List.of(1, 2, 3, 4, 5, 6), this::levels),
                new Axis("streams", List.of(1, 4, 16, 64, 256), this::streams));
    }

    private Workload rows(int most) {
        return workload(most, Event::id, relata.events(most), raw.events(most));
    }

    private Workload children(int count, int owner) {
        return workload(count, Child::id, relata.children(owner), raw.children(owner));
    }

    private Workload keys(int count) {
        List<Asked> asked =
                IntStream.rangeClosed(1, count).mapToObj(i -> new Asked(i, i)).toList();
        return new Workload(
                "growth",
                Workload.REFERENCE,
                count,
                Axis.times(count),
                List.of(
                        new Variant("relata", sum(unbounded.eventsOf(asked), Event::id)),
                        new Variant("relata-with", sum(relata.joined(asked), Event::id)),
                        new Variant(Workload.REFERENCE, sum(raw.eventsOf(asked), Event::id))));
    }

    private Workload levels(int count) {
        int nodes = IntStream.iterate(1, width -> width * GrowthTables.BELOW)
                .limit(count)
                .sum();
        return workload(nodes, Owner::id, relata.tree(count), raw.tree(count));
    }

    private Workload streams(int count) {
        return workload(
                count * ROWS_OF_STREAM,
                Event::id,
                Flux.range(0, count).flatMap(stream -> relata.events(ROWS_OF_STREAM), count),
                Flux.range(0, count).flatMap(stream -> raw.events(ROWS_OF_STREAM), count));
    }

    private static <R> Workload workload(int units, ToLongFunction<R> id, Flux<R> relata, Flux<R> raw) {
        return new Workload(
                "growth",
                Workload.REFERENCE,
                units,
                Axis.times(units),
                List.of(new Variant("relata", sum(relata, id)), new Variant(Workload.REFERENCE, sum(raw, id))));
    }

    /** The sum of the keys, and how many: depends on no order. */
    private static <R> Mono<Long> sum(Flux<R> rows, ToLongFunction<R> id) {
        return rows.collect(() -> new long[2], (sum, row) -> {
                    sum[0] += id.applyAsLong(row);
                    sum[1]++;
                })
                .map(sum -> sum[0] * 31 + sum[1]);
    }
}
