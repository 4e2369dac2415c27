package dev.relata.r2dbc.internal.exec.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** The question at the first connection, where that is in a transaction of somebody else's. */
class ServerCheckIntegrationTest {

    /** A role that may not read the catalogue of extensions. */
    private static final String KEPT_OUT = "relata_kept_out";

    private static TestDatabase database;

    private final ServerCheck check = ServerCheck.detecting();

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE written (id bigint)",
                "DROP ROLE IF EXISTS " + KEPT_OUT,
                "CREATE ROLE " + KEPT_OUT,
                "GRANT ALL ON written TO " + KEPT_OUT,
                "REVOKE SELECT ON pg_catalog.pg_extension FROM PUBLIC");
    }

    @AfterAll
    static void dropDatabase() {
        database.execute("DROP TABLE written", "DROP ROLE " + KEPT_OUT);
        database.close();
    }

    @Test
    void aQuestionThatIsRefusedLeavesTheTransactionAsItWas() {
        inTransaction(connection -> send(connection, "SET LOCAL ROLE " + KEPT_OUT)
                        .then(send(connection, "INSERT INTO written VALUES (1)"))
                        .then(check.look(connection, true))
                        .then(send(connection, "INSERT INTO written VALUES (2)")))
                .verifyComplete();

        assertThat(check.isKnown()).isTrue();
        assertThat(database.value("SELECT count(*) FROM written", Long.class)).isEqualTo(2);
    }

    @Test
    void aQuestionThatIsAnsweredLeavesNoSavepoint() {
        inTransaction(connection ->
                        check.look(connection, true).then(send(connection, "RELEASE SAVEPOINT relata_server")))
                .verifyErrorSatisfies(
                        error -> assertThat(error).hasMessageContaining("savepoint \"relata_server\" does not exist"));

        assertThat(check.isKnown()).isTrue();
    }

    private static StepVerifier.LastStep inTransaction(Function<PostgresqlConnection, Mono<Void>> work) {
        return Mono.usingWhen(
                        database.connectionFactory().create(),
                        connection -> connection
                                .beginTransaction()
                                .then(work.apply(connection))
                                .then(connection.commitTransaction()),
                        PostgresqlConnection::close)
                .as(StepVerifier::create);
    }

    private static Mono<Void> send(PostgresqlConnection connection, String sql) {
        return Flux.from(connection.createStatement(sql).execute())
                .concatMap(result -> result.getRowsUpdated())
                .then();
    }
}
