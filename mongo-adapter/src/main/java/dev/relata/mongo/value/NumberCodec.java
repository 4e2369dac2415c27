package dev.relata.mongo.value;

import dev.relata.error.InvalidValueException;
import java.math.BigDecimal;
import java.math.BigInteger;
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

    private final Function<Number, BsonValue> write;
    private final Function<Number, Object> read;

    private NumberCodec(Function<Number, BsonValue> write, Function<Number, Object> read) {
        this.write = write;
        this.read = read;
    }

    /** The codec of a class of numbers, or null for any other class. */
    static @Nullable ValueCodec of(Class<?> type) {
        if (type == Byte.class) {
            return new NumberCodec(NumberCodec::int32, number -> (byte) whole(number, Byte.MIN_VALUE, Byte.MAX_VALUE));
        }
        if (type == Short.class) {
            return new NumberCodec(
                    NumberCodec::int32, number -> (short) whole(number, Short.MIN_VALUE, Short.MAX_VALUE));
        }
        if (type == Integer.class) {
            return new NumberCodec(
                    NumberCodec::int32, number -> (int) whole(number, Integer.MIN_VALUE, Integer.MAX_VALUE));
        }
        if (type == Long.class) {
            return new NumberCodec(
                    number -> new BsonInt64(number.longValue()),
                    number -> whole(number, Long.MIN_VALUE, Long.MAX_VALUE));
        }
        if (type == Float.class) {
            return new NumberCodec(NumberCodec::floating, Number::floatValue);
        }
        return type == Double.class ? new NumberCodec(NumberCodec::floating, Number::doubleValue) : large(type);
    }

    private static @Nullable ValueCodec large(Class<?> type) {
        if (type == BigDecimal.class) {
            return new NumberCodec(number -> decimal((BigDecimal) number), NumberCodec::toDecimal);
        }
        return type == BigInteger.class
                ? new NumberCodec(
                        number -> decimal(new BigDecimal((BigInteger) number)),
                        number -> toDecimal(number).toBigIntegerExact())
                : null;
    }

    private static BsonValue int32(Number number) {
        return new BsonInt32(number.intValue());
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

    private static long whole(Number number, long least, long most) {
        long whole = number instanceof Integer || number instanceof Long ? number.longValue() : exact(number);
        if (whole < least || whole > most) {
            throw notWhole(number, least, most);
        }
        return whole;
    }

    /** Other writers choose types of their own: whole numbers may come as doubles and decimals. */
    private static long exact(Number number) {
        try {
            return toDecimal(number).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw notWhole(number, Long.MIN_VALUE, Long.MAX_VALUE);
        }
    }

    private static InvalidValueException notWhole(Number number, long least, long most) {
        return new InvalidValueException(number + " is stored, which is no whole number from " + least + " to " + most
                + "; give the component a wider type");
    }

    private static BigDecimal toDecimal(Number number) {
        if (number instanceof Decimal128 decimal) {
            // A negative zero has no BigDecimal of its own.
            return decimal.isNegative() && decimal.doubleValue() == 0 ? BigDecimal.ZERO : decimal.bigDecimalValue();
        }
        return number instanceof Double floating
                ? BigDecimal.valueOf(floating)
                : BigDecimal.valueOf(number.longValue());
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
