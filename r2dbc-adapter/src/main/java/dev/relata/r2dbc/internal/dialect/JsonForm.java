package dev.relata.r2dbc.internal.dialect;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values of a database that has neither arrays nor moments nor durations: a moment is the local time in UTC, a duration a number of
 * microseconds, and an array a JSON text, as is a whole column of values. Stateless.
 */
final class JsonForm {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int MOST_BYTES = 8_000_000;
    private static final int MOST_DIGITS = 35;
    private static final int MOST_DECIMALS = 30;
    private static final int MOST_YEARS = 9999;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final DateTimeFormatter DATE_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

    private JsonForm() {}

    /** Returns a value, other than null, as the driver takes it. */
    static Object toDriver(PgType type, Object value) {
        if (value instanceof Object[] array) {
            return json(type.base(), array);
        }
        if (value instanceof OffsetDateTime moment) {
            return inRange(moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        }
        if (value instanceof LocalDateTime time) {
            return inRange(time);
        }
        if (value instanceof LocalDate date) {
            inRange(date.atStartOfDay());
            return date;
        }
        if (value instanceof Duration duration) {
            return micros(duration);
        }
        if (value instanceof BigDecimal number) {
            // A declared size is checked by the server.
            return type.name().indexOf('(') < 0 ? digits(number) : number;
        }
        if (value instanceof Float || value instanceof Double) {
            return finite((Number) value);
        }
        return value instanceof UUID id ? id.toString() : value;
    }

    private static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1_000);
    }

    private static LocalDateTime inRange(LocalDateTime time) {
        if (time.getYear() < 1 || time.getYear() > MOST_YEARS) {
            throw new InvalidValueException(
                    ValueText.of(time) + " is outside of the years 1 to 9999, which the database can store");
        }
        return time;
    }

    private static BigDecimal digits(BigDecimal number) {
        BigDecimal digits = bare(number);
        if (digits.precision() - digits.scale() > MOST_DIGITS || digits.scale() > MOST_DECIMALS) {
            throw new InvalidValueException(ValueText.of(number)
                    + " has more than 35 digits before the point, or 30 behind it, which the database cannot store");
        }
        return number;
    }

    private static Object finite(Number number) {
        double value = number.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new InvalidValueException(ValueText.of(value) + " is no number that the database can store");
        }
        return value;
    }

    /** Returns a value of the driver's as the store reads it. */
    static Object fromDriver(PgType type, Object value) {
        if (type.dimensions() > 0) {
            return array(type.base(), JSON.readValue((String) value, List.class));
        }
        return value instanceof BigDecimal number && type.name().indexOf('(') < 0
                ? bare(number)
                : element(type.base(), value);
    }

    /** A column without a declared scale fills numbers up with zeros. */
    private static BigDecimal bare(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static Object element(KnownPgType type, Object value) {
        return switch (type) {
            case UUID -> UUID.fromString((String) value);
            case TIMESTAMPTZ -> ((LocalDateTime) value).atOffset(ZoneOffset.UTC);
            case INTERVAL -> Duration.of(((Number) value).longValue(), ChronoUnit.MICROS);
            default -> value;
        };
    }

    private static @Nullable Object[] array(KnownPgType type, List<?> values) {
        return values.stream()
                .map(each ->
                        each == null ? null : each instanceof List<?> inner ? array(type, inner) : parsed(type, each))
                .toArray();
    }

    private static Object parsed(KnownPgType type, Object value) {
        return switch (type) {
            case NUMERIC, MONEY -> new BigDecimal(value.toString());
            case BYTEA -> HexFormat.of().parseHex((String) value);
            case DATE -> LocalDate.parse((String) value);
            case TIME -> LocalTime.parse((String) value, TIME);
            case TIMESTAMP -> LocalDateTime.parse((String) value, DATE_TIME);
            case TIMESTAMPTZ -> LocalDateTime.parse((String) value, DATE_TIME).atOffset(ZoneOffset.UTC);
            default -> element(type, value);
        };
    }

    private static String json(KnownPgType type, @Nullable Object[] array) {
        StringBuilder text = new StringBuilder("[");
        for (Object each : array) {
            text.append(text.length() == 1 ? "" : ", ");
            text.append(each == null ? "null" : each instanceof Object[] inner ? json(type, inner) : literal(each));
        }
        return text.append(']').toString();
    }

    /** Returns a value, other than null, as an element of a JSON array. */
    static String element(PgType type, Object value) {
        Object given = toDriver(type, value);
        return literal(given);
    }

    /** What JSON's numbers do not keep is written as a text. */
    private static String literal(Object value) {
        if (value instanceof OffsetDateTime moment) {
            return literal(moment.withOffsetSameInstant(ZoneOffset.UTC).toLocalDateTime());
        }
        if (value instanceof Duration duration) {
            return String.valueOf(micros(duration));
        }
        if (value instanceof Float || value instanceof Double) {
            finite((Number) value);
        }
        if (value instanceof Boolean || value instanceof Number && !(value instanceof BigDecimal)) {
            return value.toString();
        }
        return JSON.writeValueAsString(text(value));
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            if (bytes.length > MOST_BYTES) {
                throw new InvalidValueException(
                        bytes.length + " bytes are more than travel beside other rows: write the row by itself");
            }
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof LocalDateTime time) {
            return DATE_TIME.format(time);
        }
        return value instanceof LocalTime time
                ? TIME.format(time)
                : value instanceof BigDecimal number ? number.toPlainString() : value.toString();
    }
}
