package dev.relata.mongo.internal.value;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.metamodel.EnumLabels;
import java.util.function.Function;
import org.bson.BsonReader;
import org.bson.BsonString;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** Text, characters and the names of constants. */
final class TextCodec implements ValueCodec {

    private final Function<Object, String> write;
    private final Function<String, Object> read;

    private TextCodec(Function<Object, String> write, Function<String, Object> read) {
        this.write = write;
        this.read = read;
    }

    /** The codec of a class that is kept as text, or null for any other class. */
    static @Nullable ValueCodec of(Class<?> type) {
        if (type == String.class) {
            return new TextCodec(String.class::cast, text -> text);
        }
        if (type == Character.class) {
            return new TextCodec(Object::toString, text -> text.charAt(0));
        }
        return type.isEnum() ? ofConstants(type) : null;
    }

    private static TextCodec ofConstants(Class<?> type) {
        EnumLabels labels = EnumLabels.of(type);
        return new TextCodec(labels::label, label -> {
            Object constant = labels.constant(label);
            if (constant == null) {
                throw new InvalidValueException("\"" + ValueText.of(label) + "\" is stored, which "
                        + type.getSimpleName() + " has no constant for; add it");
            }
            return constant;
        });
    }

    @Override
    public BsonValue toBson(Object value) {
        return new BsonString(checked(write.apply(value)));
    }

    /** MongoDB would keep it, but no pattern could look for it, and other stores refuse it. */
    static String checked(String text) {
        if (text.indexOf('\0') >= 0) {
            throw new InvalidValueException("text with a NUL character cannot be stored; remove it, or use byte[]");
        }
        // The driver would write half a pair as bytes that are no UTF-8.
        if (text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new InvalidValueException("text with half a surrogate pair has no UTF-8 form; complete or remove it");
        }
        return text;
    }

    @Override
    public Object fromBson(BsonValue value) {
        if (!value.isString()) {
            throw unexpected(value.getBsonType());
        }
        return read.apply(value.asString().getValue());
    }

    @Override
    public Object read(BsonReader reader) {
        if (reader.getCurrentBsonType() != BsonType.STRING) {
            throw unexpected(reader.getCurrentBsonType());
        }
        return read.apply(reader.readString());
    }

    private static InvalidValueException unexpected(BsonType type) {
        return new InvalidValueException("text is expected, and a " + type + " is stored");
    }
}
