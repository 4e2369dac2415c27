package dev.relata.mongo.internal.command;

import java.util.List;
import java.util.stream.Collectors;
import org.bson.BsonDocument;

/**
 * New values for documents, translated. Immutable.
 *
 * @param collection the collection
 * @param changes what is changed, one for each target or the only one for all of its documents
 * @param single whether it is one document at the most
 */
public record UpdateCommand(String collection, List<Change> changes, boolean single) implements MongoCommand {

    /**
     * The same new values for some documents.
     *
     * @param target which documents
     * @param update {@code $set} and {@code $unset}
     */
    public record Change(RowTarget target, BsonDocument update) {}

    /** Copies the list. */
    public UpdateCommand {
        changes = List.copyOf(changes);
    }

    @Override
    public String explain() {
        return changes.stream()
                .map(change -> "db." + collection + ".updateMany("
                        + change.target().text() + ", " + ShellText.text(change.update()) + ")")
                .collect(Collectors.joining("; "));
    }

    @Override
    public String shape() {
        Change first = changes.get(0);
        String each = changes.size() == 1 ? "" : " for each row";
        return "db." + collection + ".updateMany(" + first.target().shape() + ", " + ShellText.shape(first.update())
                + ")" + each;
    }
}
