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
     * @param update {@code $set} and {@code $unset}; where it is computed, the only stage of a pipeline, {@code $set} with an
     *     expression for each field
     * @param computed whether the server works the values out of what a document holds
     */
    public record Change(RowTarget target, BsonDocument update, boolean computed) {

        /**
         * Makes a change to values that are given.
         *
         * @param target which documents
         * @param update {@code $set} and {@code $unset}
         */
        public Change(RowTarget target, BsonDocument update) {
            this(target, update, false);
        }

        /**
         * Makes the same change of other documents.
         *
         * @param other which documents
         * @return the change
         */
        public Change of(RowTarget other) {
            return new Change(other, update, computed);
        }

        private String text() {
            return computed ? "[" + ShellText.text(update) + "]" : ShellText.text(update);
        }

        private String shape() {
            return computed ? "[" + ShellText.expression(update) + "]" : ShellText.shape(update);
        }
    }

    /** Copies the list. */
    public UpdateCommand {
        changes = List.copyOf(changes);
    }

    @Override
    public String explain() {
        return changes.stream()
                .map(change ->
                        "db." + collection + ".updateMany(" + change.target().text() + ", " + change.text() + ")")
                .collect(Collectors.joining("; "));
    }

    @Override
    public String shape() {
        Change first = changes.get(0);
        String each = changes.size() == 1 ? "" : " for each row";
        return "db." + collection + ".updateMany(" + first.target().shape() + ", " + first.shape() + ")" + each;
    }
}
