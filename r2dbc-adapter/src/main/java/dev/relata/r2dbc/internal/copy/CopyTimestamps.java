package dev.relata.r2dbc.internal.copy;

import dev.relata.r2dbc.internal.codec.TimestampType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Timestamps as microseconds since 2000 in UTC, rounded as the database rounds text. Stateless. */
final class CopyTimestamps {

    private static final long EPOCH_SECONDS_OF_2000 = 946_684_800L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long FIRST_SECOND = -188_395_000_000L;
    private static final long LAST_SECOND = 6_249_000_000_000L;

    private CopyTimestamps() {}

    static @Nullable CopyColumn column(Class<?> javaClass, int oid) {
        TimestampType type = TimestampType.of(javaClass);
        return type == null
                ? null
                : new CopyColumn(
                        oid,
                        javaClass,
                        (value, out) -> out.int64(micros(type.toInstant().apply(value))),
                        value -> stored(type, value));
    }

    private static Object stored(TimestampType type, Object value) {
        Instant given = type.toInstant().apply(value);
        if (value == given && given.getNano() % NANOS_PER_MICRO == 0) {
            return given;
        }
        Instant stored = Instant.ofEpochSecond(given.getEpochSecond(), rounded(given) * NANOS_PER_MICRO);
        return type.make().at(stored.getEpochSecond(), stored.getNano());
    }

    private static long micros(Instant value) {
        long seconds = value.getEpochSecond();
        if (seconds < FIRST_SECOND || seconds > LAST_SECOND) {
            throw new NotCopiedException("far away");
        }
        return (seconds - EPOCH_SECONDS_OF_2000) * MICROS_PER_SECOND + rounded(value);
    }

    private static long rounded(Instant value) {
        return (long) Math.rint(value.getNano() / (double) NANOS_PER_MICRO);
    }
}
