package dev.relata.r2dbc.internal.codec;

import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.spi.RowTarget;
import java.time.Year;
import java.util.function.LongFunction;

/** The integers: any of PostgreSQL's three into any of Java's, refused where the value does not fit. */
final class IntegerCodec implements ValueCodec {

    private final Class<?> javaClass;
    private final KnownPgType type;
    private final LongFunction<Object> narrow;

    IntegerCodec(Class<?> javaClass, KnownPgType type) {
        this.javaClass = javaClass;
        this.type = type;
        this.narrow = narrowTo(javaClass);
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        long value = value(bytes, offset, length);
        if (javaClass == Long.class) {
            return value;
        }
        if (javaClass == Integer.class && (int) value == value) {
            return (int) value;
        }
        return narrow.apply(value);
    }

    @Override
    public void pass(byte[] bytes, int offset, int length, int column, RowTarget<?> target) {
        long value = value(bytes, offset, length);
        if (javaClass == Long.class || javaClass == Integer.class && (int) value == value) {
            target.number(column, value);
        } else {
            target.value(column, narrow.apply(value));
        }
    }

    @Override
    public String encode(Object value) {
        return bind(value).toString();
    }

    @Override
    public Object bind(Object value) {
        long number = value instanceof Year year ? year.getValue() : ((Number) value).longValue();
        if (type == KnownPgType.BIGINT) {
            return number;
        }
        Object narrowed = type == KnownPgType.INTEGER ? (Object) (int) number : (Object) (short) number;
        if (((Number) narrowed).longValue() != number) {
            throw InvalidValues.outOfRange(value, type.sqlName());
        }
        return narrowed;
    }

    @Override
    public boolean plainInArrays() {
        return true;
    }

    private static long value(byte[] bytes, int offset, int length) {
        return switch (length) {
            case Long.BYTES -> BigEndian.getLong(bytes, offset);
            case Integer.BYTES -> BigEndian.getInt(bytes, offset);
            default -> BigEndian.getShort(bytes, offset);
        };
    }

    private static LongFunction<Object> narrowTo(Class<?> javaClass) {
        if (javaClass == Short.class) {
            return value -> (short) within(value, Short.MIN_VALUE, Short.MAX_VALUE, "short");
        }
        if (javaClass == Byte.class) {
            return value -> (byte) within(value, Byte.MIN_VALUE, Byte.MAX_VALUE, "byte");
        }
        if (javaClass == Year.class) {
            return value -> Year.of((int) within(value, Year.MIN_VALUE, Year.MAX_VALUE, "Year"));
        }
        return value -> (int) within(value, Integer.MIN_VALUE, Integer.MAX_VALUE, "int");
    }

    private static long within(long value, long min, long max, String javaType) {
        if (value < min || value > max) {
            throw InvalidValues.outOfRange(value, javaType);
        }
        return value;
    }
}
