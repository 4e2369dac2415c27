package dev.relata.mongo.value;

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
        return BsonDocument.parse(key).get(FIELD);
    }

    @Override
    public BsonValue toBson(Object key) {
        return value((String) key);
    }

    @Override
    public Object fromBson(BsonValue value) {
        return new BsonDocument(FIELD, value).toJson(CANONICAL);
    }
}
