package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class TestDatabaseIntegrationTest {

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void drop() {
        database.close();
    }

    @Test
    void databasesAreApart() {
        try (TestDatabase other = TestDatabase.create()) {
            other.execute("CREATE TABLE only_here (id bigint)");
            assertThat(other.value("SELECT to_regclass('only_here')::text", String.class))
                    .isEqualTo("only_here");
            assertThat(database.value("SELECT to_regclass('only_here')::text", String.class))
                    .isNull();
        }
    }

    @Test
    void closeDropsTheDatabaseUnderOpenConnections() {
        TestDatabase other = TestDatabase.create();
        PostgresqlConnection open = open(other);
        other.close();
        assertThat(database.value(
                        "SELECT count(*) FROM pg_database WHERE datname = '" + other.name() + "'", Long.class))
                .isZero();
        open.close().as(StepVerifier::create).verifyComplete();
    }

    @Test
    void textIsOrderedByCodePoint() {
        assertThat(database.query(
                        "SELECT word FROM (VALUES ('b'), ('A'), ('a'), ('B'), ('é')) AS words(word) ORDER BY word",
                        row -> row.get(0, String.class)))
                .containsExactly("A", "B", "a", "b", "é");
    }

    @Test
    void killEndsOneConnectionFromTheServersSide() {
        try (TestDatabase own = TestDatabase.create()) {
            PostgresqlConnection victim = open(own);
            assertThat(own.connections()).isEqualTo(1);
            own.kill(pid(victim));
            victim.createStatement("SELECT 1")
                    .execute()
                    .flatMap(result -> result.getRowsUpdated())
                    .as(StepVerifier::create)
                    .verifyError();
            victim.close().onErrorComplete().as(StepVerifier::create).verifyComplete();
        }
    }

    @Test
    void openTransactionsAreSeen() {
        try (TestDatabase own = TestDatabase.create()) {
            PostgresqlConnection connection = open(own);
            connection.beginTransaction().as(StepVerifier::create).verifyComplete();
            assertThat(own.transactions()).isEqualTo(1);
            connection.rollbackTransaction().as(StepVerifier::create).verifyComplete();
            assertThat(own.transactions()).isZero();
            assertThat(own.killAll()).isEqualTo(1);
        }
    }

    @Test
    void awaitEndsWhenTheServerHasSeenAConnectionGo() {
        try (TestDatabase own = TestDatabase.create()) {
            PostgresqlConnection connection = open(own);
            assertThat(own.connections()).isEqualTo(1);
            connection.close().as(StepVerifier::create).verifyComplete();
            TestDatabase.await(own::connections, 0);
        }
    }

    @Test
    void poolOfOneGivesOneConnectionAtATime() {
        ConnectionPool pool = database.pool(1);
        Mono.usingWhen(pool.create(), first -> pool.create().timeout(Duration.ofMillis(50)), Connection::close)
                .as(StepVerifier::create)
                .verifyError(TimeoutException.class);
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
    }

    private static PostgresqlConnection open(TestDatabase database) {
        return Objects.requireNonNull(database.connectionFactory().create().block());
    }

    private static int pid(PostgresqlConnection connection) {
        Integer pid = connection
                .createStatement("SELECT pg_backend_pid()")
                .execute()
                .flatMap(result -> result.map((row, metadata) -> row.get(0, Integer.class)))
                .blockLast();
        return Objects.requireNonNull(pid);
    }
}
