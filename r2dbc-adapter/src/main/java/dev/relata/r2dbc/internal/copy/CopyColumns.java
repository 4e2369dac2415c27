package dev.relata.r2dbc.internal.copy;

import dev.relata.metamodel.EnumLabels;
import dev.relata.r2dbc.internal.dialect.DefaultPgTypes;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The types that are written in binary here: those that are certain to be read back alike, so that no mistake stays unnoticed.
 * Values of all others travel as parameters. Stateless.
 */
final class CopyColumns {

    private static final long EPOCH_DAY_OF_2000 = 10_957;
    private static final int FIRST_YEAR = -4_000;
    private static final int LAST_YEAR = 200_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private static final int TEXT = 25;

    private static final Map<KnownPgType, CopyColumn> BY_TYPE = Map.of(
            KnownPgType.BOOLEAN, column(16, Boolean.class, (value, out) -> out.bool(value)),
            KnownPgType.DOUBLE, column(701, Double.class, (value, out) -> out.int64(Double.doubleToLongBits(value))),
            KnownPgType.REAL, column(700, Float.class, (value, out) -> out.int32(Float.floatToIntBits(value))),
            KnownPgType.UUID, column(2950, UUID.class, CopyColumns::uuid),
            KnownPgType.BYTEA, column(17, byte[].class, (value, out) -> out.binary(value)),
            KnownPgType.DATE, column(1082, LocalDate.class, CopyColumns::date),
            KnownPgType.TIME, column(1083, LocalTime.class, CopyColumns::time));

    private static final Set<Class<?>> INTEGERS = Set.of(Long.class, Integer.class, Short.class, Byte.class);

    private CopyColumns() {}

    private static <T> CopyColumn column(int oid, Class<T> javaClass, BiConsumer<T, CopyBytes> write) {
        // The returned value must not change with the array that was given.
        @Nullable
        UnaryOperator<Object> stored =
                javaClass == byte[].class ? value -> value instanceof byte[] bytes ? bytes.clone() : value : null;
        return new CopyColumn(oid, javaClass, (value, out) -> write.accept(javaClass.cast(value), out), stored);
    }

    static @Nullable CopyColumn of(Type javaType, PgType type) {
        if (type.dimensions() > 0 || type.literal()) {
            return null;
        }
        Class<?> javaClass = DefaultPgTypes.boxedClass(javaType);
        return switch (type.base()) {
            case BIGINT, INTEGER, SMALLINT -> INTEGERS.contains(javaClass) ? integer(javaClass, type.base()) : null;
            case TEXT, VARCHAR -> text(javaClass);
            case TIMESTAMP -> CopyTimestamps.column(javaClass, 1114);
            case TIMESTAMPTZ -> CopyTimestamps.column(javaClass, 1184);
            default -> {
                CopyColumn known = BY_TYPE.get(type.base());
                yield known != null && known.javaClass() == javaClass ? known : null;
            }
        };
    }

    private static CopyColumn integer(Class<?> javaClass, KnownPgType type) {
        return switch (type) {
            case BIGINT -> CopyColumn.exact(20, javaClass, (value, out) -> out.int64(((Number) value).longValue()));
            case INTEGER ->
                CopyColumn.exact(
                        23, javaClass, (value, out) -> out.int32(Math.toIntExact(((Number) value).longValue())));
            default -> CopyColumn.exact(21, javaClass, (value, out) -> out.int16(smallint((Number) value)));
        };
    }

    private static @Nullable CopyColumn text(Class<?> javaClass) {
        if (javaClass == String.class) {
            return CopyColumn.exact(TEXT, javaClass, (value, out) -> out.text((String) value));
        }
        if (!javaClass.isEnum()) {
            return null;
        }
        EnumLabels labels = EnumLabels.of(javaClass);
        return CopyColumn.exact(TEXT, javaClass, (value, out) -> out.text(labels.label(value)));
    }

    private static int smallint(Number value) {
        if (value.longValue() != value.shortValue()) {
            throw new NotCopiedException("out of range");
        }
        return value.shortValue();
    }

    private static void uuid(UUID value, CopyBytes out) {
        out.twice64(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    private static void date(LocalDate value, CopyBytes out) {
        requireYear(value.getYear());
        out.int32(Math.toIntExact(value.toEpochDay() - EPOCH_DAY_OF_2000));
    }

    private static void time(LocalTime value, CopyBytes out) {
        long nanos = value.toNanoOfDay();
        if (nanos % NANOS_PER_MICRO != 0) {
            throw new NotCopiedException("the database has to round it");
        }
        out.int64(nanos / NANOS_PER_MICRO);
    }

    /** Beyond these years stand PostgreSQL's limits and infinities. */
    static void requireYear(int year) {
        if (year < FIRST_YEAR || year > LAST_YEAR) {
            throw new NotCopiedException("far away");
        }
    }
}
