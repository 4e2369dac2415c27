package dev.relata.r2dbc.internal.codec;

import dev.relata.r2dbc.internal.dialect.KnownPgType;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Objects;

/**
 * {@code timestamptz} and {@code timestamp}, always in UTC, whatever the zone of the JVM or of the session.
 * PostgreSQL's infinities are the {@code MAX} and {@code MIN} of the Java type.
 */
final class TimestampCodec implements ValueCodec {

    private static final long EPOCH_SECONDS_OF_2000 = 946_684_800L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final int LAST_YEAR = 294_276;

    private final TimestampType javaType;
    private final String type;

    TimestampCodec(Class<?> javaClass, KnownPgType type) {
        this.javaType = Objects.requireNonNull(TimestampType.of(javaClass));
        this.type = type.sqlName();
    }

    @Override
    public Object decode(byte[] bytes, int offset, int length) {
        long micros = BigEndian.getLong(bytes, offset);
        if (micros == Long.MAX_VALUE) {
            return javaType.infinity();
        }
        if (micros == Long.MIN_VALUE) {
            return javaType.minusInfinity();
        }
        long seconds = Math.floorDiv(micros, MICROS_PER_SECOND);
        int nanos = (int) (micros - seconds * MICROS_PER_SECOND) * NANOS_PER_MICRO;
        return javaType.make().at(seconds + EPOCH_SECONDS_OF_2000, nanos);
    }

    @Override
    public String encode(Object value) {
        if (value.equals(javaType.infinity())) {
            return DateTimeText.INFINITY;
        }
        if (value.equals(javaType.minusInfinity())) {
            return DateTimeText.MINUS_INFINITY;
        }
        Instant instant = javaType.toInstant().apply(value);
        LocalDateTime utc = TimestampType.local(instant.getEpochSecond(), instant.getNano());
        return DateTimeText.timestamp(utc, LAST_YEAR, type);
    }
}
