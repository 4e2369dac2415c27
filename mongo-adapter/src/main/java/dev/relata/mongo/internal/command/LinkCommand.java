package dev.relata.mongo.internal.command;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;

/**
 * Changes of arrays of ids, translated. Immutable.
 *
 * @param collection the collection whose documents have the arrays
 * @param field the field of the array
 * @param changes what is changed, one for each owner or for all; none where {@code links} say what is taken away
 * @param links the stages that read what is taken away, as documents with {@code _id} and one id each, where the changes cannot
 *     say it; else none
 */
public record LinkCommand(String collection, String field, List<Change> changes, List<BsonDocument> links)
        implements MongoCommand {

    /** What is done to an array. */
    public enum Action {
        /** Ids are added that are not there. */
        ADD,
        /** Ids are taken out. */
        PULL,
        /** All other ids are taken out. */
        KEEP
    }

    /**
     * A change of arrays.
     *
     * @param owners the filter of the documents; empty for all
     * @param one whether that is one document at the most
     * @param action what is done
     * @param ids the ids
     */
    public record Change(BsonDocument owners, boolean one, Action action, List<BsonValue> ids) {

        /** Copies the list. */
        public Change {
            ids = List.copyOf(ids);
        }
    }

    /**
     * One update as it is sent.
     *
     * @param filter which documents
     * @param update {@code $addToSet}, {@code $pullAll}, {@code $pull} or {@code $unset}
     */
    public record Write(BsonDocument filter, BsonDocument update) {}

    /** Copies the lists. */
    public LinkCommand {
        changes = List.copyOf(changes);
        links = List.copyOf(links);
    }

    /**
     * Tells whether it is one document at the most.
     *
     * @return true for one change of one owner
     */
    public boolean single() {
        return links.isEmpty() && changes.size() == 1 && changes.get(0).one();
    }

    /**
     * The updates of a change: one for an owner; where there may be many, one for each id, so that as many documents change as
     * links go.
     *
     * @param change one of the changes
     * @return the updates
     */
    public List<Write> writes(Change change) {
        return change.one()
                ? List.of(write(change, change.ids()))
                : change.ids().stream().map(id -> write(change, List.of(id))).toList();
    }

    private Write write(Change change, List<BsonValue> ids) {
        return switch (change.action()) {
            case ADD -> new Write(change.owners(), update("$addToSet", Documents.of("$each", new BsonArray(ids))));
            case PULL -> new Write(having(change.owners(), ids), update("$pullAll", new BsonArray(ids)));
            case KEEP ->
                new Write(
                        change.owners(),
                        ids.isEmpty()
                                ? update("$unset", new BsonString(""))
                                : update("$pull", Documents.of("$nin", new BsonArray(ids))));
        };
    }

    private BsonDocument having(BsonDocument owners, List<BsonValue> ids) {
        BsonValue condition = ids.size() == 1 ? ids.get(0) : Documents.of("$in", new BsonArray(ids));
        return owners.clone().append(field, condition);
    }

    private BsonDocument update(String operator, BsonValue argument) {
        return Documents.of(operator, Documents.of(field, argument));
    }

    private String name(Change change) {
        return "db." + collection + (change.one() ? ".findOneAndUpdate(" : ".updateMany(");
    }

    private Stream<String> texts(Change change) {
        return writes(change).stream()
                .map(write ->
                        name(change) + ShellText.text(write.filter()) + ", " + ShellText.text(write.update()) + ")");
    }

    @Override
    public String explain() {
        return links.isEmpty()
                ? changes.stream().flatMap(this::texts).collect(Collectors.joining("; "))
                : "db." + collection + ".aggregate("
                        + links.stream().map(ShellText::text).toList()
                        + ").forEach(d => db." + collection + ".updateOne({_id: d._id}, {$pullAll: {" + field + ": [d."
                        + field + "]}}))";
    }

    @Override
    public String shape() {
        if (changes.isEmpty()) {
            return "db." + collection + ".updateOne({_id: ?}, {$pullAll: {" + field + ": ?}}) for each of db."
                    + collection + ".aggregate" + ShellText.shape(links);
        }
        Write first = writes(changes.get(0)).get(0);
        return name(changes.get(0)) + ShellText.shape(first.filter()) + ", " + ShellText.shape(first.update()) + ")";
    }
}
