package dev.relata.spring.error;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.InvalidCursorException;
import dev.relata.error.InvalidValueException;
import dev.relata.error.NotRelatedException;
import dev.relata.error.NotUniqueException;
import dev.relata.error.ProtectedException;
import dev.relata.error.RefusedException;
import dev.relata.error.RelataException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.error.RowNotFoundException;
import dev.relata.error.StaleRowException;
import dev.relata.error.StoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;

/**
 * What clients may know of an error of Relata: a status, a code and a sentence that are the same for every row, since messages of
 * Relata may hold names of tables and values. Errors that no client can cause or mend have no kind, and stay what they are.
 */
enum ErrorKind {
    DUPLICATE_KEY(HttpStatus.CONFLICT, "A row with the same key exists already."),
    STALE_ROW(HttpStatus.CONFLICT, "The row was changed meanwhile; read it again and repeat the change."),
    PROTECTED(HttpStatus.CONFLICT, "Other rows refer to this one, so it cannot be deleted or get another key."),
    NOT_RELATED(HttpStatus.CONFLICT, "The row is not related to this one."),
    RELATED_NOT_FOUND(HttpStatus.CONFLICT, "A row that this one refers to does not exist."),
    REQUIRED_RELATIONSHIP(HttpStatus.CONFLICT, "The row cannot be without the row that it refers to."),
    CONSTRAINT_VIOLATION(HttpStatus.CONFLICT, "A rule of the database does not allow the change."),
    NOT_UNIQUE(HttpStatus.CONFLICT, "There is more than one row, or would be, where one is allowed."),
    ROW_NOT_FOUND(HttpStatus.NOT_FOUND, "The row does not exist."),
    INVALID_VALUE(HttpStatus.BAD_REQUEST, "A value is missing, or is not one that can be stored."),
    INVALID_CURSOR(HttpStatus.BAD_REQUEST, "The cursor is not one of this page; begin again without it."),
    REFUSED(HttpStatus.BAD_REQUEST, "The request is not one that can be carried out."),
    CONFLICT(HttpStatus.SERVICE_UNAVAILABLE, "Another change was in the way; try again."),
    TIMEOUT(HttpStatus.SERVICE_UNAVAILABLE, "The database took too long; try again later."),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "The database cannot be reached; try again later."),
    OUTCOME_UNKNOWN(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "The connection to the database broke: whether the change was stored is not known.");

    private final HttpStatus status;
    private final String detail;

    ErrorKind(HttpStatus status, String detail) {
        this.status = status;
        this.detail = detail;
    }

    HttpStatus status() {
        return status;
    }

    String detail() {
        return detail;
    }

    /** Returns the kind of an error of Relata, translated or not; null for any other, and where there is none for it. */
    static @Nullable ErrorKind of(Throwable error) {
        Throwable original = error instanceof DataAccessException ? error.getCause() : error;
        if (original instanceof StoreException store) {
            return ofStore(store);
        }
        return original instanceof RelataException ours ? ofRequest(ours) : null;
    }

    private static @Nullable ErrorKind ofStore(StoreException error) {
        if (error instanceof CommitUnknownException) {
            return OUTCOME_UNKNOWN;
        }
        return switch (error.reason()) {
            case UNIQUE -> DUPLICATE_KEY;
            case FOREIGN_KEY, CHECK -> CONSTRAINT_VIOLATION;
            case NOT_NULL, TOO_LARGE -> INVALID_VALUE;
            case SERIALIZATION, DEADLOCK, REPLICA_CONFLICT -> CONFLICT;
            case TIMEOUT -> TIMEOUT;
            case UNAVAILABLE -> UNAVAILABLE;
            case COMMIT_UNKNOWN -> OUTCOME_UNKNOWN;
            case READ_ONLY -> null;
            case OTHER -> error.retryable() ? UNAVAILABLE : null;
        };
    }

    private static @Nullable ErrorKind ofRequest(RelataException error) {
        if (error instanceof StaleRowException) {
            return STALE_ROW;
        }
        if (error instanceof RowNotFoundException) {
            return ROW_NOT_FOUND;
        }
        if (error instanceof NotUniqueException) {
            return NOT_UNIQUE;
        }
        if (error instanceof RefusedException) {
            return REFUSED;
        }
        return error instanceof InvalidCursorException ? INVALID_CURSOR : ofRows(error);
    }

    /** Errors of rows and of how they are related. */
    private static @Nullable ErrorKind ofRows(RelataException error) {
        if (error instanceof ProtectedException) {
            return PROTECTED;
        }
        if (error instanceof NotRelatedException) {
            return NOT_RELATED;
        }
        if (error instanceof RelatedNotFoundException) {
            return RELATED_NOT_FOUND;
        }
        if (error instanceof RequiredRelationshipException) {
            return REQUIRED_RELATIONSHIP;
        }
        return error instanceof InvalidValueException ? INVALID_VALUE : null;
    }
}
