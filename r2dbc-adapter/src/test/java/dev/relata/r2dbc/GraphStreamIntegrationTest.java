package dev.relata.r2dbc;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RelataException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import dev.relata.query.Fetch;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Graph;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import dev.relata.test.conformance.StatementCounter;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Streams of graphs and views over one connection: demand, cancel, errors, scopes and transactions. */
class GraphStreamIntegrationTest {

    private static final int STEMS = 3000;
    private static final Iteration HUNDREDS = Iteration.fetchSize(100);

    @Table("stems")
    record Stem(@Id long id, String name) {
        static final OneToMany<Stem, Leaf> LEAVES =
                oneToMany(Stem.class, Leaf::stemId).orderBy(asc(Leaf::id));
        static final OneToMany<Stem, Slow> SLOW = oneToMany(Stem.class, Slow::stemId);
        static final OneToMany<Stem, Broken> BROKEN = oneToMany(Stem.class, Broken::stemId);
    }

    @Table("leaves")
    record Leaf(@Id long id, long stemId, String text) {
        static final ManyToOne<Leaf, Stem> STEM = manyToOne(Leaf::stemId, Stem.class);
    }

    @Table("slow_leaves")
    record Slow(@Id long id, long stemId) {}

    @Table("broken_leaves")
    record Broken(@Id long id, long stemId, int ratio) {}

    @Table("strays")
    /** Shows the row without its key. */
    record StrayStem(long id, Stem stem) {}

    record Stray(@Id long id, Long stemId) {
        static final ManyToOne<Stray, Stem> STEM = manyToOne(Stray::stemId, Stem.class);
    }

    record StemView(long id, List<TextView> leaves) {}

    record TextView(String text) {}

    private static final StatementCounter STATEMENTS = new StatementCounter();
    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;

