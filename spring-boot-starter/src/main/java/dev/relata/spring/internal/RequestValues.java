package dev.relata.spring.internal;

import dev.relata.error.InvalidValueException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EnumLabels;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.format.datetime.standard.DateTimeFormatterRegistrar;
import org.springframework.format.support.DefaultFormattingConversionService;

/**
 * Converts values of requests, such as parameters, arguments and cursors, to values of properties, and back. Spring converts; times
 * are ISO 8601. What the model converts is converted to the stored type first, and then by the model. Immutable, thread-safe.
 */
public final class RequestValues {

    private static final Set<Class<?>> WHOLE = Set.of(
            Byte.class, Short.class, Integer.class, Long.class, BigInteger.class, int.class, long.class, short.class);

    private final ConversionService conversion;

    /** Makes the conversion, which has no settings. */
    public RequestValues() {
        DefaultFormattingConversionService service = new DefaultFormattingConversionService(false);
        DateTimeFormatterRegistrar times = new DateTimeFormatterRegistrar();
        times.setUseIsoFormat(true);
        times.registerFormatters(service);
        this.conversion = service;
    }

    /**
     * Tells whether texts can be converted to a type.
     *
     * @param type the type
     * @return true where Spring has a conversion; a text may be none of the type all the same
     */
    public boolean readsTexts(Class<?> type) {
        return conversion.canConvert(String.class, type);
    }

    /**
     * Converts a value to a type.
     *
     * @param value the value
     * @param type the type
     * @param <V> the type
     * @return the converted value
     * @throws ConversionException where it is none of the type; so are null, a text that Spring takes for null, as the empty one
     *     for a number, and a text with the character 0
     */
    public <V> V convert(@Nullable Object value, Class<V> type) {
        V converted = type.isInstance(value) ? type.cast(value) : conversion.convert(value, type);
        if (converted == null || converted instanceof String text && text.indexOf('\0') >= 0) {
            throw failed(value, type, new IllegalArgumentException("no value of a database"));
        }
        return converted;
    }

    /**
     * Converts a value that a person gives to a type: a constant of an enum by its label, or else by its name.
     *
     * @param value the value
     * @param type the type
     * @param <V> the type
     * @return the converted value
     * @throws ConversionException where it is none of the type, as for {@link #convert}
     */
    public <V> V given(@Nullable Object value, Class<V> type) {
        Object constant = type.isEnum() && value instanceof String text
                ? EnumLabels.of(type).constant(text)
                : null;
        if (WHOLE.contains(type) && value instanceof Number number && hasFraction(number)) {
            throw failed(value, type, new ArithmeticException("it has a fraction"));
        }
        return constant == null ? convert(value, type) : type.cast(constant);
    }

    /** A conversion of numbers would cut it off. */
    private static boolean hasFraction(Number number) {
        double rounded = Math.rint(number.doubleValue());
        return number instanceof BigDecimal decimal
                ? decimal.stripTrailingZeros().scale() > 0
                : (number instanceof Double || number instanceof Float) && number.doubleValue() != rounded;
    }

    /**
     * Converts a value that a person gives to a value of a component, by the model's converter where the component has one.
     *
     * @param value the value
     * @param attribute the component
     * @return a value of {@code attribute.componentClass()}
     * @throws ConversionException where it is none of the stored type, or the model's converter refuses it
     */
    public Object given(@Nullable Object value, Attribute attribute) {
        Class<?> component = attribute.componentClass();
        if (attribute.converter() == null || component.isInstance(value)) {
            return given(value, component);
        }
        return converted(given(value, attribute.valueClass()), attribute);
    }

    /**
     * Writes a value of a component as a text, which {@link #read} reads.
     *
     * @param value the value of the component
     * @param attribute the component
     * @return the text of what is stored
     */
    public String write(Object value, Attribute attribute) {
        return convert(attribute.toStored(value), String.class);
    }

    /**
     * Reads a value of a component from the text that {@link #write} has made.
     *
     * @param text the text
     * @param attribute the component
     * @return a value of {@code attribute.componentClass()}
     * @throws ConversionException where the text is none of the stored type, or the model's converter refuses it
     */
    public Object read(String text, Attribute attribute) {
        return converted(convert(text, attribute.valueClass()), attribute);
    }

    private static Object converted(Object stored, Attribute attribute) {
        try {
            return Objects.requireNonNull(attribute.toValue(stored), "a stored value is one");
        } catch (InvalidValueException e) {
            throw failed(stored, attribute.componentClass(), e);
        }
    }

    private static ConversionException failed(@Nullable Object value, Class<?> type, Throwable cause) {
        return new ConversionFailedException(
                TypeDescriptor.forObject(value), TypeDescriptor.valueOf(type), value, cause);
    }

    /**
     * Describes the values of a type for a message to the person who gave another one.
     *
     * @param type the type
     * @return such as {@code one of [G, PG-13]}, by the labels of an enum
     */
    public static String expected(Class<?> type) {
        return type.isEnum() ? "one of " + EnumLabels.of(type).labels() : "a value of type " + type.getSimpleName();
    }
}
