package dev.relata.mongo.internal.exec;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoCursorNotFoundException;
import com.mongodb.MongoException;
import com.mongodb.MongoNodeIsRecoveringException;
import com.mongodb.MongoNotPrimaryException;
import com.mongodb.MongoSocketException;
import com.mongodb.MongoSocketOpenException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.MongoWriteException;
import dev.relata.error.CommitUnknownException;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.error.ValueText;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.spi.Refused;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bson.BSONException;
import org.bson.BsonMaximumSizeExceededException;
import org.bson.BsonSerializationException;
import org.jspecify.annotations.Nullable;

/** Turns the driver's errors into those of Relata. Stateless. */
public final class Errors {

    private static final int CONVERSION_FAILURE = 241;
    private static final String IS_NULL = " is null in ";

    private static final Pattern INDEX = Pattern.compile("index: (?:\\S*\\.\\$)?(\\S+)");

    /** Overflow (nested too deeply), BSONObjectTooLarge, and the same of inserts and of updates. */
    private static final Set<Integer> SIZES = Set.of(15, 10334, 17280, 17419, 17420);

    private static final String TOO_MUCH =
            "; a document, and a command with its values, is up to 16 MiB long and 100 levels"
                    + " deep in MongoDB: keep large values elsewhere, nest less deeply, or split the request";
    private static final Pattern KEY = Pattern.compile("dup key: \\{ (.*?) }");

    private Errors() {}

    /**
     * Returns the error to signal.
     *
     * @param label what the command was sent for
     * @param error what the driver signalled
     * @return the error, with that of the driver as its cause; errors of Relata as they are
     */
    public static Throwable of(String label, Throwable error) {
        if (error instanceof BSONException) {
            return ofFormat(label, error);
        }
        if (error instanceof RelataException || !(error instanceof MongoException mongo)) {
            return error;
        }
        if (duplicate(mongo)) {
            return new ConstraintViolationException(
                    label + ": a unique key is there already (" + ServerText.of(mongo)
                            + "); write another, or use upsert",
                    Reason.UNIQUE,
                    code(mongo),
                    index(mongo.getMessage()),
                    mongo);
        }
        if (mongo.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)) {
            return new CommitUnknownException(
                    label + ": whether the transaction was committed is not known; read before you write again",
                    code(mongo),
                    mongo);
        }
        if (mongo.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)) {
            String text =
                    label + ": the transaction met another one, or its server went away, and is undone; do it again"
                            + " from its beginning, for example with retry(…): " + ServerText.of(mongo);
            return new StoreException(text, Reason.SERIALIZATION, code(mongo), true, mongo);
        }
        if (unavailable(mongo)) {
            return new StoreUnavailableException(
                    label + ": MongoDB cannot be reached: " + ServerText.of(mongo), code(mongo), mongo);
        }
        String text = mongo instanceof MongoCursorNotFoundException
                ? label + ": the cursor that is read is not there any more: it was killed on the server, or nothing was"
                        + " asked of it for ten minutes; read again from the beginning, or after the last row by"
                        + " its key: " + ServerText.of(mongo)
                : label + ": " + ServerText.of(mongo) + remedy(mongo);
        return new StoreException(text, reason(mongo), code(mongo), false, mongo);
    }

    /**
     * Returns the error to signal for a write: outside a transaction its outcome is not known where its answer is lost, which the driver
     * has then sent twice where the server allows that.
     *
     * @param label what the command was sent for
     * @param error what the driver signalled
     * @return the error, with that of the driver as its cause; errors of Relata as they are
     */
    static Throwable ofWrite(String label, Throwable error) {
        boolean lost = error instanceof MongoSocketException socket
                && !(error instanceof MongoSocketOpenException)
                && !socket.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL);
        return lost
                ? new CommitUnknownException(
                        label + ": the connection broke while a write outside any transaction was under way: "
                                + error.getMessage() + "; read the data to learn whether it is stored",
                        code((MongoSocketException) error),
                        error)
                : of(label, error);
    }

    /** Only new values that the server works out are converted: to the type of a field that cannot hold them. */
    private static Reason reason(MongoException error) {
        if (error.getCode() != CONVERSION_FAILURE) {
            return Reason.OTHER;
        }
        return String.valueOf(error.getMessage()).contains(IS_NULL) ? Reason.NOT_NULL : Reason.TOO_LARGE;
    }

    /** The driver checks what it writes: nothing has reached the server then. */
    private static StoreException ofFormat(String label, Throwable error) {
        boolean written =
                error instanceof BsonMaximumSizeExceededException || error instanceof BsonSerializationException;
        String text = error instanceof BsonMaximumSizeExceededException
                ? String.valueOf(error.getMessage())
                : ValueText.of(error.getMessage());
        String what = written ? "the command cannot be sent: " : "a command or its answer is not well-formed: ";
        return new StoreException(
                label + ": " + what + text + (written ? TOO_MUCH : ""), Reason.OTHER, null, false, error);
    }

    /** What to do about an error of the server, where that is known. */
    private static String remedy(MongoException error) {
        boolean size = SIZES.contains(error.getCode())
                || error instanceof MongoBulkWriteException bulk
                        && bulk.getWriteErrors().stream().anyMatch(one -> SIZES.contains(one.getCode()));
        return size ? TOO_MUCH : "";
    }

    /**
     * Reads which key of a document is there already.
     *
     * @param error an error of {@link #of}
     * @param type the type that was written
     * @return the attributes of the key, and that the refused row has their values
     */
    public static Refused refused(StoreException error, EntityType<?> type) {
        Matcher key = KEY.matcher(error.messageWithValues());
        if (error.reason() != Reason.UNIQUE || !key.find()) {
            return Refused.UNKNOWN;
        }
        String shown = " " + key.group(1);
        List<Attribute> attributes = type.attributes().stream()
                .filter(attribute -> shown.contains(" " + Fields.of(type, attribute) + ": "))
                .toList();
        return new Refused(
                attributes,
                (attribute, value) ->
                        value != null && shown.contains(": " + (value instanceof String ? "\"" + value + "\"" : value)),
                null,
                0);
    }

    /** Whether a unique index refused a document. */
    static boolean duplicate(Throwable error) {
        if (error instanceof MongoWriteException write) {
            return write.getError().getCategory() == ErrorCategory.DUPLICATE_KEY;
        }
        if (error instanceof MongoBulkWriteException bulk) {
            return !bulk.getWriteErrors().isEmpty()
                    && bulk.getWriteErrors().stream().allMatch(one -> one.getCategory() == ErrorCategory.DUPLICATE_KEY);
        }
        return error instanceof MongoCommandException command
                && ErrorCategory.fromErrorCode(command.getErrorCode()) == ErrorCategory.DUPLICATE_KEY;
    }

    private static boolean unavailable(MongoException error) {
        return error instanceof MongoSocketException
                || error instanceof MongoTimeoutException
                || error instanceof MongoNotPrimaryException
                || error instanceof MongoNodeIsRecoveringException;
    }

    private static @Nullable String index(@Nullable String message) {
        Matcher found = INDEX.matcher(message == null ? "" : message);
        return found.find() ? found.group(1) : null;
    }

    private static String code(MongoException error) {
        return String.valueOf(error.getCode());
    }
}
