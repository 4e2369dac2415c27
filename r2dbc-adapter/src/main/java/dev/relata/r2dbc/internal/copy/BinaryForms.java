package dev.relata.r2dbc.internal.copy;

import dev.relata.r2dbc.internal.dialect.BaseType;
import dev.relata.r2dbc.internal.dialect.JavaTypes;
import dev.relata.r2dbc.internal.dialect.PgType;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The types whose binary form is written here: those where what is read back is certain, and a mistake in silence is not
 * possible. Every other one travels as a parameter. Stateless.
 */
final class BinaryForms {

    private static final long EPOCH_DAY_OF_2000 = 10_957;
    private static final int FIRST_YEAR = -4_000;
    private static final int LAST_YEAR = 200_000;
    private static final int NANOS_PER_MICRO = 1_000;

    private BinaryForms() {}

    static @Nullable BinaryForm of(Type javaType, PgType type) {
        if (type.dimensions() > 0 || type.literal()) {
            return null;
        }
        Class<?> javaClass = JavaTypes.boxedClass(javaType);
        return switch (type.base()) {
            case BIGINT, INTEGER, SMALLINT -> integer(javaClass, type.base());
            case TEXT, VARCHAR -> text(javaClass);
            case TIMESTAMP -> Moments.form(javaClass, 1114);
            case TIMESTAMPTZ -> Moments.form(javaClass, 1184);
            case BOOLEAN ->
                of(javaClass == Boolean.class, BinaryForm.exact(16, (value, out) -> out.bool((Boolean) value)));
            case DOUBLE ->
                of(
                        javaClass == Double.class,
                        BinaryForm.exact(701, (value, out) -> out.int64(Double.doubleToLongBits((Double) value))));
            case REAL ->
                of(
                        javaClass == Float.class,
                        BinaryForm.exact(700, (value, out) -> out.int32(Float.floatToIntBits((Float) value))));
            case UUID -> of(javaClass == UUID.class, BinaryForm.exact(2950, (value, out) -> uuid((UUID) value, out)));
            case BYTEA -> of(javaClass == byte[].class, bytea());
            case DATE -> of(javaClass == LocalDate.class, BinaryForm.exact(1082, BinaryForms::date));
            case TIME -> of(javaClass == LocalTime.class, BinaryForm.exact(1083, BinaryForms::time));
            default -> null;
        };
    }

    private static @Nullable BinaryForm of(boolean known, BinaryForm form) {
        return known ? form : null;
    }

    private static @Nullable BinaryForm integer(Class<?> javaClass, BaseType type) {
        boolean known = javaClass == Long.class
                || javaClass == Integer.class
                || javaClass == Short.class
                || javaClass == Byte.class;
        return switch (type) {
            case BIGINT -> of(known, BinaryForm.exact(20, (value, out) -> out.int64(((Number) value).longValue())));
            case INTEGER ->
                of(
                        known,
                        BinaryForm.exact(23, (value, out) -> out.int32(Math.toIntExact(((Number) value).longValue()))));
            default -> of(known, BinaryForm.exact(21, (value, out) -> out.int16(smallint((Number) value))));
        };
    }

    private static int smallint(Number value) {
        if (value.longValue() != value.shortValue()) {
            throw new NotCopiedException("out of range");
        }
        return value.shortValue();
    }

    private static @Nullable BinaryForm text(Class<?> javaClass) {
        if (javaClass == String.class) {
            return BinaryForm.exact(BinaryForm.TEXT, (value, out) -> out.text((String) value));
        }
        return of(
                javaClass.isEnum(),
                BinaryForm.exact(BinaryForm.TEXT, (value, out) -> out.text(((Enum<?>) value).name())));
    }

    /** What is answered must not change with the array that was given. */
    private static BinaryForm bytea() {
        return new BinaryForm(17, (value, out) -> out.binary((byte[]) value), value -> ((byte[]) value).clone());
    }

    private static void uuid(UUID value, CopyBytes out) {
        out.twice64(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    private static void date(Object value, CopyBytes out) {
        LocalDate date = (LocalDate) value;
        requireYear(date.getYear());
        out.int32(Math.toIntExact(date.toEpochDay() - EPOCH_DAY_OF_2000));
    }

    private static void time(Object value, CopyBytes out) {
        long nanos = ((LocalTime) value).toNanoOfDay();
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
