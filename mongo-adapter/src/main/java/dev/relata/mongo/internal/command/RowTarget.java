package dev.relata.mongo.internal.command;

import java.util.List;
import org.bson.BsonDocument;

/**
 * Which documents a write is for. Immutable.
 *
 * <p>Where the filter alone says it, the write is one command. Where other documents, an order or a bound must be looked
 * at, the {@code _id}s are read first, by an aggregation whose documents hold nothing else; the filter is then empty.
 *
 * @param filter the documents, where they say it themselves
 * @param start the collection that the reading of ids begins in
 * @param ids the stages that read the ids, or none
 * @param single whether it is one document at the most
 */
public record RowTarget(BsonDocument filter, String start, List<BsonDocument> ids, boolean single) {

    /** Copies the list. */
    public RowTarget {
        ids = List.copyOf(ids);
    }

    /**
     * Tells whether ids must be read first.
     *
     * @return true where there are stages
     */
    public boolean indirect() {
        return !ids.isEmpty();
    }

    String text() {
        return indirect()
                ? "{_id: {$in: db." + start + ".aggregate("
                        + ids.stream().map(ShellText::text).toList() + ").map(d => d._id)}}"
                : ShellText.text(filter);
    }

    String shape() {
        return indirect()
                ? "{_id: {$in: db." + start + ".aggregate" + ShellText.shape(ids) + "}}"
                : ShellText.shape(filter);
    }
}
