package dev.relata.r2dbc.internal.codec;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A Java type of the values of {@code timestamptz} and {@code timestamp}, always in UTC, whatever the zone of the JVM or of the
 * session.
 *
 * @param make creates a value
 * @param infinity stands for PostgreSQL's {@code infinity}
 * @param minusInfinity stands for PostgreSQL's {@code -infinity}
 * @param toInstant converts a value
 */
public record TimestampType(Make make, Object infinity, Object minusInfinity, Function<Object, Instant> toInstant) {

    private static final Map<Class<?>, TimestampType> BY_CLASS = Map.of(
            Instant.class,
            new TimestampType(Instant::ofEpochSecond, Instant.MAX, Instant.MIN, value -> (Instant) value),
            LocalDateTime.class,
            new TimestampType(
                    TimestampType::local,
                    LocalDateTime.MAX,
                    LocalDateTime.MIN,
                    value -> ((LocalDateTime) value).toInstant(ZoneOffset.UTC)),
            OffsetDateTime.class,
            new TimestampType(
                    (seconds, nanos) -> OffsetDateTime.of(local(seconds, nanos), ZoneOffset.UTC),
                    OffsetDateTime.MAX,
                    OffsetDateTime.MIN,
                    value -> ((OffsetDateTime) value).toInstant()),
            ZonedDateTime.class,
            new TimestampType(
                    (seconds, nanos) -> ZonedDateTime.of(local(seconds, nanos), ZoneOffset.UTC),
                    OffsetDateTime.MAX.toZonedDateTime(),
                    OffsetDateTime.MIN.toZonedDateTime(),
                    value -> ((ZonedDateTime) value).toInstant()));

    /** Creates a value from the seconds since 1970 in UTC, and the nanoseconds of the second. */
    @FunctionalInterface
    public interface Make {
        /** Creates it. */
        Object at(long seconds, int nanos);
    }

    /** Returns the type of a class, null for other classes. */
    public static @Nullable TimestampType of(Class<?> javaClass) {
        return BY_CLASS.get(javaClass);
    }

    static LocalDateTime local(long seconds, int nanos) {
        return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
    }
}
