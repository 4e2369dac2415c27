package dev.relata.benchmarks;

import dev.relata.Relata;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.R2dbcStore;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * Streams a table into records: through Relata, and through the driver alone. Each variant takes its connection from a
 * pool of one, the parallel one from a pool of four.
 */
final class IterateWorkload implements Prepared {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final double MOST_OF_DOCUMENTED = 0.2;

    private final int rows;
    private final Connections connections;
    private final EventTable table;

    private IterateWorkload(Connections connections, int rows) {
        this.rows = rows;
        this.connections = connections;
        this.table = new EventTable(connections.plain(), rows);
    }

    /** Makes the table, which takes a few seconds; blocks. */
    static IterateWorkload prepare(Connections connections, int rows) {
        IterateWorkload workload = new IterateWorkload(connections, rows);
        workload.table.create().block(PATIENCE);
        return workload;
    }

    @Override
    public List<Workload> workloads() {
        Relata relata = Relata.builder()
                .store(R2dbcStore.of(connections.plain()))
                .model(Event.class)
                .build();
        Relata parallel = Relata.builder()
                .store(R2dbcStore.of(connections.several()))
                .model(Event.class)
                .build();
        return List.of(new Workload(
                "iterate",
                Workload.REFERENCE,
                rows,
                1,
                List.of(
                        variant("relata", relata.from(Event.class).iterate()),
                        variant("relata-parallel", parallel.from(Event.class).iterate(Iteration.parallel(4))),
                        variant("raw-documented", RawDriver.asDocumented(connections.plain())),
                        variant("spring-data-r2dbc", SpringEvents.all(connections.plain())),
                        variant(Workload.REFERENCE, RawDriver.atItsBest(connections.binary())))));
    }

    private Variant variant(String name, Flux<Event> events) {
        return new Variant(name, Checksum.of(events, rows));
    }

    @Override
    public List<Target> targets() {
        return List.of(new Target("iterate", "relata", "raw-documented", MOST_OF_DOCUMENTED));
    }

    /** Drops the table; blocks. */
    @Override
    public void close() {
        table.drop().block(PATIENCE);
    }
}
