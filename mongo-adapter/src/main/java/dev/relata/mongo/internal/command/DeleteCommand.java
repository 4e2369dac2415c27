package dev.relata.mongo.internal.command;

/**
 * The end of documents, translated. Immutable.
 *
 * @param collection the collection
 * @param target which documents
 */
public record DeleteCommand(String collection, RowTarget target) implements MongoCommand {

    @Override
    public String explain() {
        return "db." + collection + ".deleteMany(" + target.text() + ")";
    }

    @Override
    public String shape() {
        return "db." + collection + ".deleteMany(" + target.shape() + ")";
    }
}
