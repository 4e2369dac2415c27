package dev.relata.spring.error;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.InvalidValueException;
import dev.relata.error.NotUniqueException;
import dev.relata.error.ProtectedException;
import dev.relata.error.Reason;
import dev.relata.error.RelataException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.error.RowNotFoundException;
import dev.relata.error.StaleRowException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.UncategorizedDataAccessException;
import org.springframework.dao.support.PersistenceExceptionTranslator;

/**
 * Translates errors of Relata into Spring's {@code DataAccessException}s, with the original as cause and its message. Immutable.
 */
public final class RelataExceptionTranslator implements PersistenceExceptionTranslator {

    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException error) {
        return error instanceof RelataException ours ? translated(ours, String.valueOf(ours.getMessage())) : null;
    }

    /**
     * Translates an error of Relata; leaves every other as it is.
     *
     * @param error any error
     * @return a {@code DataAccessException}, or the error itself
     */
    public Throwable translate(Throwable error) {
        return error instanceof RelataException ours ? translated(ours, String.valueOf(ours.getMessage())) : error;
    }

    private static DataAccessException translated(RelataException error, String message) {
        if (error instanceof StaleRowException) {
            return new OptimisticLockingFailureException(message, error);
        }
        if (error instanceof RowNotFoundException) {
            return new EmptyResultDataAccessException(message, 1, error);
        }
        if (error instanceof NotUniqueException) {
            return new IncorrectResultSizeDataAccessException(message, 1, error);
        }
        if (error instanceof StoreException store) {
            return translated(store, message);
        }
        return violatesIntegrity(error)
                ? new DataIntegrityViolationException(message, error)
                : new InvalidDataAccessApiUsageException(message, error);
    }

    private static boolean violatesIntegrity(RelataException error) {
        return error instanceof ProtectedException
                || error instanceof InvalidValueException
                || error instanceof RelatedNotFoundException
                || error instanceof RequiredRelationshipException;
    }

    private static DataAccessException translated(StoreException error, String message) {
        if (error instanceof ConstraintViolationException && error.reason() == Reason.UNIQUE) {
            return new DuplicateKeyException(message, error);
        }
        if (error instanceof CommitUnknownException || error instanceof StoreUnavailableException) {
            return new DataAccessResourceFailureException(message, error);
        }
        return switch (error.reason()) {
            case UNIQUE, FOREIGN_KEY, NOT_NULL, CHECK, TOO_LARGE -> new DataIntegrityViolationException(message, error);
            case SERIALIZATION, DEADLOCK, REPLICA_CONFLICT -> new CannotAcquireLockException(message, error);
            case TIMEOUT -> new QueryTimeoutException(message, error);
            case UNAVAILABLE, COMMIT_UNKNOWN -> new DataAccessResourceFailureException(message, error);
            case READ_ONLY -> new InvalidDataAccessApiUsageException(message, error);
            case OTHER -> error.retryable() ? new CannotAcquireLockException(message, error) : new Uncategorized(error);
        };
    }

    private static final class Uncategorized extends UncategorizedDataAccessException {

        private static final long serialVersionUID = 1L;

        Uncategorized(StoreException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }
}
