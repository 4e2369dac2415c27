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
public final class JavaTypes {

    private static final Map<Class<?>, BaseType> DEFAULTS = Map.ofEntries(
            Map.entry(Long.class, BaseType.BIGINT),
            Map.entry(Integer.class, BaseType.INTEGER),
            Map.entry(Short.class, BaseType.SMALLINT),
            Map.entry(Byte.class, BaseType.SMALLINT),
            Map.entry(Boolean.class, BaseType.BOOLEAN),
            Map.entry(Float.class, BaseType.REAL),
            Map.entry(Double.class, BaseType.DOUBLE),
            Map.entry(Character.class, BaseType.TEXT),
            Map.entry(String.class, BaseType.TEXT),
            Map.entry(BigDecimal.class, BaseType.NUMERIC),
            Map.entry(BigInteger.class, BaseType.NUMERIC),
            Map.entry(UUID.class, BaseType.UUID),
            Map.entry(byte[].class, BaseType.BYTEA),
            Map.entry(Instant.class, BaseType.TIMESTAMPTZ),
            Map.entry(OffsetDateTime.class, BaseType.TIMESTAMPTZ),
            Map.entry(ZonedDateTime.class, BaseType.TIMESTAMPTZ),
            Map.entry(LocalDateTime.class, BaseType.TIMESTAMP),
            Map.entry(LocalDate.class, BaseType.DATE),
            Map.entry(LocalTime.class, BaseType.TIME),
            Map.entry(OffsetTime.class, BaseType.TIMETZ),
            Map.entry(Duration.class, BaseType.INTERVAL),
            Map.entry(Period.class, BaseType.INTERVAL),
            Map.entry(Year.class, BaseType.INTEGER),
            Map.entry(YearMonth.class, BaseType.TEXT),
            Map.entry(MonthDay.class, BaseType.TEXT),
            Map.entry(URI.class, BaseType.TEXT),
            Map.entry(URL.class, BaseType.TEXT),
            Map.entry(Locale.class, BaseType.TEXT),
            Map.entry(Currency.class, BaseType.TEXT),
            Map.entry(ZoneId.class, BaseType.TEXT),
            Map.entry(ZoneOffset.class, BaseType.TEXT));

    private JavaTypes() {}

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
    static BaseType defaultOf(Type type) {
        Class<?> javaClass = boxedClass(type);
        BaseType known = DEFAULTS.get(javaClass);
        if (known != null) {
            return known;
        }
        return javaClass.isEnum() ? BaseType.TEXT : BaseType.JSONB;
    }

    private static Class<?> box(Class<?> primitive) {
        return Array.get(Array.newInstance(primitive, 1), 0).getClass();
    }
}
