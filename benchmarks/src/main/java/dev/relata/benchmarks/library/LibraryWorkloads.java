package dev.relata.benchmarks.library;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.benchmarks.Connections;
import dev.relata.benchmarks.Prepared;
import dev.relata.benchmarks.Target;
import dev.relata.benchmarks.Variant;
import dev.relata.benchmarks.Workload;
import dev.relata.benchmarks.peer.PeerTask;
import dev.relata.observe.NPlusOne;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.recorder.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The workloads over related rows, each through Relata, through the driver alone, and through its peers of this JVM. */
public final class LibraryWorkloads implements Prepared {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** A limit for statements that none of them reaches. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final int MOST_LOOKUPS = 10_000;
    private static final int CONCURRENCY = 256;
    private static final int LONE = PeerTask.LONE;
    private static final double MOST_OF_CHUNKS = 1.2;
    private static final double MOST_OF_ONE_STATEMENT = 1.3;
    private static final double MOST_OF_HAND_WRITTEN_GRAPH = 1.05;
    private static final double MOST_OF_DRIVER = 1.2;

    private final LibraryTables tables;
    private final List<Review> reviews;
    private final RawLibrary raw;
    private final RelataLibrary relata;
    private final RelataLibrary unbounded;
    private final RelataLibrary recorded;
    private final RelataLibrary paused;
    private final RelataLibrary limited;
    private final DataLoaderLibrary dataLoader;
    private final SpringLibrary spring;

    private LibraryWorkloads(Connections connections, int books) {
        this.tables = new LibraryTables(connections.plain(), books);
        this.reviews = reviews(books);
        this.raw = new RawLibrary(connections.binary());
        this.relata = new RelataLibrary(model(connections).build());
        this.unbounded =
                new RelataLibrary(model(connections).maxBatch(MOST_LOOKUPS).build());
        Recorder off = Recorder.create();
        off.pause();
        this.recorded =
                new RelataLibrary(model(connections).listener(Recorder.create()).build());
        this.paused = new RelataLibrary(model(connections).listener(off).build());
        this.limited = new RelataLibrary(model(R2dbcStore.builder()
                        .connectionFactory(connections.binary())
                        .statementTimeout(LIMIT)
                        .build())
                .build());
        this.dataLoader = new DataLoaderLibrary(raw);
        this.spring = new SpringLibrary(connections.plain());
    }

    private static RelataBuilder model(Connections connections) {
        // As the store's own builder makes connections.
        return model(R2dbcStore.of(connections.binary()));
    }

    private static RelataBuilder model(R2dbcStore store) {
        return Relata.builder()
                .store(store)
                .nPlusOne(NPlusOne.OFF)
                .model(Author.class, Book.class, Tag.class, Review.class);
    }

    /**
     * Makes the tables, which takes a few seconds; blocks.
     *
     * @param connections to the database
     * @param books how many
     * @return what can be measured
     */
    public static LibraryWorkloads prepare(Connections connections, int books) {
        LibraryWorkloads workloads = new LibraryWorkloads(connections, books);
        workloads.tables.create().block(PATIENCE);
        return workloads;
    }

    /**
     * Makes what is in memory when books are looked up.
     *
     * @param books how many there are
     * @return reviews, each of another book, all over the table, the same every time
     */
    public static List<Review> reviews(int books) {
        List<Long> ids =
                new ArrayList<>(LongStream.rangeClosed(1, books).boxed().toList());
        Collections.shuffle(ids, new Random(1));
        return ids.stream()
                .limit(MOST_LOOKUPS)
                .map(id -> new Review(id * 3, id))
                .toList();
    }

    @Override
    public List<Workload> workloads() {
        return List.of(lookups(), graph(), lone());
    }

    private Workload lookups() {
        return new Workload(
                "lookups",
                Workload.REFERENCE,
                reviews.size(),
                10,
                List.of(
                        lines("relata", relata.lines(reviews, CONCURRENCY)),
                        lines("relata-with", relata.joined(reviews)),
                        lines("relata-look-ahead", relata.ahead(reviews)),
                        lines("relata-recorded", recorded.lines(reviews, CONCURRENCY)),
                        lines("relata-paused", paused.lines(reviews, CONCURRENCY)),
                        lines("relata-limited", limited.lines(reviews, CONCURRENCY)),
                        lines("relata-at-once", unbounded.lines(reviews, reviews.size())),
                        lines(Workload.REFERENCE, raw.lines(reviews, reviews.size())),
                        lines("raw-chunks", raw.lines(reviews, CONCURRENCY)),
                        lines("raw-look-ahead", raw.ahead(reviews)),
                        lines("java-dataloader", dataLoader.lines(reviews)),
                        lines("spring-data-r2dbc", spring.lines(reviews))));
    }

    private Workload graph() {
        return new Workload(
                "graph",
                Workload.REFERENCE,
                1,
                1,
                List.of(
                        new Variant("relata", tally(relata.graphs(), RelataLibrary::tally)),
                        new Variant("relata-view", tally(relata.views(), AuthorView::tally)),
                        new Variant("relata-recorded", tally(recorded.graphs(), RelataLibrary::tally)),
                        new Variant("relata-paused", tally(paused.graphs(), RelataLibrary::tally)),
                        new Variant(Workload.REFERENCE, tally(raw.graphs(), AuthorBooks::tally)),
                        new Variant("spring-data-r2dbc", tally(spring.graphs(), AuthorBooks::tally))));
    }

    private Workload lone() {
        Review review = reviews.get(0);
        return new Workload(
                "lone",
                Workload.REFERENCE,
                LONE,
                1,
                List.of(
                        lines("relata", relata.lineInScope(review).repeat(LONE - 1)),
                        lines("relata-limited", limited.lineInScope(review).repeat(LONE - 1)),
                        lines("relata-outside", relata.lineOutside(review).repeat(LONE - 1)),
                        lines(Workload.REFERENCE, raw.line(review).repeat(LONE - 1))));
    }

    private static Variant lines(String name, Flux<Line> lines) {
        return new Variant(name, tally(lines, Line::tally));
    }

    private static <R> Mono<Long> tally(Flux<R> rows, BiConsumer<R, Tally> add) {
        return rows.collect(Tally::new, (tally, row) -> add.accept(row, tally)).map(Tally::sum);
    }

    @Override
    public List<Target> targets() {
        return List.of(
                new Target("lookups", "relata", "raw-chunks", MOST_OF_CHUNKS),
                new Target("lookups", "relata-with", Workload.REFERENCE, MOST_OF_ONE_STATEMENT),
                new Target("lookups", "relata-look-ahead", Workload.REFERENCE, MOST_OF_ONE_STATEMENT),
                new Target("lookups", "relata-at-once", "java-dataloader", 1),
                new Target("graph", "relata", Workload.REFERENCE, 1),
                new Target("graph", "relata-view", Workload.REFERENCE, MOST_OF_HAND_WRITTEN_GRAPH),
                new Target("lone", "relata", Workload.REFERENCE, MOST_OF_DRIVER));
    }

    /** Drops the tables; blocks. */
    @Override
    public void close() {
        tables.drop().block(PATIENCE);
    }
}
