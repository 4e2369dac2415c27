package dev.relata.r2dbc.internal.codec;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The class in which drivers take and give the values of a type, and the exact text of each. Times are cut off, towards the past, to what a
 * column keeps, and moments are in UTC. Stateless.
 */
enum PlainForm {
    BOOLEAN {
        @Override
        Object normal(Object value) {
            return (Boolean) value;
        }

        @Override
        Object parse(String text) {
            return switch (text) {
                case "true" -> true;
                case "false" -> false;
                default -> throw new IllegalArgumentException("neither true nor false");
            };
        }
    },
    SMALLINT {
        @Override
        Object normal(Object value) {
            return decimal(value).shortValueExact();
        }

        @Override
        Object parse(String text) {
            return normal(new BigDecimal(text));
        }
    },
    INTEGER {
        @Override
        Object normal(Object value) {
            return decimal(value).intValueExact();
        }

        @Override
        Object parse(String text) {
            return normal(new BigDecimal(text));
        }
    },
    BIGINT {
        @Override
        Object normal(Object value) {
            return decimal(value).longValueExact();
        }

        @Override
        Object parse(String text) {
            return normal(new BigDecimal(text));
        }
    },
    REAL {
        @Override
        Object normal(Object value) {
            float number = ((Number) value).floatValue();
            requireRange(value, number, "real");
            return number;
        }

        @Override
        Object parse(String text) {
            return isWord(text) ? Float.valueOf(text) : normal(new BigDecimal(text));
        }
    },
    DOUBLE {
        @Override
        Object normal(Object value) {
            double number = ((Number) value).doubleValue();
            requireRange(value, number, "double precision");
            return number;
        }

        @Override
        Object parse(String text) {
            return isWord(text) ? Double.valueOf(text) : normal(new BigDecimal(text));
        }
    },
    NUMERIC {
        @Override
        Object normal(Object value) {
            BigDecimal number = decimal(value);
            // Drivers know no digits that are left out before the point.
            return number.scale() < 0 ? number.setScale(0) : number;
        }

        @Override
        Object parse(String text) {
            return normal(new BigDecimal(text));
        }
    },
    TEXT {
        @Override
        Object normal(Object value) {
            return (String) value;
        }

        @Override
        Object parse(String text) {
            return text;
        }
    },
    UUID {
        @Override
        Object normal(Object value) {
            return (UUID) value;
        }

        @Override
        Object parse(String text) {
            return java.util.UUID.fromString(text);
        }
    },
    BYTEA {
        @Override
        Object normal(Object value) {
            return (byte[]) value;
        }

        @Override
        Object parse(String text) {
            return HexFormat.of().parseHex(text);
        }

        @Override
        String format(Object value) {
            return HexFormat.of().formatHex((byte[]) value);
        }
    },
    DATE {
        @Override
        Object normal(Object value) {
            return (LocalDate) value;
        }

        @Override
        Object parse(String text) {
            return LocalDate.parse(text);
        }
    },
    TIME {
        @Override
        Object normal(Object value) {
            LocalTime time = (LocalTime) value;
            return time.withNano(micros(time.getNano()));
        }

        @Override
        Object parse(String text) {
            return LocalTime.parse(text);
        }
    },
    TIMETZ {
        @Override
        Object normal(Object value) {
            OffsetTime time = (OffsetTime) value;
            return time.withNano(micros(time.getNano()));
        }

        @Override
        Object parse(String text) {
            return OffsetTime.parse(text);
        }
    },
    TIMESTAMP {
        @Override
        Object normal(Object value) {
            LocalDateTime time = (LocalDateTime) value;
            return time.withNano(micros(time.getNano()));
        }

        @Override
        Object parse(String text) {
            return LocalDateTime.parse(text);
        }
    },
    TIMESTAMPTZ {
        @Override
        Object normal(Object value) {
            OffsetDateTime time = ((OffsetDateTime) value).withOffsetSameInstant(ZoneOffset.UTC);
            return time.withNano(micros(time.getNano()));
        }

        @Override
        Object parse(String text) {
            return OffsetDateTime.parse(text);
        }
    },
    INTERVAL {
        @Override
        Object normal(Object value) {
            Duration duration = (Duration) value;
            return duration.withNanos(micros(duration.getNano()));
        }

        @Override
        Object parse(String text) {
            return Duration.parse(text);
        }
    };

    private static final int NANOS = 1_000;

    /** Returns a value of the class for the driver, from one of it or of a like one. */
    abstract Object normal(Object value);

    /** Reads what {@link #format} has written. */
    abstract Object parse(String text);

    /** Writes a value of the driver's as a text that loses nothing. */
    String format(Object value) {
        return value.toString();
    }

    static PlainForm of(KnownPgType type) {
        return switch (type) {
            case BOOLEAN -> BOOLEAN;
            case SMALLINT -> SMALLINT;
            case INTEGER -> INTEGER;
            case BIGINT -> BIGINT;
            case REAL -> REAL;
            case DOUBLE -> DOUBLE;
            case NUMERIC, MONEY -> NUMERIC;
            case TEXT, VARCHAR, BPCHAR, JSON, JSONB, OTHER -> TEXT;
            case UUID -> UUID;
            case BYTEA -> BYTEA;
            case DATE -> DATE;
            case TIME -> TIME;
            case TIMETZ -> TIMETZ;
            case TIMESTAMP -> TIMESTAMP;
            case TIMESTAMPTZ -> TIMESTAMPTZ;
            case INTERVAL -> INTERVAL;
        };
    }

    private static int micros(int nanos) {
        return nanos / NANOS * NANOS;
    }

    /** Not a number, or infinite. */
    private static boolean isWord(String text) {
        return text.endsWith("NaN") || text.endsWith("Infinity");
    }

    /** A number that is too large for a type would become infinite there, and one that is too small zero. */
    private static void requireRange(Object given, double stored, String type) {
        double number = ((Number) given).doubleValue();
        boolean finite = given instanceof BigDecimal || given instanceof BigInteger || Double.isFinite(number);
        boolean zero = given instanceof BigDecimal exact ? exact.signum() == 0 : number == 0;
        if (finite && (Double.isInfinite(stored) || stored == 0 && !zero)) {
            throw InvalidValues.outOfRange(given, type);
        }
    }

    static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger whole) {
            return new BigDecimal(whole);
        }
        Number number = (Number) value;
        if (value instanceof Double || value instanceof Float) {
            double exact = number.doubleValue();
            if (Double.isNaN(exact) || Double.isInfinite(exact)) {
                throw new InvalidValueException(ValueText.of(value) + " is no number that has digits");
            }
            return new BigDecimal(value.toString());
        }
        return BigDecimal.valueOf(number.longValue());
    }
}
