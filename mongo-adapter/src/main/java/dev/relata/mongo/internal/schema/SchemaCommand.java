package dev.relata.mongo.internal.schema;

import dev.relata.mongo.internal.query.IndexSpec;
import dev.relata.mongo.internal.query.Shell;
import dev.relata.spi.SchemaPart;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonBoolean;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
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
        List<SchemaCommand> commands = new ArrayList<>();
        boolean whole = part == SchemaPart.ALL || part == SchemaPart.MISSING;
        if (part != SchemaPart.CONSTRAINTS) {
            commands.add(create(collection, whole));
        } else {
            commands.add(modify(collection));
        }
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
            options = ", " + Shell.text(new BsonDocument("validator", collection.validator()));
        }
        String name = Shell.text(new BsonString(collection.name()));
        return new SchemaCommand(collection.name(), command, "db.createCollection(" + name + options + ")");
    }

    private static SchemaCommand modify(ExpectedCollection collection) {
        BsonDocument command = new BsonDocument("collMod", new BsonString(collection.name()));
        command.put("validator", collection.validator());
        return new SchemaCommand(collection.name(), command, "db.runCommand(" + Shell.text(command) + ")");
    }

    private static SchemaCommand createIndexes(ExpectedCollection collection) {
        BsonArray indexes = new BsonArray(collection.indexes().stream()
                .<BsonValue>map(SchemaCommand::index)
                .toList());
        BsonDocument command = new BsonDocument("createIndexes", new BsonString(collection.name()));
        command.put("indexes", indexes);
        return new SchemaCommand(collection.name(), command, "db.runCommand(" + Shell.text(command) + ")");
    }

    private static BsonDocument index(IndexSpec spec) {
        BsonDocument key = new BsonDocument();
        spec.fields().forEach(field -> key.put(field, new BsonInt32(1)));
        BsonDocument index = new BsonDocument("key", key);
        index.put("name", new BsonString(spec.name()));
        if (spec.unique()) {
            index.put("unique", BsonBoolean.TRUE);
            absentAllowed(spec, index);
        }
        return index;
    }

    /** A sparse index of several fields holds documents that have any of them; a partial one those that have all. */
    private static void absentAllowed(IndexSpec spec, BsonDocument index) {
        if (spec.optional().isEmpty()) {
            return;
        }
        if (spec.fields().size() == 1) {
            index.put("sparse", BsonBoolean.TRUE);
            return;
        }
        BsonDocument there = new BsonDocument();
        spec.optional().forEach(field -> there.put(field, new BsonDocument("$exists", BsonBoolean.TRUE)));
        index.put("partialFilterExpression", there);
    }
}
