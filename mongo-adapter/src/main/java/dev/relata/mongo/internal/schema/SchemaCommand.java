package dev.relata.mongo.internal.schema;

import dev.relata.mongo.internal.command.IndexSpec;
import dev.relata.mongo.internal.command.ShellText;
import dev.relata.spi.SchemaPart;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * A command that creates a part of a schema. Immutable.
 *
 * @param collection the collection
 * @param document the command
 * @param text the command as one would give it to MongoDB's shell
 */
public record SchemaCommand(String collection, BsonDocument document, String text) {

    /**
     * What creates a collection.
     *
     * @param collection the collection
     * @param part how much of it
     * @return the commands, in their order
     */
    public static List<SchemaCommand> of(ExpectedCollection collection, SchemaPart part) {
        boolean whole = part == SchemaPart.ALL || part == SchemaPart.MISSING;
        List<SchemaCommand> commands = new ArrayList<>();
        commands.add(part == SchemaPart.CONSTRAINTS ? modify(collection) : create(collection, whole));
        if (part != SchemaPart.TABLES && !collection.indexes().isEmpty()) {
            commands.add(createIndexes(collection));
        }
        return commands;
    }

    private static SchemaCommand create(ExpectedCollection collection, boolean validated) {
        BsonDocument command = new BsonDocument("create", new BsonString(collection.name()));
        String options = "";
        if (validated) {
            command.put("validator", collection.validator());
            options = ", " + ShellText.text(new BsonDocument("validator", collection.validator()));
        }
        String name = ShellText.text(new BsonString(collection.name()));
        return new SchemaCommand(collection.name(), command, "db.createCollection(" + name + options + ")");
    }

    private static SchemaCommand modify(ExpectedCollection collection) {
        return run("collMod", collection, "validator", collection.validator());
    }

    private static SchemaCommand createIndexes(ExpectedCollection collection) {
        List<BsonDocument> indexes =
                collection.indexes().stream().map(SchemaCommand::index).toList();
        return run("createIndexes", collection, "indexes", new BsonArray(indexes));
    }

    private static SchemaCommand run(String name, ExpectedCollection collection, String option, BsonValue value) {
        BsonDocument command = new BsonDocument(name, new BsonString(collection.name())).append(option, value);
        return new SchemaCommand(collection.name(), command, "db.runCommand(" + ShellText.text(command) + ")");
    }

    private static BsonDocument index(IndexSpec spec) {
        BsonDocument index = new BsonDocument("key", spec.key());
        index.put("name", new BsonString(spec.name()));
        if (spec.unique()) {
            index.put("unique", BsonBoolean.TRUE);
        }
        if (spec.sparse()) {
            index.put("sparse", BsonBoolean.TRUE);
        }
        BsonDocument filter = spec.partialFilter();
        if (filter != null) {
            index.put("partialFilterExpression", filter);
        }
        return index;
    }
}
