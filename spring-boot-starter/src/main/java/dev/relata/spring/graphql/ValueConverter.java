package dev.relata.spring.graphql;

import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.ConversionFailedException;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.format.datetime.standard.DateTimeFormatterRegistrar;
import org.springframework.format.support.DefaultFormattingConversionService;

/** Converts values of arguments and of cursors to those of properties, and back; times are ISO 8601. Immutable, thread-safe. */
final class ValueConverter {

    private final ConversionService conversion;

    ValueConverter() {
        DefaultFormattingConversionService service = new DefaultFormattingConversionService(false);
        DateTimeFormatterRegistrar times = new DateTimeFormatterRegistrar();
        times.setUseIsoFormat(true);
        times.registerFormatters(service);
        this.conversion = service;
    }

    /**
     * Converts a value.
     *
     * @throws org.springframework.core.convert.ConversionException where it is none of the type; so are null, a text that
     *     Spring takes for null, as the empty one for a number, and a text with the character 0
     */
    <V> V convert(@Nullable Object value, Class<V> type) {
        V converted = type.isInstance(value) ? type.cast(value) : conversion.convert(value, type);
        if (converted == null || converted instanceof String text && text.indexOf('\0') >= 0) {
            throw new ConversionFailedException(
                    TypeDescriptor.forObject(value),
                    TypeDescriptor.valueOf(type),
                    value,
                    new IllegalArgumentException("no value of a database"));
        }
        return converted;
    }
}
