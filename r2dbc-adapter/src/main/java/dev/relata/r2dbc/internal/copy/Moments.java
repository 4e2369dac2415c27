package dev.relata.r2dbc.internal.copy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Timestamps as microseconds since 2000 in UTC, rounded as the database rounds text. Stateless. */
final class Moments {

    private static final long EPOCH_SECONDS_OF_2000 = 946_684_800L;
    private static final long MICROS_PER_SECOND = 1_000_000L;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final long FIRST_SECOND = -188_395_000_000L;
    private static final long LAST_SECOND = 6_249_000_000_000L;

    private static final Map<Class<?>, Conversion> CONVERSIONS = Map.of(
            Instant.class,
            new Conversion(value -> (Instant) value, moment -> moment),
            OffsetDateTime.class,
            new Conversion(value -> ((OffsetDateTime) value).toInstant(), moment -> moment.atOffset(ZoneOffset.UTC)),
            ZonedDateTime.class,
            new Conversion(value -> ((ZonedDateTime) value).toInstant(), moment -> moment.atZone(ZoneOffset.UTC)),
            LocalDateTime.class,
            new Conversion(
                    value -> ((LocalDateTime) value).toInstant(ZoneOffset.UTC),
                    moment -> LocalDateTime.ofInstant(moment, ZoneOffset.UTC)));

    private Moments() {}

    private record Conversion(Function<Object, Instant> toInstant, Function<Instant, Object> back) {}

    static @Nullable BinaryForm form(Class<?> javaClass, int oid) {
        Conversion conversion = CONVERSIONS.get(javaClass);
        return conversion == null
                ? null
                : new BinaryForm(
                        oid,
                        (value, out) -> out.int64(micros(conversion.toInstant.apply(value))),
                        value -> stored(conversion, value));
    }

    private static Object stored(Conversion conversion, Object value) {
        Instant given = conversion.toInstant.apply(value);
        if (value == given && given.getNano() % NANOS_PER_MICRO == 0) {
            return given;
        }
        return conversion.back.apply(Instant.ofEpochSecond(given.getEpochSecond(), rounded(given) * NANOS_PER_MICRO));
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
