package dev.relata.mongo.internal.value;

import dev.relata.error.InvalidValueException;
import java.util.Objects;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.bson.json.JsonMode;
import org.bson.json.JsonWriterSettings;

/** Sort keys: the stored value itself, of whatever type, as canonical extended JSON, which loses nothing. Stateless. */
public final class SortKeyCodec implements ValueCodec {

    static final SortKeyCodec INSTANCE = new SortKeyCodec();

    private static final String FIELD = "v";
    private static final JsonWriterSettings CANONICAL =
            JsonWriterSettings.builder().outputMode(JsonMode.EXTENDED).build();

    private SortKeyCodec() {}

    /**
     * Reads a sort key.
     *
     * @param key the key
     * @return the stored value that it stands for
     */
    public static BsonValue value(String key) {
        return Objects.requireNonNull(BsonDocument.parse(key).get(FIELD), key);
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
