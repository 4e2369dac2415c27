package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.query.Documents.text;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.Query;
import dev.relata.spi.SameKeys;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Writes, translated. Stateless. */
final class Writes {

    private static final String ID = "_id";
    private static final String LOCK = "_lock";

    private Writes() {}

    static UpdateCommand update(Rendering rendering, Update update) {
        EntityType<?> type = update.query().type();
        BsonDocument changes = new BsonDocument();
        for (Update.Change change : update.changes()) {
            change(rendering, changes, type, change.attribute(), change.value());
        }
        count(
                changes,
                type,
                update.changes().stream().map(Update.Change::attribute).toList());
        RowTarget target = Targets.of(rendering, update.query());
        return new UpdateCommand(type.table(), List.of(new UpdateCommand.Change(target, changes)), target.single());
    }

    static UpdateCommand update(Rendering rendering, UpdateRows update) {
        EntityType<?> type = update.type();
        int keys = update.key().size();
        List<UpdateCommand.Change> changes = new ArrayList<>();
        for (@Nullable Object[] row : lastOfEachKey(rendering, update)) {
            BsonDocument values = new BsonDocument();
            for (int i = 0; i < update.columns().size(); i++) {
                change(rendering, values, type, update.columns().get(i), row[keys + i]);
            }
            count(values, type, update.columns());
            changes.add(new UpdateCommand.Change(byKey(rendering, update, row), values));
        }
        return new UpdateCommand(type.table(), changes, changes.size() == 1);
    }

    /** Of rows with one key the last, whatever version it is given in. */
    private static List<@Nullable Object[]> lastOfEachKey(Rendering rendering, UpdateRows update) {
        List<Attribute> key = new ArrayList<>(update.key());
        update.type().version().ifPresent(key::remove);
        List<BsonDocument> keys = new ArrayList<>();
        for (@Nullable Object[] row : update.rows()) {
            BsonDocument fields = new BsonDocument();
            for (Attribute attribute : key) {
                Object part = row[update.key().indexOf(attribute)];
                if (part != null) {
                    fields.put(Fields.of(update.type(), attribute), rendering.value(attribute, part));
                }
            }
            keys.add(fields);
        }
        return SameDocuments.once(keys, Fields.of(update.type(), key), true).stream()
                .map(position -> update.rows().get(position))
                .toList();
    }

    /** Which keys are one. */
    static List<Integer> same(Rendering rendering, SameKeys keys) {
        List<String> fields = Fields.of(keys.type(), keys.key());
        List<BsonDocument> documents = new ArrayList<>();
        for (List<Object> key : keys.keys()) {
            BsonDocument document = new BsonDocument();
            for (int i = 0; i < fields.size(); i++) {
                document.put(fields.get(i), rendering.value(keys.key().get(i), key.get(i)));
            }
            documents.add(document);
        }
        return SameDocuments.firsts(documents, fields);
    }

    /** The next version of a row, where it has one that is not given. */
    private static void count(BsonDocument changes, EntityType<?> type, List<Attribute> given) {
        type.version()
                .filter(version -> !given.contains(version))
                .ifPresent(version -> part(changes, "$inc").put(Fields.of(type, version), Documents.ONE));
    }

    private static RowTarget byKey(Rendering rendering, UpdateRows update, @Nullable Object[] row) {
        List<BsonDocument> parts = new ArrayList<>();
        for (int i = 0; i < update.key().size(); i++) {
            Object part = row[i];
            parts.add(
                    part == null
                            ? Filters.NONE
                            : Filters.equal(
                                    Fields.of(update.type(), update.key().get(i)),
                                    rendering.value(update.key().get(i), part)));
        }
        return new RowTarget(Documents.and(parts), update.type().table(), List.of(), true);
    }

    static UpdateCommand lock(Rendering rendering, Query query) {
        RowTarget target = Targets.of(rendering, query);
        BsonDocument touch = Documents.of("$inc", Documents.of(LOCK, Documents.ONE));
        return new UpdateCommand(
                Fields.collection(query.type()), List.of(new UpdateCommand.Change(target, touch)), target.single());
    }

    /** A null is a field that is not there. */
    private static void change(
            Rendering rendering,
            BsonDocument changes,
            EntityType<?> type,
            Attribute attribute,
            @Nullable Object value) {
        if (Fields.of(type, attribute).equals(ID)) {
            throw new RefusedException(attribute.qualifiedName() + " is kept as MongoDB's _id, which never changes:"
                    + " insert a new row under the new id and delete the old one");
        }
        BsonDocument part = value == null ? part(changes, "$unset") : part(changes, "$set");
        part.put(Fields.of(type, attribute), value == null ? text("") : rendering.value(attribute, value));
    }

    private static BsonDocument part(BsonDocument update, String name) {
        return update.computeIfAbsent(name, any -> new BsonDocument()).asDocument();
    }

    /** Rows with a value for every attribute of the type, in its order. */
    static InsertCommand insert(Rendering rendering, Insert insert, List<@Nullable Object[]> rows) {
        EntityType<?> type = insert.type();
        List<BsonDocument> all =
                rows.stream().map(row -> document(rendering, type, row)).toList();
        List<Integer> positions = SameDocuments.once(
                all, Fields.of(type, insert.conflict().key()), insert.conflict().policy() == Conflict.Policy.UPDATE);
        List<BsonDocument> documents = positions.stream().map(all::get).toList();
        List<InsertCommand.Upsert> upserts = new ArrayList<>();
        if (!insert.conflict().key().isEmpty()) {
            documents.forEach(document -> upserts.add(upsert(type, insert.conflict(), document)));
        }
        List<AnswerField> returning = insert.returning().stream()
                .map(attribute -> new AnswerField(Fields.of(type, attribute), rendering.type(attribute)))
                .toList();
        return new InsertCommand(
                type.table(),
                documents,
                insert.conflict().policy(),
                upserts,
                positions,
                insert.positioned(),
                returning);
    }

    private static BsonDocument document(Rendering rendering, EntityType<?> type, @Nullable Object[] row) {
        BsonDocument document = new BsonDocument();
        for (Attribute attribute : type.attributes()) {
            Object value = row[attribute.index()];
            if (value != null) {
                document.put(Fields.of(type, attribute), rendering.value(attribute, value));
            }
        }
        return document;
    }

    private static InsertCommand.Upsert upsert(EntityType<?> type, Conflict conflict, BsonDocument document) {
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
                .forEach(
                        changed -> fresh.keySet().removeAll(changed.asDocument().keySet()));
        fresh.keySet().removeAll(filter.keySet());
        if (!fresh.isEmpty() || update.isEmpty()) {
            update.put("$setOnInsert", fresh.isEmpty() ? filter.clone() : fresh);
        }
        return new InsertCommand.Upsert(filter, update);
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
        part(update, "$set").remove(field);
        if (part(update, "$set").isEmpty()) {
            update.remove("$set");
        }
        part(update, "$inc").put(field, Documents.ONE);
        if (conflict.update().contains(version) && document.containsKey(field)) {
            filter.put(field, document.get(field));
        }
    }

    private static void overwrite(BsonDocument update, String field, BsonDocument document) {
        if (field.equals(ID)) {
            return; // an id stays what it is, and where the row is new the rest of the document brings it
        }
        if (document.containsKey(field)) {
            part(update, "$set").put(field, document.get(field));
        } else {
            part(update, "$unset").put(field, text(""));
        }
    }
}
