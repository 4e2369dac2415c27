package dev.relata.mongo.internal.value;

import org.bson.BsonReader;
import org.bson.BsonValue;
import org.bson.codecs.BsonValueCodec;
import org.bson.codecs.DecoderContext;
import org.jspecify.annotations.Nullable;

/** How one Java type is kept. Immutable; null never comes here. */
interface ValueCodec {

    /** Reads values of any type as they are. */
    BsonValueCodec ANY = new BsonValueCodec();

    /** The value as it is stored; throws {@link dev.relata.error.InvalidValueException} for one that cannot be. */
    BsonValue toBson(Object value);

    /** The stored value in Java. */
    @Nullable
    Object fromBson(BsonValue value);

    /** Reads a stored value where the reader is; what is read often does so without an object in between. */
    default @Nullable Object read(BsonReader reader) {
        return fromBson(ANY.decode(reader, DecoderContext.builder().build()));
    }
}
