package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A command as it arrived. Immutable as far as nobody changes the document.
 *
 * @param name its name, such as {@code insert}
 * @param body all of it
 */
public record SeenCommand(String name, Document body) {

    static SeenCommand of(Document body) {
        return new SeenCommand(body.keySet().iterator().next(), body.cloneDeeply());
    }

    /** The id of its session as text, or null where it has none. */
    public @Nullable String session() {
        return body.get("lsid") instanceof Document lsid ? String.valueOf(lsid.get("id")) : null;
    }

    /** The number of its transaction, or of a write that may be sent again; null where it has none. */
    public @Nullable Long number() {
        return body.get("txnNumber") instanceof Number number ? number.longValue() : null;
    }

    /** Whether it runs in a transaction. */
    public boolean inTransaction() {
        return Boolean.FALSE.equals(body.get("autocommit"));
    }

    /** Whether it begins one. */
    public boolean begins() {
        return Boolean.TRUE.equals(body.get("startTransaction"));
    }

    /** The level of its read concern, or null. */
    public @Nullable String readConcern() {
        return body.get("readConcern") instanceof Document concern ? (String) concern.get("level") : null;
    }

    /** What its write concern waits for, or null. */
    public @Nullable Object writeConcern() {
        return body.get("writeConcern") instanceof Document concern ? concern.get("w") : null;
    }

    /** The collection, where it has one. */
    public String collection() {
        return String.valueOf(body.get(name));
    }
}
