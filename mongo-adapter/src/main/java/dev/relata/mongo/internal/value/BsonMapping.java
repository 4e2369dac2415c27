package dev.relata.mongo.internal.value;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.metamodel.Attribute;
import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the values of an attribute, or of an aggregate, are in Java and in MongoDB. Immutable.
 *
 * <p>Numbers are BSON numbers ({@code BigDecimal} and {@code BigInteger} decimals of up to 34 digits), text, characters and
 * enums strings, times dates of milliseconds in UTC, {@code byte[]} and {@code UUID} binary, arrays arrays; everything
 * else is the document that Jackson makes of it. Null is kept as a missing field.
 */
public final class BsonMapping {

    /** A count. */
    public static final BsonMapping LONG = plain(Long.class);
    /** A sum of large or decimal numbers. */
    public static final BsonMapping DECIMAL = plain(BigDecimal.class);
    /** An average, or a sum of floating numbers. */
    public static final BsonMapping DOUBLE = plain(Double.class);

    private final String name;
    private final ValueCodec codec;

    private BsonMapping(String name, ValueCodec codec) {
        this.name = name;
        this.codec = codec;
    }

    private static BsonMapping plain(Class<?> type) {
        ValueCodec codec = scalar(type);
        if (codec == null) {
            throw new IllegalArgumentException(type + " is no scalar");
        }
        return new BsonMapping("", codec);
    }

    /**
     * The type of a number that is computed.
     *
     * @param type Long, BigDecimal or Double
     * @return the type
     */
    public static BsonMapping ofNumber(Class<?> type) {
        if (type == Long.class) {
            return LONG;
        }
        return type == Double.class ? DOUBLE : DECIMAL;
    }

    /**
     * The type of an attribute's values.
     *
     * @param attribute the attribute
     * @param json what turns values without a BSON type of their own into documents
     * @return the type
     */
    public static BsonMapping of(Attribute attribute, JsonMapper json) {
        return new BsonMapping(attribute.qualifiedName(), codec(attribute.type(), attribute.valueClass(), json));
    }

    /**
     * The type of what rows are sorted by, as texts.
     *
     * @param name the words for what they are sorted by
     * @return the type
     */
    public static BsonMapping sortKey(String name) {
        return new BsonMapping(name, SortKeyCodec.INSTANCE);
    }

    private static ValueCodec codec(Type type, Class<?> valueClass, JsonMapper json) {
        ValueCodec scalar = scalar(valueClass);
        if (scalar != null) {
            return scalar;
        }
        Class<?> element = type instanceof GenericArrayType ? null : valueClass.getComponentType();
        return element == null
                ? new DocumentCodec(json, type)
                : new ArrayCodec(element, codec(element, boxed(element), json));
    }

    private static @Nullable ValueCodec scalar(Class<?> type) {
        ValueCodec number = NumberCodec.of(type);
        ValueCodec text = number != null ? number : TextCodec.of(type);
        ValueCodec time = text != null ? text : TimeCodec.of(type);
        return time != null ? time : BasicCodec.of(type);
    }

    /** By way of an array, which boxes its elements. */
    private static Class<?> boxed(Class<?> type) {
        return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0).getClass() : type;
    }

    /**
     * Tells whether values may be stored as any BSON type, one row's as a number and another's as a document.
     *
     * @return true for what Jackson turns into documents
     */
    public boolean isDocument() {
        return codec instanceof DocumentCodec;
    }

    /**
     * Turns a value into what is stored.
     *
     * @param value the value
     * @return the stored value
     * @throws InvalidValueException where it cannot be stored, naming the attribute
     */
    public BsonValue toBson(Object value) {
        try {
            return codec.toBson(value);
        } catch (InvalidValueException e) {
            throw named(e);
        }
    }

    /**
     * Turns a stored value into Java.
     *
     * @param value the stored value
     * @return the value; null for a stored null
     * @throws InvalidValueException where it is of another type, naming the attribute
     */
    public @Nullable Object fromBson(BsonValue value) {
        try {
            return value.isNull() ? null : codec.fromBson(value);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    /**
     * Reads a stored value where a reader is.
     *
     * @param reader the reader, at a value
     * @return the value; null for a stored null
     * @throws InvalidValueException where it is of another type, naming the attribute
     */
    public @Nullable Object read(BsonReader reader) {
        if (reader.getCurrentBsonType() == BsonType.NULL) {
            reader.readNull();
            return null;
        }
        try {
            return codec.read(reader);
        } catch (RuntimeException e) {
            throw unreadable(e);
        }
    }

    private InvalidValueException unreadable(RuntimeException error) {
        if (error instanceof InvalidValueException known) {
            return named(known);
        }
        InvalidValueException unreadable =
                named(new InvalidValueException("a stored value cannot be read: " + ValueText.ofError(error)));
        unreadable.initCause(error);
        return unreadable;
    }

    private InvalidValueException named(InvalidValueException error) {
        return name.isEmpty() ? error : new InvalidValueException(name + ": " + ValueText.ofError(error));
    }

    @Override
    public String toString() {
        return name;
    }
}
