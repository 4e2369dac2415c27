package dev.relata.r2dbc;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.internal.exec.InternalStreams;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.StatementCounter;
import dev.relata.test.conformance.model.ConformanceModel;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.streams.PublisherUnderTest;
import dev.relata.test.streams.PublisherUnderTest.Trait;
import dev.relata.test.streams.StreamConformance;
import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import reactor.test.StepVerifier;

/** The rules of Reactive Streams, over PostgreSQL. */
class PostgresStreamsTck implements StreamConformance {

    /** A rule has three subscribers at the most, a parallel stream three connections, and several rules are verified at a time. */
    private static final int POOL = 60;

    private static TestDatabase database;
    private static TestDatabase empty;
    private static ConnectionPool pool;
    private static ConnectionPool emptyPool;
    private static Relata relata;

    @BeforeAll
    static void createDatabases() throws IOException {
        database = TestDatabase.create();
        database.execute(PostgresConformanceIntegrationTest.tables());
        empty = TestDatabase.create();
        empty.execute("CREATE TABLE things (id bigint PRIMARY KEY)");
        pool = database.pool(POOL);
        emptyPool = empty.pool(POOL);
        relata = over(pool, ConformanceModel.types());
    }

    private static Relata over(ConnectionPool connections, Class<?>... model) {
        return Relata.builder().store(R2dbcStore.of(connections)).model(model).build();
    }

    @AfterAll
    static void dropDatabases() {
        pool.disposeLater()
                .then(emptyPool.disposeLater())
                .as(StepVerifier::create)
                .verifyComplete();
        database.close();
        empty.close();
    }

    /** What was cancelled, or misused, gives its connection back too. */
    @AfterEach
    void nothingIsHeld() {
        TestDatabase.await(() -> pool.getMetrics().orElseThrow().acquiredSize(), 0);
        TestDatabase.await(database::transactions, 0);
        database.executeOften(PostgresConformanceIntegrationTest.EMPTY_TABLES);
    }

    /** A connection may keep the last subscriber until it is used again; {@code -Dtck.references=true} asks all the same. */
    @Override
    public boolean forgetsSubscribers() {
        return Boolean.getBoolean("tck.references");
    }

    @Override
    public Relata relata() {
        return relata;
    }

    @Override
    public StatementCounter statements() {
        return new StatementCounter();
    }

    @Override
    public Set<Capability> capabilities() {
        return relata.capabilities();
    }

    @Override
    public Relata bare(UnaryOperator<RelataBuilder> settings, Class<?>... model) {
        throw new UnsupportedOperationException("not asked for");
    }

    @Override
    public List<Class<?>> furtherTypes() {
        return List.of(SqlQuery.class);
    }

    @Override
    public List<PublisherUnderTest> furtherPublishers() {
        Relata bare = over(emptyPool, Label.class);
        List<PublisherUnderTest> all = new ArrayList<>(InternalStreams.of(pool));
        all.add(PublisherUnderTest.of(
                        "Schema.validate", n -> bare.schema().validate().take(n))
                .with(Trait.SINGLE));
        all.add(PublisherUnderTest.of(
                        "Schema.records",
                        n -> bare.schema().records("some.records").take(n))
                .with(Trait.SINGLE));
        all.add(PublisherUnderTest.of("SqlQuery.all", n -> numbers(n).all(Numbered.class)));
        all.add(PublisherUnderTest.of(
                "SqlQuery.iterate", n -> numbers(n).iterate(Numbered.class, Iteration.fetchSize(3))));
        all.add(PublisherUnderTest.of("SqlQuery.values", n -> numbers(n).values(Integer.class)));
        all.add(PublisherUnderTest.of(
                        "SqlQuery.returning",
                        n -> R2dbcStore.sql(
                                        relata,
                                        "INSERT INTO persons (name) SELECT i::text FROM generate_series(1, $1) i"
                                                + " RETURNING id::int AS number",
                                        n)
                                .returning(Numbered.class))
                .with(Trait.VARYING));
        return all;
    }

    private static SqlQuery numbers(long number) {
        return R2dbcStore.sql(relata, "SELECT i::int AS number FROM generate_series(1, $1) i", number);
    }

    /** A row of a query of one's own. */
    record Numbered(int number) {}
}
