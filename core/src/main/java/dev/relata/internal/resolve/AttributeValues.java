package dev.relata.internal.resolve;

import dev.relata.error.InvalidValueException;
import dev.relata.metamodel.Attribute;
import dev.relata.spi.ColumnSizes;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Checks values before any I/O, and makes those that Relata itself gives. */
public final class AttributeValues {

    private AttributeValues() {}

    /** Turns a value as a user gives it into what is stored; refuses what cannot be. */
    public static @Nullable Object stored(Attribute attribute, @Nullable Object given) {
        Object stored = attribute.toStored(given);
        check(attribute, stored);
        return stored;
    }

    /** Refuses what cannot be stored in the attribute; a null is checked by {@link #required}. */
    public static void check(Attribute attribute, @Nullable Object value) {
        if (value == null) {
            return;
        }
        if (!attribute.valueClass().isInstance(value)) {
            throw new InvalidValueException(attribute.qualifiedName() + " is of type "
                    + attribute.valueClass().getSimpleName() + ", not "
                    + value.getClass().getSimpleName() + ": give a value of that type");
        }
        checkText(attribute, value);
    }

    /** Refuses texts, also as elements, that no store can hold. */
    static void checkText(Attribute attribute, @Nullable Object value) {
        if (value instanceof CharSequence || value instanceof Character) {
            checkCharacters(attribute, value.toString());
        }
        if (value instanceof @Nullable Object[] array) {
            for (Object element : array) {
                checkText(attribute, element);
            }
        }
        if (value instanceof Collection<?> elements) {
            elements.forEach(element -> checkText(attribute, element));
        }
    }

    private static void checkCharacters(Attribute attribute, String text) {
        if (text.indexOf(0) >= 0) {
            throw new InvalidValueException(attribute.qualifiedName()
                    + " contains a NUL character (U+0000), which a text column cannot hold: remove it, or use byte[]");
        }
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                boolean paired = i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
                if (!paired) {
                    throw new InvalidValueException(
                            attribute.qualifiedName() + " contains half a surrogate pair (at index " + i
                                    + "), which has no UTF-8 form: complete or remove it");
                }
                i++;
            }
        }
    }

    /** Refuses a null where the attribute may not hold one. */
    public static void required(Attribute attribute, @Nullable Object value) {
        if (value == null && !attribute.nullable()) {
            throw new InvalidValueException(attribute.qualifiedName()
                    + " is null, and the component is not @Nullable: give a value, or annotate it");
        }
        check(attribute, value);
    }

    /** Refuses what is longer or larger than the model says the column holds; writes leave that to the store. */
    public static void fits(Attribute attribute, @Nullable Object value) {
        ColumnSizes.exceeded(attribute.size(), value).ifPresent(by -> {
            throw new InvalidValueException(attribute.qualifiedName() + " " + by
                    + ", as its @Column says: give a value that fits, or declare more and alter the column");
        });
    }

    /** The present, to the microsecond that every store keeps, in the attribute's type. */
    public static Object now(Attribute attribute, Clock clock) {
        Instant instant = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Class<?> type = attribute.valueClass();
        if (type == OffsetDateTime.class) {
            return instant.atOffset(ZoneOffset.UTC);
        }
        if (type == ZonedDateTime.class) {
            return instant.atZone(ZoneOffset.UTC);
        }
        return type == LocalDateTime.class ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC) : instant;
    }
}
