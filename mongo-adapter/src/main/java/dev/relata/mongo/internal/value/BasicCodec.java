package dev.relata.mongo.internal.value;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.bson.BsonBinary;
import org.bson.BsonBoolean;
import org.bson.BsonObjectId;
import org.bson.BsonValue;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** What BSON has a type of its own for: truth values, bytes, UUIDs and object ids. */
final class BasicCodec implements ValueCodec {

    private static final Map<Class<?>, BasicCodec> CODECS = Map.of(
            Boolean.class,
            new BasicCodec(
                    value -> BsonBoolean.valueOf((Boolean) value),
                    value -> value.asBoolean().getValue()),
            byte[].class,
            new BasicCodec(
                    value -> new BsonBinary(((byte[]) value).clone()),
                    value -> value.asBinary().getData()),
            UUID.class,
            new BasicCodec(
                    value -> new BsonBinary((UUID) value),
                    value -> value.asBinary().asUuid()),
            ObjectId.class,
            new BasicCodec(
                    value -> new BsonObjectId((ObjectId) value),
                    value -> value.asObjectId().getValue()));

    private final Function<Object, BsonValue> write;
    private final Function<BsonValue, Object> read;

    private BasicCodec(Function<Object, BsonValue> write, Function<BsonValue, Object> read) {
        this.write = write;
        this.read = read;
    }

    /** The codec of one of the classes, or null for any other class. */
    static @Nullable ValueCodec of(Class<?> type) {
        return CODECS.get(type);
    }

    @Override
    public BsonValue toBson(Object value) {
        return write.apply(value);
    }

    @Override
    public Object fromBson(BsonValue value) {
        return read.apply(value);
    }
}
