package dev.relata.r2dbc.internal.row;

import dev.relata.error.InvalidValueException;
import dev.relata.error.ValueText;
import dev.relata.r2dbc.internal.codec.ArrayLiteral;
import dev.relata.r2dbc.internal.codec.InvalidValues;
import dev.relata.r2dbc.internal.codec.NullMarker;
import dev.relata.r2dbc.internal.codec.ValueCodec;
import dev.relata.r2dbc.internal.codec.ValueCodecs;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.spi.RowTarget;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Parameters;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The values of one column in both directions: bound to the parameters that {@link PgType#parameter} and {@link
 * PgType#arrayParameter} write, read from the expression that {@link PgType#readExpression} writes.
 *
 * <p>Times finer than a microsecond are cut off, towards the past. {@code infinity} is the {@code MAX} of {@code
 * Instant}, {@code OffsetDateTime}, {@code LocalDateTime} and {@code LocalDate}, {@code -infinity} the {@code MIN}.
 * Moments come back in UTC, a {@code Period} in normalised years and months, a {@code BigDecimal} with the scale that
 * the column keeps.
 *
 * <p>A value without an exact counterpart on the other side is refused with {@link InvalidValueException}: numeric NaN, an
 * interval of months for a {@code Duration}, {@code 24:00}, a NUL character, a jagged array. Immutable and thread-safe.
 */
public final class ColumnCodec {

    private static final io.r2dbc.spi.Type TEXTS = Oids.parameterType(KnownPgType.TEXT, true);

    private final PgType type;
    private final String javaType;
    private final String column;
    private final ValueCodec codec;
    private final io.r2dbc.spi.Type parameterType;
    private final io.r2dbc.spi.Type arrayType;
    private final int[] readable;

    private ColumnCodec(Type javaType, PgType type, ValueCodec codec) {
        this.type = type;
        this.javaType = javaType.getTypeName();
        this.column = "";
        this.codec = codec;
        boolean array = type.dimensions() > 0 && !type.literal();
        this.parameterType = Oids.parameterType(type.sent(), array);
        this.arrayType = Oids.parameterType(type.arrayElement(), true);
        this.readable = Oids.readableAs(type.received(), array);
    }

    private ColumnCodec(PgType type) {
        this.type = type;
        this.javaType = String.class.getTypeName();
        this.column = "";
        this.codec = ValueCodecs.sortKeys(type);
        this.parameterType = PostgresqlObjectId.UNSPECIFIED;
        this.arrayType = PostgresqlObjectId.UNSPECIFIED;
        this.readable = type.sortsInBinary()
                ? Oids.readableAs(type.base(), type.dimensions() > 0)
                : Oids.readableAs(KnownPgType.TEXT, false);
    }

    private ColumnCodec(ColumnCodec codec, String column) {
        this.type = codec.type;
        this.javaType = codec.javaType;
        this.column = column + ": ";
        this.codec = codec.codec;
        this.parameterType = codec.parameterType;
        this.arrayType = codec.arrayType;
        this.readable = codec.readable;
    }

    /**
     * Returns the codec between a Java type and a column's type.
     *
     * @param javaType the property's type, with its generics
     * @param type the type made by {@link PgType#of} from the same Java type
     * @param json writes and reads JSON columns
     */
    public static ColumnCodec of(Type javaType, PgType type, JsonMapper json) {
        return new ColumnCodec(javaType, type, ValueCodecs.of(javaType, type, json));
    }

    /**
     * Returns the codec of the sort keys of a column, which are texts in Java and of the column's own type in the database.
     *
     * @param type the column's type
     */
    public static ColumnCodec sortKey(PgType type) {
        return new ColumnCodec(type);
    }

    /** Returns the same codec whose errors begin with a name, such as {@code Book.publishedAt}. */
    public ColumnCodec named(String name) {
        return new ColumnCodec(this, name);
    }

    /**
     * Returns the value to bind to {@link PgType#parameter}; null becomes a null of the column's type.
     *
     * @param marker stands for the nulls in an array; null if the value has no nulls in it
     * @throws InvalidValueException if the value is of another type, or has no form in PostgreSQL
     * @throws NullMarker.TakenException if the marker is one of the elements
     */
    public Object bind(@Nullable Object value, @Nullable NullMarker marker) {
        if (value == null) {
            return Parameters.in(parameterType);
        }
        try {
            return marker == null
                    ? Parameters.in(parameterType, codec.bind(value))
                    : Parameters.in(TEXTS, codec.encode(value, marker));
        } catch (ClassCastException e) {
            throw wrongType(value, e);
        } catch (InvalidValueException e) {
            throw named(e);
        }
    }

    /**
     * Returns the array to bind to {@link PgType#arrayParameter}: all values of a column, in order.
     *
     * @param marker stands for the nulls among the values and within them; null if there are none
     * @throws InvalidValueException if a value is of another type, or has no form in PostgreSQL
     * @throws NullMarker.TakenException if the marker is one of the values or of their elements
     */
    public Object bindArray(List<? extends @Nullable Object> values, @Nullable NullMarker marker) {
        ArrayLiteral literal = new ArrayLiteral(16 + values.size() * 12, marker);
        for (Object value : values) {
            try {
                literal.element(value, codec);
            } catch (ClassCastException e) {
                throw wrongType(value, e);
            } catch (InvalidValueException e) {
                throw named(e);
            }
        }
        return Parameters.in(marker == null ? arrayType : TEXTS, literal.end());
    }

    /** Reads a field of a record. */
    @Nullable
    Object decode(int oid, byte[] bytes, int offset, int length) {
        InvalidValueException refusal = refusal(oid);
        if (refusal != null) {
            throw refusal;
        }
        return decode(bytes, offset, length);
    }

    /** Returns the error for a column of a type that cannot be read, null for one that can. */
    @Nullable
    InvalidValueException refusal(int oid) {
        if (oid == readable[0] || accepts(oid)) {
            return null;
        }
        return new InvalidValueException(column + "the column's type, " + Oids.describe(oid) + ", is not " + type
                + ", as which " + javaType + " is read; declare it with @Column(type = …)");
    }

    /** Returns the error for a column whose values are arrays, where single values are expected. */
    InvalidValueException refusedArray() {
        return new InvalidValueException(column + "the column's values are arrays, and " + javaType + " is read as "
                + type + "; declare the column's type with @Column(type = …)");
    }

    /** Reads a value of a type that was not refused. */
    @Nullable
    Object decode(byte[] bytes, int offset, int length) {
        try {
            return codec.decode(bytes, offset, length);
        } catch (InvalidValueException e) {
            throw named(e);
        } catch (RuntimeException e) {
            throw InvalidValues.because(
                    column + "a stored value cannot be read as " + javaType + ": " + ValueText.ofError(e), e);
        }
    }

    /** Reads a value of a type that was not refused into a target; an error is said by {@link #decode}. */
    void pass(byte[] bytes, int offset, int length, int position, RowTarget<?> target) {
        codec.pass(bytes, offset, length, position, target);
    }

    @Override
    public String toString() {
        return column + javaType + " as " + type;
    }

    private boolean accepts(int oid) {
        for (int one : readable) {
            if (one == oid) {
                return true;
            }
        }
        // Enums and domains: their numbers are not known here, their binary form is that of their base.
        return oid >= Oids.FIRST_USER_TYPE;
    }

    private InvalidValueException named(InvalidValueException error) {
        return column.isEmpty() ? error : InvalidValues.because(column + ValueText.ofError(error), error);
    }

    private InvalidValueException wrongType(@Nullable Object value, ClassCastException cause) {
        String given = value == null ? "null" : value.getClass().getName();
        return InvalidValues.because(
                column + "a value of " + given + " was given where " + javaType + " is stored", cause);
    }
}
