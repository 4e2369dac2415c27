package dev.relata.internal.export;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.io.NumberOutput;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/** Writes values of one Java type as JSON, those that it is certain about. Stateless. */
@FunctionalInterface
interface JsonValue {

    /** Writes a value that is not null; returns false, perhaps with part of it written, for one that is left to the mapper. */
    boolean write(BufferOutput out, Object value);

    /** Writes what a type has in quotes, in characters that need no escape. */
    private static JsonValue quoted(Function<Object, String> text) {
        return (out, value) -> {
            out.write('"');
            out.ascii(text.apply(value));
            out.write('"');
            return true;
        };
    }

    private static JsonValue bare(Function<Object, String> text) {
        return (out, value) -> {
            out.ascii(text.apply(value));
            return true;
        };
    }

    private static JsonValue formatted(DateTimeFormatter formatter) {
        return quoted(value -> formatter.format((TemporalAccessor) value));
    }

    /** Writes an integer. */
    static boolean number(BufferOutput out, long value) {
        byte[] bytes = out.room(20);
        out.advanceTo(NumberOutput.outputLong(value, bytes, out.length()));
        return true;
    }

    /**
     * Finds what writes a type.
     *
     * @param type the class of the values, boxed
     * @return null where there is none
     */
    static @Nullable JsonValue of(Class<?> type, JsonMapper json, ObjectWriter writer, JsonText texts) {
        if (type == String.class) {
            return (out, value) -> texts.write(out, (String) value);
        }
        if (type.isEnum()) {
            return constants(type, writer);
        }
        boolean fast = json.tokenStreamFactory().isEnabled(StreamWriteFeature.USE_FAST_DOUBLE_WRITER);
        if (type == Double.class) {
            return (out, value) -> finite(out, (Double) value, fast);
        }
        if (type == Float.class) {
            return (out, value) -> finite(out, (Float) value, fast);
        }
        return Types.WRITTEN.get(type);
    }

    private static boolean finite(BufferOutput out, double value, boolean fast) {
        if (NumberOutput.notFinite(value)) {
            return false;
        }
        out.ascii(NumberOutput.toString(value, fast));
        return true;
    }

    private static boolean finite(BufferOutput out, float value, boolean fast) {
        if (NumberOutput.notFinite(value)) {
            return false;
        }
        out.ascii(NumberOutput.toString(value, fast));
        return true;
    }

    private static JsonValue constants(Class<?> type, ObjectWriter writer) {
        Object[] constants = type.getEnumConstants();
        byte[][] written = new byte[constants.length][];
        for (int i = 0; i < constants.length; i++) {
            written[i] = writer.writeValueAsBytes(constants[i]);
        }
        return (out, value) -> {
            out.write(written[((Enum<?>) value).ordinal()]);
            return true;
        };
    }

    /** What is written alike by every mapper that agrees on the samples. */
    final class Types {

        private static final JsonValue INTEGER = (out, value) -> number(out, ((Number) value).longValue());

        private static final Map<Class<?>, JsonValue> WRITTEN = Map.ofEntries(
                Map.entry(Long.class, INTEGER),
                Map.entry(Integer.class, INTEGER),
                Map.entry(Short.class, INTEGER),
                Map.entry(Byte.class, INTEGER),
                Map.entry(Boolean.class, bare(Object::toString)),
                Map.entry(BigInteger.class, bare(Object::toString)),
                Map.entry(BigDecimal.class, bare(Object::toString)),
                Map.entry(UUID.class, quoted(Object::toString)),
                Map.entry(Instant.class, (out, value) -> IsoDates.write(out, (Instant) value)),
                Map.entry(LocalDate.class, (out, value) -> IsoDates.write(out, (LocalDate) value)),
                Map.entry(LocalTime.class, formatted(DateTimeFormatter.ISO_LOCAL_TIME)),
                Map.entry(LocalDateTime.class, formatted(DateTimeFormatter.ISO_LOCAL_DATE_TIME)),
                Map.entry(OffsetDateTime.class, formatted(DateTimeFormatter.ISO_OFFSET_DATE_TIME)));

        private Types() {}
    }
}