    @BeforeAll
    static void fill() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE stems AS SELECT i::bigint AS id, 'stem ' || i AS name FROM generate_series(1, " + STEMS
                        + ") i",
                "CREATE TABLE leaves AS SELECT i::bigint AS id, (1 + i % " + STEMS + ")::bigint AS stem_id,"
                        + " 'leaf ' || i AS text FROM generate_series(1, 3 * " + STEMS + ") i",
                "ALTER TABLE stems ADD PRIMARY KEY (id)",
                "CREATE INDEX ON leaves (stem_id)",
                "CREATE VIEW slow_leaves AS SELECT id, stem_id FROM leaves l"
                        + " WHERE (SELECT l.id FROM pg_sleep(0.05)) = l.id",
                "CREATE VIEW broken_leaves AS SELECT id, stem_id, (1000 / (stem_id - 250))::int AS ratio FROM leaves",
                "CREATE TABLE strays AS SELECT * FROM (VALUES (1::bigint, 1::bigint), (2, NULL), (3, 99999)) AS v (id, stem_id)",
                "ANALYZE");
        pool = new ConnectionPool(
                ConnectionPoolConfiguration.builder(SentStatements.watch(database.connectionFactory(), STATEMENTS))
                        .maxSize(1)
                        .maxAcquireTime(Duration.ofSeconds(20))
                        .build());
        relata = Relata.builder()
                .store(R2dbcStore.of(pool))
                .model(Stem.class, Leaf.class, Slow.class, Broken.class, Stray.class)
                .build();
    }

    @AfterAll
    static void drop() {
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    @BeforeEach
    void forget() {
        STATEMENTS.reset();
    }

    @AfterEach
    void nothingIsHeld() {
        TestDatabase.await(() -> pool.getMetrics().orElseThrow().acquiredSize(), 0);
        TestDatabase.await(database::transactions, 0);
    }

    private static Selection<Stem> stems() {
        return relata.from(Stem.class).orderBy(asc(Stem::id));
    }

    private static Flux<Graph<Stem>> stream() {
        return stems().fetch(Stem.LEAVES).iterateGraphs(HUNDREDS);
    }

    private static Long[] ids(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toArray(Long[]::new);
    }

    @Test
    void oneGraphAtATimeReadsNoMoreThanOneChunkAhead() {
        StepVerifier.create(stream().map(graph -> graph.root().id()), 1)
                .expectNext(1L)
                .then(() -> assertThat(STATEMENTS.statements()).hasSize(2))
                .thenRequest(99)
                .expectNextCount(99)
                .then(() -> assertThat(STATEMENTS.statements()).hasSizeLessThanOrEqualTo(3))
                .thenRequest(1)
                .expectNext(101L)
                .then(() -> assertThat(STATEMENTS.statements()).hasSize(3))
                .thenCancel()
                .verify();
    }

    @Test
    void cancelWhileTheBranchesOfAChunkAreReadStopsTheServer() {
        Duration took = StepVerifier.create(stems().fetch(Stem.SLOW).iterateGraphs(HUNDREDS))
                .thenAwait(Duration.ofMillis(300))
                .thenCancel()
                .verify();
        long start = System.nanoTime();

        TestDatabase.await(() -> pool.getMetrics().orElseThrow().acquiredSize(), 0);

        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void anErrorOfAChunkComesAfterTheGraphsBeforeIt() {
        stems().fetch(Stem.BROKEN)
                .iterateGraphs(HUNDREDS)
                .map(graph -> graph.root().id())
                .as(StepVerifier::create)
                .expectNext(ids(1, 200))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(RelataException.class).hasMessageContaining("Stem.BROKEN"));
        stream().take(1).as(StepVerifier::create).expectNextCount(1).verifyComplete();
    }

    @Test
    void inATransactionAStreamUsesItsConnectionAndSeesItsWrites() {
        relata.from(Stem.class)
                .where(Stem::id, eq(2L))
                .update(set(Stem::name, "new"))
                .thenMany(stream())
                .flatMap(graph -> relata.on(graph.root(), Stem.LEAVES).count(), 8)
                .count()
                .zipWith(stream().skip(1).next().map(graph -> graph.root().name()))
                .flatMap(answers -> Mono.error(new IllegalStateException(answers.toString())))
                .as(relata::transactional)
                .as(StepVerifier::create)
                .verifyErrorMessage("[" + STEMS + ",new]");
    }

    @Test
    void inAScopeTwoStreamsAndTheLookupsBesideThemShareTheConnection() {
        Flux.zip(stream(), stems().into(StemView.class).iterate(HUNDREDS), (graph, view) -> {
                    assertThat(view.id()).isEqualTo(graph.root().id());
                    assertThat(view.leaves())
                            .extracting(TextView::text)
                            .isEqualTo(graph.many(Stem.LEAVES).stream()
                                    .map(Leaf::text)
                                    .toList());
                    return graph.many(Stem.LEAVES).get(0);
                })
                .flatMap(leaf -> relata.on(leaf, Leaf.STEM).get(), 64)
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNextCount(STEMS)
                .verifyComplete();
        assertThat(STATEMENTS.statements()).hasSizeLessThan(2 + 30 + 30 + 130);
    }

    @Test
    void aStreamWithinAStreamOfOneScopeCompletes() {
        stems().limit(5)
                .fetch(Stem.LEAVES)
                .iterateGraphs(Iteration.fetchSize(2))
                .concatMap(graph -> stems().limit(3)
                        .fetch(Stem.LEAVES)
                        .iterateGraphs(Iteration.fetchSize(2))
                        .map(inner -> graph.root().id() * inner.root().id()))
                .as(relata::batched)
                .as(StepVerifier::create)
                .expectNextCount(15)
                .verifyComplete();
    }

    @Test
    void boundsOfTheRowsHoldInAStream() {
        Selection<Stem> some = relata.from(Stem.class)
                .orderBy(desc(Stem::id))
                .offset(10)
                .limit(250)
                .where(Stem::id, gt((long) STEMS - 200))
                .orderBy(asc(Stem::id));

        some.fetch(Stem.LEAVES, leaves -> leaves.orderBy(desc(Leaf::id)).limit(1))
                .iterateGraphs(HUNDREDS)
                .doOnNext(graph -> assertThat(graph.many(Stem.LEAVES))
                        .singleElement()
                        .satisfies(leaf -> assertThat(leaf.id())
                                .isEqualTo(2L * STEMS + graph.root().id() - 1)))
                .map(graph -> graph.root().id())
                .as(StepVerifier::create)
                .expectNext(ids(STEMS - 199, STEMS - 10))
                .verifyComplete();
        assertThat(STATEMENTS.statements()).hasSize(3);
    }

    @Test
    void aRequiredKeyThatIsNullOrLeadsNowhereFailsByJoinAsByBatch() {
        for (FetchStrategy strategy : FetchStrategy.values()) {
            Selection<Stray> strays =
                    relata.from(Stray.class).fetch(Fetch.of(Stray.STEM).by(strategy));

            strays.where(Stray::id, eq(2L))
                    .graphs()
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(InvalidValueException.class)
                            .hasMessageContaining("Stray.stemId is null in the row with id=2"));
            strays.where(Stray::id, eq(3L))
                    .iterateGraphs()
                    .as(StepVerifier::create)
                    .verifyErrorSatisfies(error -> assertThat(error)
                            .isInstanceOf(RelatedNotFoundException.class)
                            .hasMessage("Stray.STEM: no Stem with id=99999 (from Stray id=3)"));
        }
        relata.from(Stray.class)
                .where(Stray::id, eq(2L))
                .into(StrayStem.class)
                .all()
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RequiredRelationshipException.class)
                        .hasMessageContaining("Stray.stemId is null"));
    }
}
