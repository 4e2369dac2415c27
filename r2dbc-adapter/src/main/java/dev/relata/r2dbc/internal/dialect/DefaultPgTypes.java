package dev.relata.r2dbc.internal.dialect;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which PostgreSQL type a Java type gets, and what the elements of arrays and collections are. Stateless. */
public final class DefaultPgTypes {

    private static final Map<Class<?>, KnownPgType> DEFAULTS = Map.ofEntries(
            Map.entry(Long.class, KnownPgType.BIGINT),
            Map.entry(Integer.class, KnownPgType.INTEGER),
            Map.entry(Short.class, KnownPgType.SMALLINT),
            Map.entry(Byte.class, KnownPgType.SMALLINT),
            Map.entry(Boolean.class, KnownPgType.BOOLEAN),
            Map.entry(Float.class, KnownPgType.REAL),
            Map.entry(Double.class, KnownPgType.DOUBLE),
            Map.entry(Character.class, KnownPgType.TEXT),
            Map.entry(String.class, KnownPgType.TEXT),
            Map.entry(BigDecimal.class, KnownPgType.NUMERIC),
            Map.entry(BigInteger.class, KnownPgType.NUMERIC),
            Map.entry(UUID.class, KnownPgType.UUID),
            Map.entry(byte[].class, KnownPgType.BYTEA),
            Map.entry(Instant.class, KnownPgType.TIMESTAMPTZ),
            Map.entry(OffsetDateTime.class, KnownPgType.TIMESTAMPTZ),
            Map.entry(ZonedDateTime.class, KnownPgType.TIMESTAMPTZ),
            Map.entry(LocalDateTime.class, KnownPgType.TIMESTAMP),
            Map.entry(LocalDate.class, KnownPgType.DATE),
            Map.entry(LocalTime.class, KnownPgType.TIME),
            Map.entry(OffsetTime.class, KnownPgType.TIMETZ),
            Map.entry(Duration.class, KnownPgType.INTERVAL),
            Map.entry(Period.class, KnownPgType.INTERVAL),
            Map.entry(Year.class, KnownPgType.INTEGER),
            Map.entry(YearMonth.class, KnownPgType.TEXT),
            Map.entry(MonthDay.class, KnownPgType.TEXT),
            Map.entry(URI.class, KnownPgType.TEXT),
            Map.entry(URL.class, KnownPgType.TEXT),
            Map.entry(Locale.class, KnownPgType.TEXT),
            Map.entry(Currency.class, KnownPgType.TEXT),
            Map.entry(ZoneId.class, KnownPgType.TEXT),
            Map.entry(ZoneOffset.class, KnownPgType.TEXT));

    private DefaultPgTypes() {}

    /** Returns the class of a type, boxed; {@code Object} for what has none of its own. */
    public static Class<?> boxedClass(Type type) {
        if (type instanceof Class<?> javaClass) {
            return javaClass.isPrimitive() ? box(javaClass) : javaClass;
        }
        return type instanceof ParameterizedType generic ? boxedClass(generic.getRawType()) : Object.class;
    }

    /**
     * Returns the element type of something that may be stored as a PostgreSQL array, or null: arrays but
     * {@code byte[]}, which is one value, and {@code Collection}, {@code List} and {@code Set}.
     */
    public static @Nullable Type elementOf(Type type) {
        if (type instanceof GenericArrayType generic) {
            return generic.getGenericComponentType();
        }
        if (type instanceof Class<?> javaClass) {
            return javaClass == byte[].class ? null : javaClass.getComponentType();
        }
        if (type instanceof ParameterizedType generic && isCollection(boxedClass(type))) {
            return generic.getActualTypeArguments()[0];
        }
        return null;
    }

    /** Returns whether a class is one of the collections that can be filled from a PostgreSQL array. */
    public static boolean isCollection(Class<?> javaClass) {
        return javaClass == List.class || javaClass == Set.class || javaClass == Collection.class;
    }

    /** Returns the PostgreSQL type of one value, not an array, of a Java type. */
    static KnownPgType defaultOf(Type type) {
        Class<?> javaClass = boxedClass(type);
        KnownPgType known = DEFAULTS.get(javaClass);
        if (known != null) {
            return known;
        }
        return javaClass.isEnum() ? KnownPgType.TEXT : KnownPgType.JSONB;
    }

    private static Class<?> box(Class<?> primitive) {
        return Array.get(Array.newInstance(primitive, 1), 0).getClass();
    }
}
