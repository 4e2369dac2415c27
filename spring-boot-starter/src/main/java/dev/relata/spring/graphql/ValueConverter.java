package dev.relata.spring.graphql;

import java.util.Objects;
import org.springframework.core.convert.ConversionService;
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
     * @throws org.springframework.core.convert.ConversionException where it is none of the type
     */
    <V> V convert(Object value, Class<V> type) {
        return type.isInstance(value) ? type.cast(value) : Objects.requireNonNull(conversion.convert(value, type));
    }
}
