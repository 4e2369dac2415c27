package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.r2dbc.internal.codec.InvalidValues;
import dev.relata.r2dbc.internal.codec.PlainCodec;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.r2dbc.internal.dialect.TypeForms;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Row;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of one column at a driver that takes and gives objects. Immutable and thread-safe. */
public final class PlainColumn {

    private final TypeForms forms;
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
    public PlainColumn(TypeForms forms, PgType type, String column, PlainCodec codec) {
        this.forms = forms;
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
        if (forms.sendsJson()) {
            return values.stream().map(this::json).collect(Collectors.joining(", ", "[", "]"));
        }
        Object[] elements = new Object[values.size()];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = bound(values.get(i));
        }
        return Parameters.in(array, elements);
    }

    /** Returns a value as an element of a JSON array. */
    public String json(@Nullable Object value) {
        return value == null ? "null" : stored(value, given -> forms.json(type, given));
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
        return stored(value, given -> withoutNulls(forms.toDriver(type, given)));
    }

    private <T> T stored(Object value, Function<Object, T> form) {
        try {
            return form.apply(codec.toDriver(value));
        } catch (ClassCastException e) {
            throw InvalidValues.because(
                    column + "a value of " + value.getClass().getName() + " was given where " + type + " is stored", e);
        } catch (InvalidValueException e) {
            throw InvalidValues.because(column + ValueText.ofError(e), e);
        } catch (RuntimeException e) {
            throw InvalidValues.because(
                    column + ValueText.of(value) + " cannot be stored as " + type + ": " + ValueText.ofError(e), e);
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
            Object value = row.get(index, forms.readAs(type));
            return value == null ? null : codec.fromDriver(forms.fromDriver(type, value));
        } catch (InvalidValueException e) {
            throw column.isEmpty() ? e : InvalidValues.because(column + ValueText.ofError(e), e);
        } catch (RuntimeException e) {
            throw InvalidValues.because(
                    column + "a stored value cannot be read as " + type + ": " + ValueText.ofError(e), e);
        }
    }
}
