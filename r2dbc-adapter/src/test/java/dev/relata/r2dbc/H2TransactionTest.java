package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.model.Id;
import dev.relata.model.Unique;
import dev.relata.spi.Isolation;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** What H2 does otherwise in transactions, those of a framework among them, and with locks. */
class H2TransactionTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private H2Database database;

    public record Seat(@Id long id, @Unique long number) {}

    @BeforeEach
    void createDatabase() {
        database = H2Database.create();
        database.execute(
                "CREATE TABLE seats (id BIGINT PRIMARY KEY, number BIGINT NOT NULL UNIQUE)",
                "INSERT INTO seats VALUES (1, 1)");
    }

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private static Relata over(R2dbcStore store) {
        return Relata.builder().store(store).model(Seat.class).build();
    }

    private List<String> numbers() {
        return database.strings("SELECT number FROM seats ORDER BY number");
    }

    /** Runs work in a transaction that somebody else begins, and commits. */
    private Mono<Void> inForeignTransaction(
            TransactionOptions options, java.util.function.Function<Relata, Mono<?>> work) {
        AtomicReference<ExternalTransaction> current = new AtomicReference<>();
        Relata relata = over(R2dbcStore.builder()
                .connectionFactory(database.connectionFactory())
                .transactions(factory -> context -> current.get())
                .build());
        return Mono.usingWhen(
                database.connectionFactory().create(),
                connection -> {
                    current.set(ExternalTransaction.on(connection, options));
                    return Mono.from(connection.beginTransaction())
                            .then(work.apply(relata))
                            .then(Mono.defer(() -> current.get().drain()))
                            .then(Mono.from(connection.commitTransaction()));
                },
                Connection::close);
    }

    @Test
    void aWriteOfManyThatFailsInATransactionOfSomebodyElsesLeavesNothing() {
        List<Seat> rows = List.of(new Seat(2, 2), new Seat(3, 1), new Seat(4, 4));

        inForeignTransaction(
                        TransactionOptions.defaults(),
                        relata -> relata.bulk()
                                .insert(rows)
                                .then()
                                .onErrorComplete()
                                .then(relata.insert(new Seat(5, 5))))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);

        assertThat(numbers()).containsExactly("1", "5");
    }

    /** Tables that are created commit what was written before them. */
    @Test
    void aSchemaIsNotCreatedInATransaction() {
        Relata relata = over(R2dbcStore.of(database.connectionFactory()));

        relata.transactional(relata.insert(new Seat(2, 2)).then(relata.schema().createMissing()))
                .as(StepVerifier::create)
                .expectErrorMatches(error ->
                        error instanceof RefusedException && error.getMessage().contains("outside transactions"))
                .verify(LIMIT);
        relata.schema()
                .createMissing()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);

        assertThat(numbers()).containsExactly("1");
    }

    @Test
    void aTransactionOfSomebodyElsesThatOnlyReadsTakesNoWrites() {
        inForeignTransaction(TransactionOptions.defaults().asReadOnly(), relata -> relata.insert(new Seat(2, 2)))
                .as(StepVerifier::create)
                .expectErrorMatches(
                        error -> error instanceof StoreException refused && refused.reason() == Reason.READ_ONLY)
                .verify(LIMIT);

        assertThat(numbers()).containsExactly("1");
    }

    @Test
    void theIsolationOfATransactionEndsWithIt() {
        ConnectionPool one = TestDatabase.pool(database.connectionFactory(), 1);
        Relata relata = over(R2dbcStore.of(one));

        relata.transactional(relata.from(Seat.class).count(), TransactionOptions.isolation(Isolation.SERIALIZABLE))
                .then(relata.from(Seat.class).iterate().then())
                .then(Mono.usingWhen(
                        one.create(),
                        connection -> Flux.from(connection
                                        .createStatement("SELECT isolation_level FROM information_schema.sessions"
                                                + " WHERE session_id = SESSION_ID()")
                                        .execute())
                                .concatMap(result -> result.map((row, metadata) -> row.get(0, String.class)))
                                .single(),
                        Connection::close))
                .as(StepVerifier::create)
                .expectNext("READ COMMITTED")
                .expectComplete()
                .verify(LIMIT);

        one.disposeLater().as(StepVerifier::create).expectComplete().verify(LIMIT);
    }

    @Test
    void aStatementThatWaitsForALockEndsInTime() {
        database.execute("SET DEFAULT_LOCK_TIMEOUT 15000");
        Relata relata = over(R2dbcStore.builder()
                .connectionFactory(TestDatabase.pool(database.connectionFactory(), 2))
                .statementTimeout(Duration.ofMillis(300))
                .build());

        Mono.usingWhen(
                        database.connectionFactory().create(),
                        holder -> Mono.from(holder.beginTransaction())
                                .thenMany(holder.createStatement("UPDATE seats SET number = 7 WHERE id = 1")
                                        .execute())
                                .concatMap(result -> result.getRowsUpdated())
                                .then(relata.update(new Seat(1, 8)).then().onErrorResume(error -> {
                                    assertThat(error)
                                            .isInstanceOfSatisfying(
                                                    StoreException.class,
                                                    late -> assertThat(late.getMessage())
                                                            .contains("statementTimeout"));
                                    return Mono.empty();
                                })),
                        holder -> Mono.from(holder.rollbackTransaction()).then(Mono.from(holder.close())))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Duration.ofSeconds(8));

        assertThat(numbers()).containsExactly("1");
    }
}
