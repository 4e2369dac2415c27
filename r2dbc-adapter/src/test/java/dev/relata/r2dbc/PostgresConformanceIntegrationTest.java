package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.r2dbc.faults.Fault;
import dev.relata.r2dbc.faults.FaultProxy;
import dev.relata.r2dbc.tenants.TenantStore;
import dev.relata.r2dbc.tenants.TenantTables;
import dev.relata.r2dbc.tenants.UnroutedStatements;
import dev.relata.spi.Capability;
import dev.relata.spi.Store;
import dev.relata.test.conformance.RelataConformance;
import dev.relata.test.conformance.StatementCounter;
import dev.relata.test.conformance.model.ConformanceModel;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ValidationDepth;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** Everything that Relata promises, over PostgreSQL; statements are counted at the driver, not by the store. */
class PostgresConformanceIntegrationTest implements RelataConformance {

    private static final int POOL = 4;
    // Truncating a table, and restarting a sequence, costs the server several files: rows are deleted, without the
    // triggers that hold them to their keys. The sequence of an empty table is set too: its rows may have been deleted
    // or
    // rolled back.
    static final String EMPTY_TABLES = """
            DO $$
            DECLARE
              one text;
              start bigint;
            BEGIN
              SET LOCAL session_replication_role = replica;
              FOR one IN SELECT format('%I', tablename) FROM pg_tables WHERE schemaname = 'public' LOOP
                EXECUTE 'DELETE FROM ' || one;
              END LOOP;
              FOR one, start IN SELECT format('%I', sequencename), start_value FROM pg_sequences
                  WHERE schemaname = 'public' AND last_value IS NOT NULL LOOP
                PERFORM setval(one, start, false);
              END LOOP;
            END $$""";
    private static final Pattern MODEL_TABLE =
            Pattern.compile("\"(customers|cards|orders|lines|products|tags|favourites|categories|products_tags)\"");
    private static final StatementCounter STATEMENTS = new StatementCounter();
    private static final UnroutedStatements UNROUTED = new UnroutedStatements();
    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;

    private final List<Closeable> opened = new ArrayList<>();

    @BeforeAll
    static void createDatabase() throws IOException {
        database = TestDatabase.create();
        database.execute(tables());
        if (hasTenants()) {
            database.execute(TenantTables.SCRIPT);
        }
        // Asked whether it lives before it is handed out: a test that breaks connections may be a moment ahead of the
        // driver.
        pool = new ConnectionPool(
                ConnectionPoolConfiguration.builder(SentStatements.watch(database.connectionFactory(), STATEMENTS))
                        .initialSize(0)
                        .maxSize(POOL)
                        .maxAcquireTime(Duration.ofSeconds(10))
                        .validationDepth(ValidationDepth.REMOTE)
                        .acquireRetry(POOL)
                        .build());
        relata = Relata.builder()
                .store(modelStore(pool))
                .model(ConformanceModel.types())
                .build();
    }

