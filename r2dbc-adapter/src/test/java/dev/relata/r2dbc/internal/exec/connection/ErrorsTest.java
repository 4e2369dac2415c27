package dev.relata.r2dbc.internal.exec.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.error.TransactionException;
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

    @ParameterizedTest
    @ValueSource(strings = {"08006", "08003", "57P01", "57P02", "57P03"})
    void aLostConnectionIsUnavailableAndRetryable(String state) {
        RelataException error = Errors.statement("Author.BOOKS", new R2dbcNonTransientResourceException("gone", state));
        assertThat(error).isInstanceOf(StoreUnavailableException.class).hasMessageStartingWith("Author.BOOKS: ");
        assertThat(((StoreException) error).code()).isEqualTo(state);
        assertThat(((StoreException) error).retryable()).isTrue();
    }

    /** As the driver's RequestQueueException is made. */
    @Test
    void aStatementThatTheDriverDoesNotSendLeavesTheConnection() {
        R2dbcTransientResourceException full = new R2dbcTransientResourceException("queue limit is exceeded", "08006");

        assertThat(Errors.lost(full)).isFalse();
        StoreException error = (StoreException) Errors.statement("Author.BOOKS", full);
        assertThat(error)
                .isExactlyInstanceOf(StoreException.class)
                .hasMessageContaining("did not send the statement: queue limit is exceeded")
                .hasMessageContaining("concurrency");
        assertThat(error.originalCause()).isSameAs(full);
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void anIoErrorIsALostConnection() {
        assertThat(Errors.statement("x", new IOException("reset"))).isInstanceOf(StoreUnavailableException.class);
        assertThat(Errors.statement("x", new IllegalStateException(new IOException("reset"))))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"40001", "40P01"})
    void serializationFailuresAndDeadlocksAreRetryable(String state) {
        StoreException error = (StoreException) Errors.statement("x", new R2dbcRollbackException("again", state));
        assertThat(error).isExactlyInstanceOf(StoreException.class).hasMessageContaining("retry");
        assertThat(error.retryable()).isTrue();
    }

    @Test
    void class23IsAConstraint() {
        assertThat(Errors.statement("x", new R2dbcDataIntegrityViolationException("twice", "23505")))
                .isInstanceOf(ConstraintViolationException.class)
                .hasMessageEndingWith("use upsert");
    }

    /** As Citus words the violation of a shard's constraint inside a COPY. */
    @Test
    void aViolationOnAShardIsOneOfTheConstraint() {
        String message = "duplicate key value violates unique constraint \"orders_pkey_102008\"";
        RelataException error = Errors.statement("x", new R2dbcBadGrammarException(message, "XX000", 0));
        assertThat(error).isInstanceOf(ConstraintViolationException.class);
        ConstraintViolationException violation = (ConstraintViolationException) error;
        assertThat(violation.constraint()).isEqualTo("orders_pkey");
        assertThat(violation.code()).isEqualTo("23505");
        assertThat(ShardViolation.constraint("orders_pkey_102008", "orders_102008", message))
                .isEqualTo("orders_pkey");
        assertThat(ShardViolation.constraint("orders_20240101", "orders", message))
                .isEqualTo("orders_20240101");
        assertThat(Errors.statement("x", new R2dbcBadGrammarException("cache lookup failed", "XX000", 0)))
                .isNotInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void aTableThatIsMissingNamesWhatFindsTheDifference() {
        assertThat(Errors.statement("x", new R2dbcBadGrammarException("no table", "42P01", 0)))
                .hasMessageContaining("relata.schema().validate()");
    }

    @Test
    void anythingElseIsAStoreExceptionWithItsState() {
        StoreException error = (StoreException) Errors.statement("x", new R2dbcBadGrammarException("what", "42601", 0));
        assertThat(error).isExactlyInstanceOf(StoreException.class);
        assertThat(error.code()).isEqualTo("42601");
        assertThat(error.retryable()).isFalse();
    }

    @Test
    void whatIsTranslatedStaysAsItIs() {
        RelataException known = new TransactionException("known");
        assertThat(Errors.statement("x", known)).isSameAs(known);
        assertThat(Errors.acquire("x", known, 0, 0)).isSameAs(known);
    }

    @Test
    void aConnectionThatCouldNotBeMadeNamesTheSettingThatEndedIt() {
        assertThat(Errors.acquire("x", new R2dbcNonTransientResourceException("too slow", "57014"), 0, 0))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("statement_timeout");
    }

    @Test
    void anAcquireThatTimesOutNamesTheRemedy() {
        assertThat(Errors.acquire("Book.TAGS", new R2dbcTimeoutException("after 10 s"), 2, 2))
                .isInstanceOf(StoreUnavailableException.class)
                .hasMessageContaining("Book.TAGS")
                .hasMessageContaining("relata.transactional")
                .hasMessageContaining("enlarge the pool");
        assertThat(Errors.acquire("x", new TimeoutException("pool"), 0, 0)).hasMessageContaining("enlarge the pool");
    }

    @Test
    void aConnectionLostDuringCommitLeavesItUnknown() {
        RelataException error = Errors.commit("commit", new R2dbcNonTransientResourceException("gone", "08006"));
        assertThat(error).isInstanceOf(CommitUnknownException.class);
        assertThat(((StoreException) error).retryable()).isFalse();
    }

    @Test
    void aCommitThatIsRefusedIsKnownToHaveFailed() {
        assertThat(Errors.commit("commit", new R2dbcDataIntegrityViolationException("deferred", "23503")))
                .isInstanceOf(ConstraintViolationException.class);
        assertThat(Errors.commit("commit", new R2dbcRollbackException("ROLLBACK")))
                .isInstanceOf(TransactionException.class);
    }

    @Test
    void aWriteThatCommitsByItselfIsNotKnownWhereItsAnswerIsLost() {
        R2dbcNonTransientResourceException gone = new R2dbcNonTransientResourceException("gone", "08006");

        assertThat(Errors.write("Tag", gone))
                .isInstanceOf(CommitUnknownException.class)
                .hasMessageStartingWith("Tag: ");
        assertThat(Errors.write("Tag", new R2dbcDataIntegrityViolationException("twice", "23505")))
                .isInstanceOf(ConstraintViolationException.class);
    }

    @Test
    void ofSeveralErrorsOfTheDriverTheFirstCounts() {
        R2dbcNonTransientResourceException gone = new R2dbcNonTransientResourceException("gone", "08006");

        assertThat(Errors.statement("Tag", Exceptions.multiple(gone, new IOException("reset"))))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(Errors.lost(Exceptions.multiple(gone, gone))).isTrue();
    }
}
