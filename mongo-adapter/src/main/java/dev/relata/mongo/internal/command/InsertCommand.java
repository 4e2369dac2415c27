package dev.relata.mongo.internal.command;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Conflict;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * New documents, translated. Immutable.
 *
 * @param collection the collection
 * @param documents the documents
 * @param policy what happens to documents that are there already
 * @param upserts for each document its key and what becomes of it, where the policy goes by a key; else none
 * @param positions for each document the position of the row that it comes from
 * @param positioned whether it is answered before the fields
 * @param returning the fields that are answered
 */
public record InsertCommand(
        String collection,
        List<BsonDocument> documents,
        Conflict.Policy policy,
        List<Upsert> upserts,
        List<Integer> positions,
        boolean positioned,
        List<AnswerField> returning)
        implements MongoCommand {

    /**
     * An update that inserts where there is nothing to update.
     *
     * @param filter the key
     * @param update {@code $set}, {@code $unset} and {@code $setOnInsert}
     */
    public record Upsert(BsonDocument filter, BsonDocument update) {

        /** Translates a document that the policy goes by a key for. */
        public static Upsert of(EntityType<?> type, Conflict conflict, BsonDocument document) {
            BsonDocument filter = new BsonDocument();
            Fields.of(type, conflict.key()).forEach(field -> filter.put(field, document.get(field)));
            BsonDocument update = new BsonDocument();
            if (conflict.policy() == Conflict.Policy.UPDATE) {
                for (String field : Fields.of(type, conflict.update())) {
                    overwrite(update, field, document);
                }
                type.version().ifPresent(version -> version(update, filter, type, version, conflict, document));
            }
            BsonDocument fresh = document.clone();
            update.values()
                    .forEach(changed ->
                            fresh.keySet().removeAll(changed.asDocument().keySet()));
            fresh.keySet().removeAll(filter.keySet());
            if (!fresh.isEmpty() || update.isEmpty()) {
                update.put("$setOnInsert", fresh.isEmpty() ? filter.clone() : fresh);
            }
            return new Upsert(filter, update);
        }

        /** A version is counted up; where it is among what is overwritten, it must be the given one. */
        private static void version(
                BsonDocument update,
                BsonDocument filter,
                EntityType<?> type,
                Attribute version,
                Conflict conflict,
                BsonDocument document) {
            String field = Fields.of(type, version);
            Documents.part(update, "$set").remove(field);
            if (Documents.part(update, "$set").isEmpty()) {
                update.remove("$set");
            }
            if (version.counts()) {
                Documents.part(update, "$inc").put(field, Documents.ONE);
            } else {
                Documents.part(update, "$max").put(field, later(document.get(field)));
            }
            if (conflict.update().contains(version) && document.containsKey(field)) {
                filter.put(field, document.get(field));
            }
        }

        /** The present, and later than the version that is given. */
        private static BsonDateTime later(@Nullable BsonValue given) {
            long now = System.currentTimeMillis();
            return new BsonDateTime(given instanceof BsonDateTime before ? Math.max(now, before.getValue() + 1) : now);
        }

        /**
         * Answers the version that the update counts up.
         *
         * @return the name of its field, or null where documents have none
         */
        public @Nullable String version() {
            return Stream.of("$inc", "$max")
                    .filter(update::containsKey)
                    .map(operator -> update.getDocument(operator).getFirstKey())
                    .findFirst()
                    .orElse(null);
        }

        private static void overwrite(BsonDocument update, String field, BsonDocument document) {
            if (field.equals("_id")) {
                return; // an id stays what it is, and where the row is new the rest of the document brings it
            }
            if (document.containsKey(field)) {
                Documents.part(update, "$set").put(field, document.get(field));
            } else {
                Documents.part(update, "$unset").put(field, Documents.text(""));
            }
        }
    }

    /** Copies the lists. */
    public InsertCommand {
        documents = List.copyOf(documents);
        upserts = List.copyOf(upserts);
        positions = List.copyOf(positions);
        returning = List.copyOf(returning);
    }

    @Override
    public String explain() {
        if (upserts.isEmpty()) {
            return "db." + collection + ".insertMany("
                    + documents.stream().map(ShellText::text).toList()
                    + (policy == Conflict.Policy.IGNORE ? ", {ordered: false})" : ")");
        }
        return upserts.stream()
                .map(upsert -> "db." + collection + ".updateOne(" + ShellText.text(upsert.filter()) + ", "
                        + ShellText.text(upsert.update()) + ", {upsert: true})")
                .collect(Collectors.joining("; "));
    }

    @Override
    public String shape() {
        return upserts.isEmpty()
                ? "db." + collection + ".insertMany(?)"
                : "db." + collection + ".updateOne("
                        + ShellText.shape(upserts.get(0).filter()) + ", "
                        + ShellText.shape(upserts.get(0).update()) + ", {upsert: true})";
    }
}
