package dev.relata.benchmarks.bulk;

import dev.relata.Relata;
import dev.relata.r2dbc.R2dbcStore;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What is measured; every variant takes its connection from one pool of one. All calls block. */
final class BulkWorkloads implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Children with their ids answered. */
    static final String CREATE = "createMany";
    /** Links. */
    static final String ADD = "addMany";

    private final ConnectionPool pool;
    private final BulkTables tables;
    private final int items;
    private final int links;

    private BulkWorkloads(String url, int items, int links) {
        this.pool = new ConnectionPool(ConnectionPoolConfiguration.builder(ConnectionFactories.get(url))
                .initialSize(1)
                .maxSize(1)
                .maxAcquireTime(Duration.ofSeconds(30))
                .build());
        this.tables = new BulkTables(pool);
        this.items = items;
        this.links = links;
    }

    static BulkWorkloads prepare(String url, int items, int links) {
        BulkWorkloads workloads = new BulkWorkloads(url, items, links);
        workloads.tables.create(links).block(PATIENCE);
        return workloads;
    }

    List<BulkVariant> variants(int springRounds) {
        Relata relata = Relata.builder()
                .store(R2dbcStore.of(pool))
                .model(Shelf.class, Item.class, Label.class)
                .build();
        Shelf shelf = new Shelf(1L, "the only one");
        RawBulk raw = new RawBulk(pool, 1L);
        SpringBulk spring = new SpringBulk(pool, 1L);
        Flux<Item> drafts = Flux.range(1, items).map(Item::draft);
        Flux<Label> labels = Flux.range(1, links).map(i -> new Label((long) i, "label " + i));
        return List.of(
                every(
                        CREATE,
                        "relata",
                        relata.on(shelf, Shelf.ITEMS)
                                .createMany(drafts)
                                .filter(this::hasId)
                                .count()),
                every(
                        CREATE,
                        "raw-unnest",
                        raw.itemsByUnnest(drafts).filter(this::hasId).count()),
                every(
                        CREATE,
                        "raw-copy-ids",
                        raw.itemsByCopyWithIds(drafts).filter(this::hasId).count()),
                every(CREATE, "raw-copy", raw.itemsByCopy(drafts)),
                new BulkVariant(CREATE, "spring-data", spring.items(drafts).count(), springRounds),
                every(ADD, "relata", relata.on(shelf, Shelf.LABELS).addMany(labels)),
                every(ADD, "raw-unnest", raw.linksByUnnest(labels)),
                every(ADD, "raw-copy", raw.linksByCopy(labels)),
                new BulkVariant(ADD, "spring-data", spring.links(labels), springRounds));
    }

    private static BulkVariant every(String workload, String name, Mono<Long> run) {
        return new BulkVariant(workload, name, run, Integer.MAX_VALUE);
    }

    private boolean hasId(Item item) {
        return item.id() != null && Objects.equals(item.shelfId(), 1L);
    }

    int rows(String workload) {
        return workload.equals(CREATE) ? items : links;
    }

    long stored(String workload) {
        return Objects.requireNonNull((workload.equals(CREATE) ? tables.items() : tables.links()).block(PATIENCE));
    }

    void empty() {
        tables.empty().block(PATIENCE);
    }

    String server() {
        return Objects.requireNonNull(tables.server().block(PATIENCE));
    }

    @Override
    public void close() {
        tables.drop().then(pool.disposeLater()).block(PATIENCE);
    }
}
