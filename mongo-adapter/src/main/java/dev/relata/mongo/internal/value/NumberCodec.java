package dev.relata.mongo.internal.value;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.function.Function;
import org.bson.BsonDecimal128;
import org.bson.BsonDouble;
import org.bson.BsonInt32;
import org.bson.BsonInt64;
import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonValue;
import org.bson.types.Decimal128;
import org.jspecify.annotations.Nullable;

/**
 * Numbers: whole ones up to 32 and 64 bits, floating ones, decimals of up to 34 digits. Any BSON number is read, for
 * aggregates and other writers choose types of their own.
 */
final class NumberCodec implements ValueCodec {

    private static final Map<Class<?>, NumberCodec> CODECS = Map.of(
            Byte.class,
            new NumberCodec(NumberCodec::int32, number -> (byte) whole(number, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte")),
            Short.class,
            new NumberCodec(
                    NumberCodec::int32, number -> (short) whole(number, Short.MIN_VALUE, Short.MAX_VALUE, "short")),
            Integer.class,
            new NumberCodec(
                    NumberCodec::int32, number -> (int) whole(number, Integer.MIN_VALUE, Integer.MAX_VALUE, "int")),
            Long.class,
            new NumberCodec(
                    number -> new BsonInt64(number.longValue()),
                    number -> whole(number, Long.MIN_VALUE, Long.MAX_VALUE, "long")),
            Float.class,
            new NumberCodec(NumberCodec::floating, NumberCodec::single),
            Double.class,
            new NumberCodec(NumberCodec::floating, Number::doubleValue),
            BigDecimal.class,
            new NumberCodec(number -> decimal((BigDecimal) number), NumberCodec::toDecimal),
            BigInteger.class,
            new NumberCodec(
                    number -> decimal(new BigDecimal((BigInteger) number)), number -> integer(toDecimal(number))));

    private final Function<Number, BsonValue> write;
    private final Function<Number, Object> read;

    private NumberCodec(Function<Number, BsonValue> write, Function<Number, Object> read) {
        this.write = write;
        this.read = read;
    }

    /** The codec of a class of numbers, or null for any other class. */
    static @Nullable ValueCodec of(Class<?> type) {
        return CODECS.get(type);
    }

    /** A key of another size, that this one is compared with, may be larger than all that is stored. */
    private static BsonValue int32(Number number) {
        long value = number.longValue();
        return value == (int) value ? new BsonInt32((int) value) : new BsonInt64(value);
    }

    private static BsonValue floating(Number number) {
        return new BsonDouble(number.doubleValue());
    }

    private static BsonValue decimal(BigDecimal number) {
        try {
            return new BsonDecimal128(new Decimal128(number));
        } catch (NumberFormatException e) {
            throw new InvalidValueException("MongoDB's decimals hold 34 digits, and " + number.precision()
                    + " were given; round it, or keep it as text");
        }
    }

    /** Any BSON number that the type holds as it is. */
    private static long whole(Number number, long least, long most, String type) {
        boolean integral = number instanceof Integer || number instanceof Long;
        long value = integral ? number.longValue() : exact(number, type);
        if (value < least || value > most) {
            throw misfit(number, type);
        }
        return value;
    }

    /** Other writers choose types of their own: whole numbers may come as doubles and decimals. */
    private static long exact(Number number, String type) {
        try {
            return toDecimal(number).longValueExact();
        } catch (ArithmeticException e) {
            throw misfit(number, type);
        }
    }

    private static Float single(Number number) {
        float narrowed = number.floatValue();
        if (Float.isInfinite(narrowed) && !Double.isInfinite(number.doubleValue())) {
            throw misfit(number, "float");
        }
        return narrowed;
    }

    private static BigInteger integer(BigDecimal number) {
        try {
            return number.toBigIntegerExact();
        } catch (ArithmeticException e) {
            throw misfit(number, "BigInteger");
        }
    }

    private static InvalidValueException misfit(Number number, String type) {
        return new InvalidValueException(
                ValueText.of(number) + " is stored, which no " + type + " holds: use a wider type, or correct it");
    }

    private static BigDecimal toDecimal(Number number) {
        if (number instanceof Decimal128 decimal) {
            if (decimal.isNaN() || decimal.isInfinite()) {
                throw special(decimal);
            }
            // A negative zero has no BigDecimal of its own.
            return decimal.isNegative() && decimal.doubleValue() == 0 ? BigDecimal.ZERO : decimal.bigDecimalValue();
        }
        if (number instanceof Double floating) {
            if (!Double.isFinite(floating)) {
                throw special(floating);
            }
            return BigDecimal.valueOf(floating);
        }
        return BigDecimal.valueOf(number.longValue());
    }

    private static InvalidValueException special(Number number) {
        return new InvalidValueException(ValueText.of(number)
                + " cannot be a BigDecimal; keep it out of the collection, or read it as a double");
    }

    @Override
    public BsonValue toBson(Object value) {
        return write.apply((Number) value);
    }

    @Override
    public Object fromBson(BsonValue value) {
        return read.apply(number(value));
    }

    private static Number number(BsonValue value) {
        return switch (value.getBsonType()) {
            case INT32 -> value.asInt32().getValue();
            case INT64 -> value.asInt64().getValue();
            case DOUBLE -> value.asDouble().getValue();
            case DECIMAL128 -> value.asDecimal128().getValue();
            default -> throw unexpected(value.getBsonType());
        };
    }

    @Override
    public Object read(BsonReader reader) {
        BsonType type = reader.getCurrentBsonType();
        return read.apply(
                switch (type) {
                    case INT32 -> reader.readInt32();
                    case INT64 -> reader.readInt64();
                    case DOUBLE -> reader.readDouble();
                    case DECIMAL128 -> reader.readDecimal128();
                    default -> throw unexpected(type);
                });
    }

    private static InvalidValueException unexpected(BsonType type) {
        return new InvalidValueException("a number is expected, and a " + type + " is stored");
    }
}
