package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.exception.MongoServerError;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.List;

/** Answers as MongoDB's documentation has them. Stateless. */
final class ErrorTranslation {

    static final String TRANSIENT = "TransientTransactionError";

    private ErrorTranslation() {}

    static Document ok() {
        return new Document("ok", 1.0);
    }

    static Document error(int code, String codeName, String message, List<String> labels) {
        Document error = new Document("ok", 0.0)
                .append("errmsg", message)
                .append("code", code)
                .append("codeName", codeName);
        if (!labels.isEmpty()) {
            error.append("errorLabels", labels);
        }
        return error;
    }

    static Document of(MongoServerException error) {
        int code = error instanceof MongoServerError coded ? coded.getCode() : 1;
        String name = error instanceof MongoServerError coded ? String.valueOf(coded.getCodeName()) : "InternalError";
        return error(code, name, error.getMessageWithoutErrorCode(), List.of());
    }

    static Document conflict(String what) {
        return error(112, "WriteConflict", "WriteConflict error: " + what, List.of(TRANSIENT));
    }

    static Document noTransaction(long number) {
        return error(
                251,
                "NoSuchTransaction",
                "Transaction with { txnNumber: " + number + " } has been aborted.",
                List.of(TRANSIENT));
    }

    static Document catalogChanged(String collection) {
        return error(
                246,
                "SnapshotUnavailable",
                "Unable to read from a snapshot due to pending collection catalog changes to " + collection,
                List.of(TRANSIENT));
    }
}
