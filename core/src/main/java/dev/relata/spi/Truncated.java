package dev.relata.spi;

import dev.relata.metamodel.Attribute;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The first moment of the year, the month, the day or the hour that a time lies in, in UTC, as a value of the time's own type;
 * null where the time is. Immutable.
 *
 * @param time the time: an Instant, a LocalDate, a LocalDateTime, an OffsetDateTime or a ZonedDateTime
 * @param unit YEARS, MONTHS, DAYS or, where the time is no LocalDate, HOURS
 */
public record Truncated(Path time, ChronoUnit unit) implements RowValue {

    private static final Set<Class<?>> MOMENTS =
            Set.of(Instant.class, LocalDate.class, LocalDateTime.class, OffsetDateTime.class, ZonedDateTime.class);

    private static final Map<ChronoUnit, UnaryOperator<LocalDateTime>> CUTS = Map.of(
            ChronoUnit.YEARS, time -> time.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1),
            ChronoUnit.MONTHS, time -> time.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1),
            ChronoUnit.DAYS, time -> time.truncatedTo(ChronoUnit.DAYS),
            ChronoUnit.HOURS, time -> time.truncatedTo(ChronoUnit.HOURS));

    /** Refuses what is no time, and units that no time is cut off to. */
    public Truncated {
        if (!supports(time.valueClass(), unit)) {
            throw new IllegalArgumentException(
                    time.describe() + " of type " + time.valueClass().getSimpleName() + " is not cut off to " + unit);
        }
    }

    /**
     * Tells whether times of a type can be cut off to a unit.
     *
     * @param type the type
     * @param unit the unit
     * @return true for those that {@code time} and {@code unit} name
     */
    public static boolean supports(Class<?> type, ChronoUnit unit) {
        return MOMENTS.contains(type)
                && CUTS.containsKey(unit)
                && !(type == LocalDate.class && unit == ChronoUnit.HOURS);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.truncated(this);
    }

    @Override
    public Attribute attribute() {
        return time.attribute();
    }

    @Override
    public String describe() {
        return unit.name().toLowerCase(Locale.ROOT).replaceAll("s$", "") + " of " + time.describe();
    }

    /**
     * Cuts off a time: the reference for stores that compute it themselves.
     *
     * @param value a value of the time's type
     * @return the first moment of its unit, of the same type
     */
    public Object cut(Object value) {
        if (value instanceof LocalDate date) {
            return cut(date.atStartOfDay()).toLocalDate();
        }
        if (value instanceof LocalDateTime dateTime) {
            return cut(dateTime);
        }
        if (value instanceof OffsetDateTime offset) {
            return cut(inUtc(offset.toInstant())).atOffset(ZoneOffset.UTC);
        }
        if (value instanceof ZonedDateTime zoned) {
            return cut(inUtc(zoned.toInstant())).atZone(ZoneOffset.UTC);
        }
        return cut(inUtc((Instant) value)).toInstant(ZoneOffset.UTC);
    }

    private LocalDateTime cut(LocalDateTime time) {
        UnaryOperator<LocalDateTime> cut = CUTS.get(unit);
        if (cut == null) {
            throw new IllegalStateException("the unit is checked by the constructor");
        }
        return cut.apply(time);
    }

    private static LocalDateTime inUtc(Instant moment) {
        return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    }
}
