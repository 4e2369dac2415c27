package dev.relata.mongo.internal.exec;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoWriteException;
import dev.relata.error.ValueText;
import java.util.Set;

/**
 * Writes what MongoDB says of an error for a message, with the parts that may repeat values as {@link ValueText} writes them. What is
 * not known to be free of values is taken for one. Stateless.
 */
final class ServerText {

    private static final String KEY = "dup key: ";
    private static final String RESPONSE = " The full response is ";

    /**
     * Codes whose messages name commands, collections, sizes and members: of rights, missing collections and indexes, time limits, what
     * the server does not support, and what a transaction, a cursor or a change of the primary ended.
     */
    private static final Set<Integer> OF_NAMES = Set.of(
            13, 15, 18, 20, 26, 27, 43, 50, 59, 91, 112, 115, 117, 134, 189, 211, 225, 237, 244, 246, 251, 256, 262,
            263, 267, 280, 286, 303, 10058, 10107, 10334, 11600, 11602, 13388, 13435, 13436, 17280, 17419, 17420);

    private ServerText() {}

    static String of(MongoException error) {
        String message = String.valueOf(error.getMessage());
        int key = message.indexOf(KEY);
        if (Errors.duplicate(error) && key >= 0) {
            return from(message, key + KEY.length());
        }
        if (isOfClient(error) || OF_NAMES.contains(code(error))) {
            int response = message.indexOf(RESPONSE);
            return response < 0 ? message : from(message, response + RESPONSE.length());
        }
        return "MongoDB's error " + code(error) + name(error) + ": " + ValueText.of(message);
    }

    /** Errors of connections and of the topology, which the driver makes, have no code of the server. */
    private static boolean isOfClient(MongoException error) {
        return error.getCode() < 0
                && !(error instanceof MongoBulkWriteException)
                && !(error instanceof MongoWriteException)
                && !(error instanceof MongoCommandException);
    }

    private static int code(MongoException error) {
        return error instanceof MongoBulkWriteException bulk
                        && !bulk.getWriteErrors().isEmpty()
                ? bulk.getWriteErrors().get(0).getCode()
                : error.getCode();
    }

    private static String name(MongoException error) {
        return error instanceof MongoCommandException command
                        && !command.getErrorCodeName().isEmpty()
                ? " (" + command.getErrorCodeName() + ")"
                : "";
    }

    private static String from(String message, int start) {
        return message.substring(0, start) + ValueText.of(message.substring(start));
    }
}
