package dev.relata.r2dbc.internal.row;

import dev.relata.r2dbc.internal.dialect.BaseType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * {@code timestamptz} and {@code timestamp}, always in UTC, whatever the zone of the JVM or of the session.
 * PostgreSQL's infinities are the {@code MAX} and {@code MIN} of the Java type.
 */
final class TimestampCodec implements ValueCodec {

    private static final long EPOCH_SECONDS_OF_2000 = 946_684_800L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int LAST_YEAR = 294_276;

    private static final Map<Class<?>, Form> FORMS = Map.of(
            Instant.class,
            new Form(Instant::ofEpochSecond, Instant.MAX, Instant.MIN, value -> utc((Instant) value)),
            LocalDateTime.class,
            new Form(TimestampCodec::local, LocalDateTime.MAX, LocalDateTime.MIN, value -> (LocalDateTime) value),
            OffsetDateTime.class,
            new Form(
                    (seconds, nanos) -> OffsetDateTime.of(local(seconds, nanos), ZoneOffset.UTC),
                    OffsetDateTime.MAX,
                    OffsetDateTime.MIN,
                    value -> utc(((OffsetDateTime) value).toInstant())),
            ZonedDateTime.class,
            new Form(
                    (seconds, nanos) -> ZonedDateTime.of(local(seconds, nanos), ZoneOffset.UTC),
                    OffsetDateTime.MAX.toZonedDateTime(),
                    OffsetDateTime.MIN.toZonedDateTime(),
                    value -> utc(((ZonedDateTime) value).toInstant())));

    private final Form form;
    private final String type;

    TimestampCodec(Class<?> javaClass, BaseType type) {
        this.form = Objects.requireNonNull(FORMS.get(javaClass));
        this.type = type.sqlName();
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        long micros = BigEndian.getLong(bytes, offset);
        if (micros == Long.MAX_VALUE) {
            return form.infinity;
        }
        if (micros == Long.MIN_VALUE) {
            return form.minusInfinity;
        }
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        int nanos = (int) (micros - seconds * MICROS_PER_SECOND) * NANOS_PER_MICRO;
        return form.make.at(seconds + EPOCH_SECONDS_OF_2000, nanos);
    }

    @Override
    public String encode(Object value) {
        if (value.equals(form.infinity)) {
            return DateTimeText.INFINITY;
        }
        if (value.equals(form.minusInfinity)) {
            return DateTimeText.MINUS_INFINITY;
        }
        return DateTimeText.timestamp(form.toUtc.apply(value), LAST_YEAR, type);
    }

    private static LocalDateTime local(long seconds, int nanos) {
        return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC);
    }

    private static LocalDateTime utc(Instant instant) {
        return local(instant.getEpochSecond(), instant.getNano());
    }

    /** Makes a value from the seconds since 1970 in UTC. */
    @FunctionalInterface
    private interface Make {
        Object at(long seconds, int nanos);
    }

    private record Form(Make make, Object infinity, Object minusInfinity, Function<Object, LocalDateTime> toUtc) {}
}