    @AfterAll
    static void dropDatabase() {
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    @BeforeEach
    void emptyTheTables() {
        database.executeOften(EMPTY_TABLES);
    }

    /** With a tenant in every type each statement names it. */
    @AfterEach
    void everyStatementIsRouted() {
        List<String> unrouted = UNROUTED.taken();
        if (hasTenants()) {
            assertThat(unrouted).as("statements that name no tenant").isEmpty();
        }
    }

    /** No test may leave a transaction open or a connection acquired. */
    @AfterEach
    void nothingIsHeld() throws IOException {
        TestDatabase.await(() -> pool.getMetrics().orElseThrow().acquiredSize(), 0);
        TestDatabase.await(database::transactions, 0);
        for (Closeable one : opened) {
            one.close();
        }
    }

    private static R2dbcStore store(ConnectionFactory connections) {
        return builder(connections).build();
    }

    /** Of the whole model, whose types may get a tenant. */
    private static Store modelStore(ConnectionFactory connections) {
        return hasTenants()
                ? new TenantStore(builder(connections).listener(UNROUTED).build(), TenantTables.TENANT)
                : store(connections);
    }

    private static R2dbcStoreBuilder builder(ConnectionFactory connections) {
        R2dbcStoreBuilder builder = R2dbcStore.builder()
                .connectionFactory(connections)
                .pooler(TestPooler.isPgBouncer() && !TestPooler.canRename() ? Pooler.TRANSACTION : Pooler.DETECT);
        TestProfile.chosen().ifPresent(builder::server);
        return hasReader() ? builder.reader(connections) : builder;
    }

    /** A reader that is never behind: what is promised with one server holds where reads are routed, too. */
    private static boolean hasReader() {
        String choice = System.getProperty("relata.test.reader", "none");
        return switch (choice) {
            case "same" -> true;
            case "none" -> false;
            default ->
                throw new IllegalArgumentException("relata.test.reader is \"" + choice + "\": write same or none");
        };
    }

    /** Whether every type of the model gets a tenant. */
    private static boolean hasTenants() {
        String choice = System.getProperty("relata.test.tenants", "none");
        return switch (choice) {
            case "every" -> true;
            case "none" -> false;
            default ->
                throw new IllegalArgumentException("relata.test.tenants is \"" + choice + "\": write every or none");
        };
    }

    static String[] tables() throws IOException {
        String name = "conformance-postgresql.sql";
        try (InputStream script = Objects.requireNonNull(RelataConformance.class.getResourceAsStream(name), name)) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";\\R");
        }
    }

    @Override
    public Relata relata() {
        return relata;
    }

    @Override
    public StatementCounter statements() {
        return STATEMENTS;
    }

    @Override
    public Set<Capability> capabilities() {
        return relata.capabilities();
    }

    /** Links are rows of a table here: arrays of ids would be keys that no constraint checks. */
    @Override
    public Set<String> leftOut() {
        return Set.of(
                "aRowOfAnotherOwnerMovesToTheArray",
                "aRowThatGoesIsTakenOutOfTheArray",
                "aRowThatNobodyHasGetsIntoTheArrayInOneWrite",
                "newRowsGetIntoTheArray",
                "rowsAreTakenOutOfTheArrayAndStayStored",
                "rowsInArraysAreReadLikeAnyOneToMany",
                "setOfAnArrayOfRowsIsOneWrite",
                "whatNeedsAKeyInTheRowIsRefused",
                "aPlanFetchesArraysLevelByLevel",
                "aTargetThatGoesIsTakenOutOfEveryArray",
                "addsToAnArrayAtTheSameTimeAllCount",
                "anArrayGoesWithItsOwner",
                "anArrayIsReadFromBothSides",
                "anArrayIsWrittenFromTheOtherSide",
                "arraysOfManyOwnersAreOneStatement",
                "conditionsReachAcrossAnArray",
                "createLinksWhatItInserts",
                "idsThatDoNotExistGetIntoNoArray",
                "linksInAnArrayAreAddedInOneWriteAndTheNewOnesCounted",
                "linksInAnArrayAreTakenInOneWriteAndThoseThatWereThereCounted",
                "linksInAnArrayNeedAStoredOwner",
                "setAndClearOfAnArrayLeaveWhatAFilterHides",
                "setOfAnArrayIsOneWrite",
                "writesOfTheRecordLeaveItsArrayAlone");
    }

    @Override
    public Relata bare(UnaryOperator<RelataBuilder> settings, Class<?>... model) {
        return over(TestDatabase.create(), settings, model);
    }

    @Override
    public Relata amongOtherSettings(Class<?>... model) {
        TestDatabase empty = TestDatabase.create();
        for (String setting : List.of(
                "bytea_output = escape",
                "array_nulls = off",
                "intervalstyle = sql_standard",
                "standard_conforming_strings = off",
                "quote_all_identifiers = on",
                "default_transaction_isolation = serializable",
                "xmloption = document",
                "transform_null_equals = on")) {
            empty.execute("ALTER DATABASE " + empty.name() + " SET " + setting);
        }
        return over(empty, builder -> builder, model);
    }

    private Relata over(TestDatabase empty, UnaryOperator<RelataBuilder> settings, Class<?>... model) {
        ConnectionPool one = TestDatabase.pool(SentStatements.watch(empty.connectionFactory(), STATEMENTS), 1);
        opened.add(() -> {
            one.disposeLater().as(StepVerifier::create).verifyComplete();
            empty.close();
        });
        return settings.apply(Relata.builder().store(store(one)).model(model)).build();
    }

    /** New rows name their tenant; every other statement that reads or writes a table compares it with a parameter. */
    @Override
    public boolean isRouted(String statement, String column) {
        String quoted = '"' + column + '"';
        boolean tables = MODEL_TABLE.matcher(statement).find();
        boolean inserted = statement.contains("INSERT INTO") || statement.startsWith("COPY ");
        return !tables
                || statement.matches("(?s).*" + quoted + " = \\$\\d+.*")
                || inserted && statement.contains(quoted);
    }

    @Override
    public Mono<Void> breakConnections() {
        return Mono.<Void>fromRunnable(() -> {
                    database.killAll();
                    TestDatabase.await(database::connections, 0);
                })
                .subscribeOn(Schedulers.boundedElastic());
    }

    @Override
    public Relata losingCommits() {
        try {
            FaultProxy proxy = FaultProxy.to(database.host(), database.port());
            opened.add(proxy.arm(Fault.cutAtWord("COMMIT", true)));
            ConnectionPool cut = TestDatabase.pool(
                    new PostgresqlConnectionFactory(database.configuration()
                            .host("localhost")
                            .port(proxy.port())
                            .build()),
                    1);
            opened.add(cut::dispose);
            return Relata.builder()
                    .store(modelStore(cut))
                    .model(ConformanceModel.types())
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @Tag("soak")
    @Timeout(1800)
    void hostileInputManyTimes() {
        attackManyTimes();
    }
}
