package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.text;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.mongo.internal.command.AnswerField;
import dev.relata.mongo.internal.command.DeleteCommand;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.mongo.internal.command.InsertCommand;
import dev.relata.mongo.internal.command.LinkCommand;
import dev.relata.mongo.internal.command.ReadCommand;
import dev.relata.mongo.internal.command.RowTarget;
import dev.relata.mongo.internal.command.UpdateCommand;
import dev.relata.mongo.internal.value.BsonMappings;
import dev.relata.mongo.internal.value.Equality;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Query;
import dev.relata.spi.SameKeys;
import dev.relata.spi.Select;
import dev.relata.spi.SetLinks;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.VersionTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * Translates requests into MongoDB's commands. Thread-safe.
 *
 * <pre>{@code
 * renderer.select(Select.rows("Book", Query.of(book).limit(10))).explain();   // db.books.find({}).limit(10)
 * }</pre>
 */
public final class MongoRenderer {

    private static final String ID = "_id";
    private static final String LOCK = "_lock";

    private final BsonMappings types;

    /**
     * Makes a renderer.
     *
     * @param types the types of values
     */
    public MongoRenderer(BsonMappings types) {
        this.types = types;
    }

    /**
     * Translates a read.
     *
     * @param select the request
     * @return one command, a find or an aggregation
     */
    public ReadCommand select(Select select) {
        return Selects.render(rendering(), select);
    }

    /**
     * Translates the lock of a read: MongoDB locks what is written, so its rows are written, in a field that nobody reads.
     *
     * @param select the request, without a batch
     * @return an update of the rows that are read
     */
    public UpdateCommand lock(Select select) {
        RowTarget target = target(select.query());
        BsonDocument touch = Documents.of("$inc", Documents.of(LOCK, Documents.ONE));
        return new UpdateCommand(
                Fields.collection(select.query().type()),
                List.of(new UpdateCommand.Change(target, touch)),
                target.single());
    }

    /**
     * Translates an aggregation of the user's own.
     *
     * @param pipeline the aggregation
     * @param type the type of the documents that are answered, or null where they are no records
     * @param columns what is read of each
     * @return the command
     */
    public ReadCommand own(NativePipeline pipeline, @Nullable EntityType<?> type, List<Attribute> columns) {
        List<AnswerField> fields = columns.stream()
                .map(attribute -> new AnswerField(
                        type == null ? attribute.column() : Fields.of(type, attribute), types.of(attribute)))
                .toList();
        return new ReadCommand(pipeline.collection(), false, pipeline.stages(), List.of(), fields, true, null);
    }

    /**
     * Tells which of many keys are one, as MongoDB compares them; no command is needed for it.
     *
     * @param keys the keys
     * @return for each the position of the first that is equal to it
     */
    public List<Integer> same(SameKeys keys) {
        return keys.firsts(key -> IntStream.range(0, key.size())
                .mapToObj(i -> Equality.canonical(value(keys.key().get(i), key.get(i))))
                .toList());
    }

