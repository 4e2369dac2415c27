package dev.relata.spring.error;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.InvalidCursorException;
import dev.relata.error.InvalidValueException;
import dev.relata.error.ModelException;
import dev.relata.error.NotFetchedException;
import dev.relata.error.NotUniqueException;
import dev.relata.error.ProtectedException;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.RelataException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.error.RowNotFoundException;
import dev.relata.error.StaleRowException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An error of each kind, by a name; each message holds a value that no client may see. */
final class Samples {

    static final String SECRET = "secret@example.com";

    private Samples() {}

    static Map<String, RelataException> all() {
        Map<String, RelataException> errors = new LinkedHashMap<>();
        for (Reason reason : List.of(Reason.UNIQUE, Reason.FOREIGN_KEY, Reason.NOT_NULL, Reason.CHECK)) {
            errors.put(reason.name(), new ConstraintViolationException(SECRET, reason, "23000", "books_key", null));
        }
        for (Reason reason : List.of(Reason.SERIALIZATION, Reason.DEADLOCK)) {
            errors.put(reason.name(), new StoreException(SECRET, reason, "40001", true, null));
        }
        errors.put("TIMEOUT", new StoreException(SECRET, Reason.TIMEOUT, "57014", false, null));
        errors.put("OTHER", new StoreException(SECRET, Reason.OTHER, "XX000", false, null));
        errors.put("unavailable", new StoreUnavailableException(SECRET, null, null));
        errors.put("unknown", new CommitUnknownException(SECRET, null, null));
        errors.put("stale", new StaleRowException(SECRET));
        errors.put("protected", new ProtectedException(SECRET, "Author.BOOKS", 3));
        errors.put("gone", new RowNotFoundException(SECRET));
        errors.put("related", new RelatedNotFoundException(SECRET));
        errors.put("required", new RequiredRelationshipException(SECRET));
        errors.put("notUnique", new NotUniqueException(SECRET));
        errors.put("value", new InvalidValueException(SECRET));
        errors.put("cursor", new InvalidCursorException(SECRET));
        errors.put("refused", new RefusedException(SECRET));
        errors.put("notFetched", new NotFetchedException(SECRET));
        errors.put("model", new ModelException(List.of(SECRET)));
        return errors;
    }
}
