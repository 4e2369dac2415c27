package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Computes the next version of a row whose version is a time: the current time, or the time one step after the last version if the
 * clock is not past that yet. Stateless.
 */
public final class VersionTime {

    private static final int MICROS = 6;
    private static final int MILLIS = 3;

    private VersionTime() {}

    /**
     * Computes the version that follows another one. A step is the smallest difference that the column can hold: a microsecond, or
     * less fine if the attribute declares a precision or the store keeps milliseconds.
     *
     * @param version the attribute that holds the version, of a type of times
     * @param now the current time, rounded to what the store keeps; if it is a whole number of milliseconds, the store is taken to
     *     keep milliseconds
     * @param before the last version, or null if there is none
     * @return {@code now}, rounded down to a step; or {@code before} plus one step, if that is later
     */
    public static Object next(Attribute version, Instant now, @Nullable Object before) {
        int declared = version.size().precision() == 0 ? MICROS : version.size().precision();
        int digits = Math.min(declared, now.getNano() % 1_000_000 == 0 ? MILLIS : MICROS);
        int step = step(digits);
        Instant present = now.minusNanos(now.getNano() % step);
        Instant least = before == null ? present : instant(before).plusNanos(step);
        return of(version, present.isBefore(least) ? least : present);
    }

    private static int step(int digits) {
        int step = 1_000_000_000;
        for (int i = 0; i < digits; i++) {
            step /= 10;
        }
        return step;
    }

    private static Instant instant(Object time) {
        if (time instanceof OffsetDateTime offset) {
            return offset.toInstant();
        }
        return time instanceof LocalDateTime local ? local.toInstant(ZoneOffset.UTC) : (Instant) time;
    }

    private static Object of(Attribute version, Instant time) {
        if (version.valueClass() == OffsetDateTime.class) {
            return time.atOffset(ZoneOffset.UTC);
        }
        return version.valueClass() == LocalDateTime.class ? LocalDateTime.ofInstant(time, ZoneOffset.UTC) : time;
    }
}
