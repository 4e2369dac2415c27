package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;
import dev.relata.r2dbc.internal.codec.InvalidValues;
import dev.relata.r2dbc.internal.codec.PlainCodec;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Row;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of one column at a driver that takes and gives objects. Immutable and thread-safe. */
public final class PlainColumn {

    private final PgType type;
    private final String column;
    private final PlainCodec codec;
    private final PlainType parameter;
    private final PlainType array;

    /**
     * Creates a column.
     *
     * @param column its name, which begins errors; empty for none
     */
    public PlainColumn(PgType type, String column, PlainCodec codec) {
        this.type = type;
        this.column = column.isEmpty() ? "" : column + ": ";
        this.codec = codec;
        this.parameter = new PlainType(type.castName(), Object.class);
        this.array = new PlainType(type.castName() + "[]", Object[].class);
    }

    /** The name of a type, for listeners; the drivers look at the value alone. */
    private record PlainType(String name, Class<?> javaType) implements io.r2dbc.spi.Type {

        @Override
        public Class<?> getJavaType() {
            return javaType;
        }

        @Override
        public String getName() {
            return name;
        }
    }

    /** Returns what to bind to the parameter of a value. */
    public Object bind(@Nullable Object value) {
        return value == null ? Parameters.in(parameter) : Parameters.in(parameter, element(value));
    }

    /** Returns what to bind to the parameter of a whole column of values. */
    public Object bindArray(List<? extends @Nullable Object> values) {
        Object[] elements = new Object[values.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = bound(values.get(i));
        }
        return Parameters.in(array, elements);
    }

    /** Drivers take no null among the elements of an array, but a parameter without a value. */
    private Object bound(@Nullable Object value) {
        return value == null ? Parameters.in(parameter) : inArray(element(value));
    }

    /** Numbers with digits after the point travel as texts in arrays: drivers take those of one scale only. */
    private static Object inArray(Object value) {
        return value instanceof BigDecimal number ? number.toString() : value;
    }

    private Object element(Object value) {
        try {
            return withoutNulls(codec.toDriver(value));
        } catch (ClassCastException e) {
            throw InvalidValues.because(
                    column + "a value of " + value.getClass().getName() + " was given where " + type + " is stored", e);
        } catch (InvalidValueException e) {
            throw InvalidValues.because(column + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw InvalidValues.because(column + value + " cannot be stored as " + type + ": " + e.getMessage(), e);
        }
    }

    private Object withoutNulls(Object value) {
        return value instanceof Object[] array
                ? Arrays.stream(array)
                        .map(each -> each == null ? Parameters.in(parameter) : inArray(withoutNulls(each)))
                        .toArray()
                : value;
    }

    /**
     * Reads the value of a row.
     *
     * @throws InvalidValueException if it has no counterpart in its Java type
     */
    @Nullable
    Object read(Row row, int index) {
        try {
            Object value = type.base() == KnownPgType.INTERVAL && type.dimensions() == 0
                    ? row.get(index, Duration.class)
                    : row.get(index);
            return value == null ? null : codec.fromDriver(value);
        } catch (InvalidValueException e) {
            throw column.isEmpty() ? e : InvalidValues.because(column + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw InvalidValues.because(column + "a stored value cannot be read as " + type + ": " + e, e);
        }
    }
}