    /**
     * Translates new rows.
     *
     * @param insert the request
     * @param rows its rows with a value for every attribute of the type, in the order of the type's attributes
     * @return the documents, and what happens to those that are there already
     */
    public InsertCommand insert(Insert insert, List<@Nullable Object[]> rows) {
        EntityType<?> type = insert.type();
        List<BsonDocument> all = rows.stream().map(row -> document(type, row)).toList();
        List<Integer> positions = SameDocuments.once(
                all, Fields.of(type, insert.conflict().key()), insert.conflict().policy() == Conflict.Policy.UPDATE);
        List<BsonDocument> documents = positions.stream().map(all::get).toList();
        List<InsertCommand.Upsert> upserts = new ArrayList<>();
        if (!insert.conflict().key().isEmpty()) {
            documents.forEach(document -> upserts.add(InsertCommand.Upsert.of(type, insert.conflict(), document)));
        }
        List<AnswerField> returning = insert.returning().stream()
                .map(attribute -> new AnswerField(Fields.of(type, attribute), types.of(attribute)))
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

    /**
     * Translates a change of all rows of a query.
     *
     * @param update the request
     * @return one command, after one that reads ids where the filter cannot say which rows
     */
    public UpdateCommand update(Update update) {
        EntityType<?> type = update.query().type();
        if (!update.changes().stream().allMatch(Update.Change::given)) {
            RowTarget target = target(update.query());
            return new UpdateCommand(type.table(), List.of(computed(update, target)), target.single());
        }
        BsonDocument changes = new BsonDocument();
        for (Update.Change change : update.changes()) {
            change(changes, type, change.attribute(), change.value());
        }
        count(
                changes,
                type,
                update.changes().stream().map(Update.Change::attribute).toList(),
                null);
        RowTarget target = target(update.query());
        return new UpdateCommand(type.table(), List.of(new UpdateCommand.Change(target, changes)), target.single());
    }

    /**
     * Translates a change of each row to values of its own.
     *
     * @param update the request
     * @return one command with an update for each row
     */
    public UpdateCommand update(UpdateRows update) {
        EntityType<?> type = update.type();
        int keys = update.key().size();
        List<UpdateCommand.Change> changes = new ArrayList<>();
        for (@Nullable Object[] row : lastOfEachKey(update)) {
            BsonDocument values = new BsonDocument();
            for (int i = 0; i < update.columns().size(); i++) {
                change(values, type, update.columns().get(i), row[keys + i]);
            }
            count(values, type, update.columns(), givenVersion(update, row));
            changes.add(new UpdateCommand.Change(byKey(update, row), values));
        }
        return new UpdateCommand(type.table(), changes, changes.size() == 1);
    }

    /**
     * Translates a delete.
     *
     * @param delete the request
     * @return one command, after one that reads ids where the filter cannot say which rows
     */
    public DeleteCommand delete(Delete delete) {
        return new DeleteCommand(delete.query().type().table(), target(delete.query()));
    }

    /**
     * Translates new links that are kept as arrays of ids.
     *
     * @param insert the request, of a type with an {@link dev.relata.metamodel.EntityType#idArray() id array}
     * @return an update for each owner
     */
    public LinkCommand link(Insert insert) {
        return new IdArrayWrites(rendering(), insert.type()).link(insert);
    }

    /**
     * Translates the end of links that are kept as arrays of ids.
     *
     * @param delete the request, of a type with an {@link dev.relata.metamodel.EntityType#idArray() id array}
     * @return an update, after a read where the request does not name the ends
     */
    public LinkCommand unlink(Delete delete) {
        return new IdArrayWrites(rendering(), delete.query().type()).unlink(delete.query());
    }

    /**
     * Translates all links of an owner, kept as an array of ids.
     *
     * @param links the request
     * @return an update of the owner
     */
    public UpdateCommand set(SetLinks links) {
        return new IdArrayWrites(rendering(), links.type()).set(links);
    }

    /** The documents that a query means. */
    private RowTarget target(Query query) {
        SplitConditions parts = SplitConditions.of(query.filter());
        boolean rows = query.type().idArray().isEmpty();
        boolean table = rows && query.source() instanceof Query.AllRows && !query.bounded();
        boolean single = table && parts.single(query.type()) || Long.valueOf(1).equals(query.limit());
        String collection = query.type().table();
        if (table && parts.others().isEmpty()) {
            StageLevel level = new StageLevel(rendering(), query.type(), collection, List.of());
            return new RowTarget(new Filters(level).all(parts.plain()), collection, List.of(), single);
        }
        StageLevel level = StageLevel.of(rendering(), query.bounded() ? query : query.orderBy(List.of()), null);
        level.add(Documents.of("$project", Documents.of("_id", Documents.ONE)));
        return new RowTarget(new BsonDocument(), level.collection(), level.stages(), single);
    }

    private Rendering rendering() {
        return new Rendering(types);
    }

    private BsonValue value(Attribute attribute, Object value) {
        return types.of(attribute).toBson(value);
    }

    /** Of rows with one key the last, whatever version it is given in. */
    private List<@Nullable Object[]> lastOfEachKey(UpdateRows update) {
        List<Attribute> key = new ArrayList<>(update.key());
        update.type().version().ifPresent(key::remove);
        List<BsonDocument> keys = new ArrayList<>();
        for (@Nullable Object[] row : update.rows()) {
            BsonDocument fields = new BsonDocument();
            for (Attribute attribute : key) {
                Object part = row[update.key().indexOf(attribute)];
                if (part != null) {
                    fields.put(Fields.of(update.type(), attribute), value(attribute, part));
                }
            }
            keys.add(fields);
        }
        return SameDocuments.once(keys, Fields.of(update.type(), key), true).stream()
                .map(position -> update.rows().get(position))
                .toList();
    }

    /** The next version of a row, where it has one that is not given. */
    private void count(BsonDocument changes, EntityType<?> type, List<Attribute> given, @Nullable Object before) {
        Attribute version = type.version().orElse(null);
        if (version == null || given.contains(version)) {
            return;
        }
        String field = Fields.of(type, version);
        if (version.counts()) {
            Documents.part(changes, "$inc").put(field, Documents.ONE);
            return;
        }
        // Where the version before is not known, one that is later than the present stays.
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Documents.part(changes, before == null ? "$max" : "$set")
                .put(field, value(version, VersionTime.next(version, now, before)));
    }

    private static @Nullable Object givenVersion(UpdateRows update, @Nullable Object[] row) {
        return update.type()
                .version()
                .map(version -> update.key().indexOf(version))
                .filter(place -> place >= 0)
                .map(place -> row[place])
                .orElse(null);
    }

    private RowTarget byKey(UpdateRows update, @Nullable Object[] row) {
        List<BsonDocument> parts = new ArrayList<>();
        for (int i = 0; i < update.key().size(); i++) {
            Object part = row[i];
            parts.add(
                    part == null
                            ? Filters.NONE
                            : Filters.equal(
                                    Fields.of(update.type(), update.key().get(i)),
                                    value(update.key().get(i), part)));
        }
        return new RowTarget(Documents.and(parts), update.type().table(), List.of(), true);
    }

    /** All expressions see the document as it was. */
    private UpdateCommand.Change computed(Update update, RowTarget target) {
        EntityType<?> type = update.query().type();
        BsonDocument values = new BsonDocument();
        for (Update.Change change : update.changes()) {
            refuseId(type, change.attribute());
            values.put(
                    Fields.of(type, change.attribute()),
                    new NewValues(rendering(), type, change.attribute()).of(change.to()));
        }
        type.version()
                .filter(version -> update.changes().stream()
                        .noneMatch(change -> change.attribute().equals(version)))
                .map(version -> Fields.of(type, version))
                .ifPresent(field -> values.put(
                        field, Documents.of("$add", Documents.array(Documents.value(field), Documents.ONE))));
        return new UpdateCommand.Change(target, Documents.of("$set", values), true);
    }

    private static void refuseId(EntityType<?> type, Attribute attribute) {
        if (Fields.of(type, attribute).equals(ID)) {
            throw new RefusedException(attribute.qualifiedName() + " is kept as MongoDB's _id, which never changes:"
                    + " insert a new row under the new id and delete the old one");
        }
    }

    /** A null is a field that is not there. */
    private void change(BsonDocument changes, EntityType<?> type, Attribute attribute, @Nullable Object value) {
        refuseId(type, attribute);
        Documents.part(changes, value == null ? "$unset" : "$set")
                .put(Fields.of(type, attribute), value == null ? text("") : value(attribute, value));
    }

    private BsonDocument document(EntityType<?> type, @Nullable Object[] row) {
        BsonDocument document = new BsonDocument();
        for (Attribute attribute : type.attributes()) {
            Object value = row[attribute.index()];
            if (value != null) {
                document.put(Fields.of(type, attribute), value(attribute, value));
            }
        }
        return document;
    }
}
