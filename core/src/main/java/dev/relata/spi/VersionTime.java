package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Times as versions of rows: the present, and later than the one before. Stateless. */
public final class VersionTime {

    private static final int MICROS = 6;
    private static final int MILLIS = 3;

    private VersionTime() {}

    /**
     * Makes the version that comes after another one.
     *
     * @param version the attribute, of a type of times
     * @param now the present, as finely as the store keeps times; whole milliseconds count as those of a store that keeps no more
     * @param before the version before, or null for none
     * @return the present, as finely as the column keeps it, and one step later than the version before where it is not
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
