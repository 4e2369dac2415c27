package dev.relata.mongo.internal.value;

import dev.relata.error.InvalidCursorException;
import dev.relata.error.InvalidValueException;
import java.util.EnumSet;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;
import org.jspecify.annotations.Nullable;

/** Sort keys: the stored value itself, of whatever type, as canonical extended JSON, which loses nothing. Stateless. */
public final class SortKeyCodec implements ValueCodec {

    static final SortKeyCodec INSTANCE = new SortKeyCodec();

    private static final String FIELD = "v";
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private static final Set<BsonType> NOT_SORTED_BY = EnumSet.of(
            BsonType.ARRAY,
            BsonType.REGULAR_EXPRESSION,
            BsonType.JAVASCRIPT,
            BsonType.JAVASCRIPT_WITH_SCOPE,
            BsonType.UNDEFINED,
            BsonType.DB_POINTER,
            BsonType.SYMBOL,
            BsonType.MIN_KEY,
            BsonType.MAX_KEY);

    private SortKeyCodec() {}

    /**
     * Reads a sort key.
     *
     * @param key the key, of a cursor that anybody may have made
     * @return the stored value that it stands for
     * @throws InvalidCursorException where it stands for none that MongoDB sorts by
     */
    public static BsonValue value(String key) {
        BsonValue value = parsed(key);
        if (value == null || NOT_SORTED_BY.contains(value.getBsonType())) {
            throw invalid();
        }
        return value;
    }

    private static @Nullable BsonValue parsed(String key) {
        try {
            return BsonDocument.parse(key).get(FIELD);
        } catch (RuntimeException | StackOverflowError e) {
            // The parser has no one class of errors, and recurs once for each level.
            throw invalid();
        }
    }

    private static InvalidCursorException invalid() {
        return new InvalidCursorException(
                "the cursor was not made by a page of this store; begin again from the first page");
    }

    @Override
    public BsonValue toBson(Object key) {
        return value((String) key);
    }

    @Override
    public Object fromBson(BsonValue value) {
        if (value.isArray()) {
            throw new InvalidValueException(
                    "a row holds an array, which MongoDB sorts by its least or its greatest element, so"
                            + " that pages would lose rows; order them by another property");
        }
        return new BsonDocument(FIELD, value).toJson(CANONICAL);
    }
}
