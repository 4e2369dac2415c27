package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.Relata;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.model.Id;
import dev.relata.r2dbc.TestPooler.Mode;
import dev.relata.r2dbc.faults.Fault;
import dev.relata.r2dbc.faults.FaultProxy;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What a store does behind a pooler: see {@link TestPooler} for which one. */
class PoolerIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String MIXES = "mixes the prepared statements of its clients";

    private static TestDatabase database;

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Queue<ExecutedStatement> executed = new ConcurrentLinkedQueue<>();

    public record Note(@Id long id, String text) {}

    public record Draft(@Id long id, String text) {}

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE notes (id bigint PRIMARY KEY, text text)",
                "CREATE TABLE drafts (id bigint PRIMARY KEY, text text)");
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void fill() {
        database.execute(
                "TRUNCATE notes, drafts",
                "INSERT INTO notes SELECT n, 'note' FROM generate_series(1, 200) n",
                "INSERT INTO drafts SELECT n, 'draft' FROM generate_series(1, 200) n");
    }

    @AfterEach
    void closeAll() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    private <T extends AutoCloseable> T closed(T resource) {
        opened.push(resource);
        return resource;
    }

    private TestPooler pooler(Mode mode, int servers) {
        return closed(TestPooler.start(database, mode, servers));
    }

    private R2dbcStoreBuilder at(int port) {
        return R2dbcStore.builder()
                .host("localhost")
                .port(port)
                .database(database.name())
                .username(database.user())
                .password(database.password())
                .acquireTimeout(PATIENCE)
                .listener(executed::add);
    }

    private R2dbcStore built(R2dbcStoreBuilder builder) {
        R2dbcStore store = builder.build();
        opened.push(() -> store.close().block(PATIENCE));
        return store;
    }

    private static Relata over(R2dbcStore store) {
        return Relata.builder().store(store).model(Note.class, Draft.class).build();
    }

    private static PostgresqlConnectionFactory factory(int port) {
        return new PostgresqlConnectionFactory(
                database.direct().host("localhost").port(port).build());
    }

    private static Mono<Long> deleteNote(Relata relata, long id) {
        return R2dbcStore.sql(relata, "DELETE FROM notes WHERE id = $1", id).execute();
    }

    private static Mono<Long> deleteDraft(Relata relata, long id) {
        return R2dbcStore.sql(relata, "DELETE FROM drafts WHERE id = $1", id).execute();
    }

    private static void done(Publisher<?> operation) {
        Flux.from(operation).then().as(StepVerifier::create).verifyComplete();
    }

    private static long rows(String table) {
        Long rows = database.value("SELECT count(*) FROM " + table, Long.class);
        return rows == null ? 0 : rows;
    }

    private long checks() {
        return executed.stream()
                .filter(one -> one.label().equals("R2dbcStore.pooler"))
                .count();
    }

    private static void refused(Publisher<?> operation) {
        assertThatThrownBy(() -> Flux.from(operation).blockLast(PATIENCE))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        error -> assertThat(error.retryable()).isFalse())
                .hasMessageContaining(MIXES)
                .hasMessageContaining("preparedStatementCacheQueries=0")
                .hasMessageContaining("pooler(Pooler.TRANSACTION)")
                .hasMessageContaining("max_prepared_statements");
    }

    /** Two clients over two connections to the server, which they change: the first statement of each has the same name there. */
    private static void changeConnections(Relata one, Relata two) {
        // The first client holds a connection, so that the second one gets another.
        done(one.transactional(deleteNote(one, -1).then(deleteDraft(two, -1))));
        // The connection used last is lent first: the second client holds that of the first.
        done(two.transactional(R2dbcStore.sql(two, "LOCK TABLE drafts IN ACCESS SHARE MODE")
                .execute()
                .then(deleteNote(one, 1))));
    }

    private List<Relata> clients(UnaryOperator<R2dbcStoreBuilder> settings) {
        return clients(Mode.TRANSACTION, settings);
    }

    private List<Relata> clients(Mode mode, UnaryOperator<R2dbcStoreBuilder> settings) {
        int port = pooler(mode, 2).port();
        return List.of(
                over(built(settings.apply(at(port).maxSize(1)))), over(built(settings.apply(at(port).maxSize(1)))));
    }

    /** What the check is for. */
    @Test
    void withoutACheckOneClientsStatementRunsAsAnothers() {
        List<Relata> clients = clients(builder -> builder.pooler(Pooler.SESSION));
        changeConnections(clients.get(0), clients.get(1));
        assertThat(rows("notes")).isEqualTo(200);
        assertThat(rows("drafts")).isEqualTo(199);
    }

    @Test
    void inTransactionModeEachStatementIsItsClients() {
        List<Relata> clients = clients(builder -> builder.pooler(Pooler.TRANSACTION));
        changeConnections(clients.get(0), clients.get(1));
        assertThat(rows("notes")).isEqualTo(199);
        assertThat(rows("drafts")).isEqualTo(200);
        assertThat(checks()).isZero();
    }

    /** With the defaults of the driver and of the store: each statement has a name, which the pooler changes. */
    @Test
    void withNamesOfThePoolerEachStatementIsItsClients() {
        List<Relata> clients = clients(Mode.RENAMING, builder -> builder);
        changeConnections(clients.get(0), clients.get(1));
        assertThat(rows("notes")).isEqualTo(199);
        assertThat(rows("drafts")).isEqualTo(200);
        assertThat(checks()).isEqualTo(2);
    }

    /** Nine clients delete 300 rows each, by id, over three connections to the server. Prints the rows that nobody asked to delete. */
    @ParameterizedTest
    @EnumSource(Pooler.class)
    void onlyThatIsDeletedWhichAClientHasAskedFor(Pooler setting) {
        database.execute(
                "DROP TABLE IF EXISTS parts",
                "CREATE TABLE parts AS SELECT client, id FROM generate_series(0, 8) client, generate_series(0, 2699) id",
                "CREATE INDEX ON parts (client, id)");
        int port = pooler(Mode.TRANSACTION, 3).port();
        done(Flux.range(0, 9)
                .flatMap(client -> deleteParts(over(built(at(port).maxSize(1).pooler(setting))), client), 9));
        Long lost = database.value("SELECT 9 * 2400 - count(*) FROM parts WHERE id % 9 <> client", Long.class);
        System.out.println("Rows that nobody asked to delete, with pooler(" + setting + "): " + lost);
        if (setting != Pooler.SESSION) {
            assertThat(lost).isZero();
        }
        if (setting == Pooler.TRANSACTION) {
            assertThat(rows("parts")).isEqualTo(9 * 2400);
        }
    }

    /** Each client has a text of its own, and ids of its own; its errors are left aside. */
    private static Mono<Long> deleteParts(Relata relata, int client) {
        String text = "DELETE FROM parts WHERE client = " + client + " AND id = $1";
        return Flux.range(0, 300)
                .concatMap(number -> R2dbcStore.sql(relata, text, 9L * number + client)
                        .execute()
                        .onErrorReturn(0L))
                .reduce(0L, Long::sum);
    }

    @Test
    void byDefaultNothingIsSent() {
        List<Relata> clients = clients(builder -> builder);
        assertThatThrownBy(() -> changeConnections(clients.get(0), clients.get(1)))
                .hasMessageContaining(MIXES);
        assertThat(rows("notes")).isEqualTo(200);
        assertThat(rows("drafts")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 20})
    void everyRequestIsRefusedWhateverTheSizeOfThePooler(int servers) {
        R2dbcStore store = built(at(pooler(Mode.TRANSACTION, servers).port()).maxSize(2));
        Relata relata = over(store);
        refused(deleteNote(relata, 1));
        refused(relata.transactional(deleteNote(relata, 2)));
        refused(relata.from(Note.class).first());
        refused(relata.from(Note.class).iterate());
        assertThat(checks()).isEqualTo(1);
        assertThat(executed).allMatch(one -> one.kind() == StatementKind.CONTROL);
        assertThat(store.explain()).contains("pooler: DETECT: FOUND ONE THAT MIXES");
        assertThat(store.heldConnections()).isZero();
        assertThat(rows("notes")).isEqualTo(200);
    }

    /** Then neither of two connections meets the other's statements, but their processes change. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void aPoolerThatLendsItsConnectionsInTurnIsRefusedToo(int servers) {
        int port = pooler(Mode.TURN, servers).port();
        ConnectionFactory connections = factory(port);
        done(Flux.range(0, servers)
                .concatMap(number -> connections.create())
                .collectList()
                .flatMapMany(all -> Flux.fromIterable(all).concatMap(Connection::close)));
        R2dbcStore store = built(at(port).maxSize(1));
        refused(deleteNote(over(store), 1));
        assertThat(rows("notes")).isEqualTo(200);
    }

    @Test
    void givenConnectionsAreRefusedToo() {
        int port = pooler(Mode.TRANSACTION, 2).port();
        ConnectionPool pool = TestDatabase.pool(factory(port), 1);
        opened.push(pool::dispose);
        refused(deleteNote(over(R2dbcStore.of(pool)), 1));
        refused(deleteNote(over(R2dbcStore.of(factory(port))), 1));
        assertThat(rows("notes")).isEqualTo(200);
    }

    /** A connection of the framework is in a transaction, and holds one of the two connections to the server. */
    @Test
    void aConnectionThatIsLentIsRefusedToo() {
        ConnectionFactory connections = factory(pooler(Mode.TRANSACTION, 2).port());
        refused(inForeignTransaction(connections, R2dbcStore.builder()));
        assertThat(rows("notes")).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"SESSION", "RENAMING"})
    void aConnectionThatIsLentPassesWhereStatementsSurvive(Mode mode) {
        done(inForeignTransaction(factory(pooler(mode, 5).port()), R2dbcStore.builder()));
        assertThat(rows("notes")).isEqualTo(199);
    }

    private static Mono<Void> inForeignTransaction(ConnectionFactory connections, R2dbcStoreBuilder builder) {
        AtomicReference<ExternalTransaction> current = new AtomicReference<>();
        Relata relata = over(builder.connectionFactory(connections)
                .transactions(factory -> context -> current.get())
                .build());
        return Mono.usingWhen(
                connections.create(),
                connection -> {
                    current.set(ExternalTransaction.on(connection, TransactionOptions.defaults()));
                    return Mono.from(connection.beginTransaction())
                            .then(deleteNote(relata, 1))
                            .then(Mono.defer(() -> current.get().drain()))
                            .then(Mono.from(connection.commitTransaction()));
                },
                Connection::close);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"SESSION", "RENAMING"})
    void aPoolerThatKeepsStatementsApartPasses(Mode mode) {
        R2dbcStore store = built(at(pooler(mode, 20).port()));
        Relata relata = over(store);
        deleteEach(relata);
        assertThat(rows("notes")).isZero();
        assertThat(rows("drafts")).isEqualTo(200);
        assertThat(checks()).isEqualTo(1);
        assertThat(store.explain())
                .contains(
                        mode == Mode.SESSION
                                ? "pooler: DETECT: found one that leaves a connection to its client"
                                : "pooler: DETECT: found one that keeps the prepared statements");
    }

    @Test
    void statementsWithoutNamesPassBehindAnyPooler() {
        R2dbcStore store = built(at(pooler(Mode.TRANSACTION, 2).port()).option("preparedStatementCacheQueries", 0));
        deleteEach(over(store));
        assertThat(rows("notes")).isZero();
        assertThat(rows("drafts")).isEqualTo(200);
        assertThat(store.explain()).contains("pooler: DETECT: prepared statements have no names");
    }

    @Test
    void aServerWithoutAPoolerIsAskedOnce() {
        R2dbcStore store = built(at(database.serverPort()).maxSize(4));
        assertThat(store.explain()).contains("pooler: DETECT: is looked for at the first connection");
        Relata relata = over(store);
        deleteEach(relata);
        Relata again = over(store);
        done(deleteDraft(again, 1));
        assertThat(checks()).isEqualTo(1);
        assertThat(store.explain()).contains("pooler: DETECT: none found");
        assertThat(rows("notes")).isZero();
    }

    /** All at once, so that those who come while the first one looks wait for it. */
    private static void deleteEach(Relata relata) {
        Flux.fromStream(LongStream.rangeClosed(1, 200).boxed())
                .flatMap(id -> deleteNote(relata, id), 20)
                .as(StepVerifier::create)
                .expectNextCount(200)
                .verifyComplete();
    }

    @Test
    void transactionModeLooksAtTheStatementsOfAGivenFactory() {
        int port = pooler(Mode.TRANSACTION, 2).port();
        refused(deleteNote(
                over(R2dbcStore.builder()
                        .connectionFactory(factory(port))
                        .pooler(Pooler.TRANSACTION)
                        .build()),
                1));
        ConnectionFactory unnamed = new PostgresqlConnectionFactory(database.direct()
                .host("localhost")
                .port(port)
                .preparedStatementCacheQueries(0)
                .build());
        R2dbcStore store = R2dbcStore.builder()
                .connectionFactory(unnamed)
                .pooler(Pooler.TRANSACTION)
                .build();
        done(deleteNote(over(store), 1));
        assertThat(rows("notes")).isEqualTo(199);
        assertThat(store.explain()).contains("pooler: TRANSACTION: prepared statements have no names");
    }

    /** In session mode over one connection to the server, the two that would tell cannot be had. */
    @Test
    void whatCannotBeFoundOutIsAnError() {
        R2dbcStore store = built(at(pooler(Mode.SESSION, 1).port()).maxSize(1));
        Relata relata = over(store);
        assertThatThrownBy(() -> deleteNote(relata, 1).block(PATIENCE))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("could not be had")
                .hasMessageContaining("pooler(…)");
        assertThat(store.explain()).contains("is looked for at the first connection");
        assertThat(rows("notes")).isEqualTo(200);
    }

    @Test
    void aCheckWhoseConnectionBreaksIsMadeAgain() throws IOException {
        FaultProxy proxy = closed(FaultProxy.to(database.serverHost(), database.serverPort())
                .arm(Fault.cutAtWord("pg_prepared_statements", false)));
        AtomicInteger made = new AtomicInteger();
        ConnectionFactory broken = factory(proxy.port());
        ConnectionFactory whole = factory(database.serverPort());
        ConnectionFactory first = new Switching(() -> made.getAndIncrement() == 0 ? broken : whole);
        Relata relata = over(R2dbcStore.builder()
                .connectionFactory(first)
                .listener(executed::add)
                .build());
        assertThatThrownBy(() -> deleteNote(relata, 1).block(PATIENCE)).isInstanceOf(StoreUnavailableException.class);
        assertThat(rows("notes")).isEqualTo(200);
        done(deleteNote(relata, 1));
        assertThat(rows("notes")).isEqualTo(199);
        assertThat(checks()).isEqualTo(2);
    }

    private record Switching(Supplier<ConnectionFactory> choice) implements ConnectionFactory {
        @Override
        public Publisher<? extends Connection> create() {
            return choice.get().create();
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return () -> "PostgreSQL";
        }
    }

    @Test
    void aParameterThatThePoolerRefusesIsNamed() {
        assertThatThrownBy(() ->
                        deleteNote(over(built(at(refusing("")).maxSize(1))), 1).block(PATIENCE))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("unsupported startup parameter: extra_float_digits")
                .hasMessageContaining("ignore_startup_parameters = extra_float_digits");
        R2dbcStoreBuilder settings = at(refusing("extra_float_digits"))
                .maxSize(1)
                .pooler(Pooler.DETECT)
                .option("statementTimeout", Duration.ofSeconds(5));
        assertThatThrownBy(() -> deleteNote(over(built(settings)), 1).block(PATIENCE))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("unsupported startup parameter: statement_timeout")
                .hasMessageContaining("ALTER ROLE … SET statement_timeout");
    }

    private int refusing(String ignored) {
        return closed(TestPooler.refusing(database, ignored)).port();
    }
}
