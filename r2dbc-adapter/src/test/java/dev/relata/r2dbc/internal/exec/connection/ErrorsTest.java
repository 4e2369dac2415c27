package dev.relata.r2dbc.internal.exec.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.error.TransactionException;
import dev.relata.r2dbc.internal.dialect.H2Dialect;
import dev.relata.r2dbc.internal.dialect.MariaDbDialect;
import dev.relata.r2dbc.internal.dialect.PostgresDialect;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.r2dbc.spi.R2dbcDataIntegrityViolationException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcRollbackException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Exceptions;

class ErrorsTest {

    private final Errors errors = new Errors(PostgresDialect.INSTANCE.errors());

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "57P01", "57P02", "57P03"})
    void aLostConnectionIsUnavailableAndRetryable(String state) {
        RelataException error = errors.statement("Author.BOOKS", new R2dbcNonTransientResourceException("gone", state));
        assertThat(error).isInstanceOf(StoreUnavailableException.class).hasMessageStartingWith("Author.BOOKS: ");
        assertThat(((StoreException) error).code()).isEqualTo(state);
        assertThat(((StoreException) error).retryable()).isTrue();
    }

    /** As the driver's RequestQueueException is made. */
    @Test
    void aStatementThatTheDriverDoesNotSendLeavesTheConnection() {
        R2dbcTransientResourceException full = new R2dbcTransientResourceException("queue limit is exceeded", "08006");

        assertThat(errors.lost(full)).isFalse();
        StoreException error = (StoreException) errors.statement("Author.BOOKS", full);
        assertThat(error)
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("did not send the statement: queue limit is exceeded")
                .hasMessageContaining("concurrency");
        assertThat(error.originalCause()).isSameAs(full);
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void anIoErrorIsALostConnection() {
        assertThat(errors.statement("x", new IOException("reset"))).isInstanceOf(StoreUnavailableException.class);
        assertThat(errors.statement("x", new IllegalStateException(new IOException("reset"))))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void serializationFailuresAndDeadlocksAreRetryable(String state) {
        StoreException error = (StoreException) errors.statement("x", new R2dbcRollbackException("again", state));
        assertThat(error).isExactlyInstanceOf(StoreException.class).hasMessageContaining("retry");
        assertThat(error.retryable()).isTrue();
    }

    @Test
    void class23IsAConstraint() {
        assertThat(errors.statement("x", new R2dbcDataIntegrityViolationException("twice", "23505")))
                .isInstanceOf(ConstraintViolationException.class)
                .hasMessageEndingWith("use upsert");
    }

    /** As Citus words the violation of a shard's constraint inside a COPY. */
    @Test
    void aViolationOnAShardIsOneOfTheConstraint() {
        String message = "duplicate key value violates unique constraint \"orders_pkey_102008\"";
        RelataException error = errors.statement("x", new R2dbcBadGrammarException(message, "XX000", 0));
        assertThat(error).isInstanceOf(ConstraintViolationException.class);
        ConstraintViolationException violation = (ConstraintViolationException) error;
        assertThat(violation.constraint()).isEqualTo("orders_pkey");
        assertThat(violation.code()).isEqualTo("23505");
        assertThat(errors.statement("x", new R2dbcBadGrammarException("cache lookup failed", "XX000", 0)))
                .isNotInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void aTableThatIsMissingNamesWhatFindsTheDifference() {
        assertThat(errors.statement("x", new R2dbcBadGrammarException("no table", "42P01", 0)))
                .hasMessageContaining("relata.schema().validate()");
    }

    @Test
    void anythingElseIsAStoreExceptionWithItsState() {
        StoreException error = (StoreException) errors.statement("x", new R2dbcBadGrammarException("what", "42601", 0));
        assertThat(error).isExactlyInstanceOf(StoreException.class);
        assertThat(error.code()).isEqualTo("42601");
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void whatIsTranslatedStaysAsItIs() {
        RelataException known = new TransactionException("known");
        assertThat(errors.statement("x", known)).isSameAs(known);
        assertThat(errors.acquire("x", known, 0, 0)).isSameAs(known);
    }

    @Test
    void aConnectionThatCouldNotBeMadeNamesTheSettingThatEndedIt() {
        assertThat(errors.acquire("x", new R2dbcNonTransientResourceException("too slow", "57014"), 0, 0))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("statement_timeout");
    }

    @Test
    void anAcquireThatTimesOutNamesTheRemedy() {
        assertThat(errors.acquire("Book.TAGS", new R2dbcTimeoutException("after 10 s"), 2, 2))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("Book.TAGS")
                .hasMessageContaining("relata.transactional")
                .hasMessageContaining("enlarge the pool");
        assertThat(errors.acquire("x", new TimeoutException("pool"), 0, 0)).hasMessageContaining("enlarge the pool");
    }

    @Test
    void aConnectionLostDuringCommitLeavesItUnknown() {
        RelataException error = errors.commit("commit", new R2dbcNonTransientResourceException("gone", "08006"));
        assertThat(error).isInstanceOf(CommitUnknownException.class);
        assertThat(((StoreException) error).retryable()).isFalse();
    }

    @Test
    void aCommitThatIsRefusedIsKnownToHaveFailed() {
        assertThat(errors.commit("commit", new R2dbcDataIntegrityViolationException("deferred", "23503")))
                .isInstanceOf(ConstraintViolationException.class);
        assertThat(errors.commit("commit", new R2dbcRollbackException("ROLLBACK")))
                .isInstanceOf(TransactionException.class);
    }

    @Test
    void aWriteThatCommitsByItselfIsNotKnownWhereItsAnswerIsLost() {
        R2dbcNonTransientResourceException gone = new R2dbcNonTransientResourceException("gone", "08006");

        assertThat(errors.write("Tag", gone))
                .isInstanceOf(CommitUnknownException.class)
                .hasMessageStartingWith("Tag: ");
        assertThat(errors.write("Tag", new R2dbcDataIntegrityViolationException("twice", "23505")))
                .isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void ofSeveralErrorsOfTheDriverTheFirstCounts() {
        R2dbcNonTransientResourceException gone = new R2dbcNonTransientResourceException("gone", "08006");

        assertThat(errors.statement("Tag", Exceptions.multiple(gone, new IOException("reset"))))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(errors.lost(Exceptions.multiple(gone, gone))).isTrue();
    }

    /** 1213 is a deadlock of MariaDB's, and anything where another driver is used. */
    @Test
    void aNumberIsReadByTheDatabaseThatHasGivenIt() {
        Errors ofMariaDb = new Errors(MariaDbDialect.INSTANCE.errors());
        R2dbcBadGrammarException error = new R2dbcBadGrammarException("what", "42000", 1213);

        assertThat(((StoreException) ofMariaDb.statement("x", error)).reason()).isEqualTo(Reason.DEADLOCK);
        assertThat(ofMariaDb.undoesTransaction(error)).isTrue();
        assertThat(((StoreException) errors.statement("x", error)).reason()).isEqualTo(Reason.OTHER);
        assertThat(errors.undoesTransaction(error)).isFalse();
    }

    @Test
    void aStateIsReadByTheDatabaseThatHasGivenIt() {
        Errors ofH2 = new Errors(H2Dialect.INSTANCE.errors());
        R2dbcBadGrammarException error = new R2dbcBadGrammarException("what; SQL statement:\nx", "22004", 0);

        assertThat(ofH2.statement("x", error)).hasMessageEndingWith("statement: what");
        assertThat(((StoreException) ofH2.statement("x", error)).reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(((StoreException) errors.statement("x", error)).reason()).isEqualTo(Reason.OTHER);
    }
}
