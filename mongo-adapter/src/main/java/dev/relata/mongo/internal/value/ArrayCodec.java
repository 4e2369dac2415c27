package dev.relata.mongo.internal.value;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonArray;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Java arrays as BSON arrays, element by element; null elements are kept. */
final class ArrayCodec implements ValueCodec {

    private final Class<?> element;
    private final ValueCodec codec;

    ArrayCodec(Class<?> element, ValueCodec codec) {
        this.element = element;
        this.codec = codec;
    }

    @Override
    public BsonValue toBson(Object value) {
        int length = Array.getLength(value);
        List<BsonValue> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            Object one = Array.get(value, i);
            elements.add(one == null ? BsonNull.VALUE : codec.toBson(one));
        }
        return new BsonArray(elements);
    }

    @Override
    public Object fromBson(BsonValue value) {
        BsonArray stored = value.asArray();
        Object array = Array.newInstance(element, stored.size());
        for (int i = 0; i < stored.size(); i++) {
            Array.set(array, i, element(stored.get(i)));
        }
        return array;
    }

    private @Nullable Object element(BsonValue stored) {
        return stored.isNull() ? null : codec.fromBson(stored);
    }
}
