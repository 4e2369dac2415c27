package dev.relata.r2dbc.internal.codec;

import dev.relata.r2dbc.internal.codec.TextCodec.TextForm;
import dev.relata.r2dbc.internal.dialect.DefaultPgTypes;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Chooses the codec of a column from its two types. Stateless. */
public final class ValueCodecs {

    private ValueCodecs() {}

    public static ValueCodec of(Type javaType, PgType type, JsonMapper json) {
        if (type.literal()) {
            return new TextCodec(TextForm.STRING);
        }
        Type element = javaType;
        for (int i = 0; i < type.dimensions(); i++) {
            element = Objects.requireNonNull(DefaultPgTypes.elementOf(element));
        }
        ValueCodec codec = element(element, type, json);
        return type.dimensions() == 0 ? codec : new ArrayCodec(javaType, type.dimensions(), codec);
    }

    private static ValueCodec element(Type javaType, PgType type, JsonMapper json) {
        Class<?> javaClass = DefaultPgTypes.boxedClass(javaType);
        KnownPgType received = type.received();
        ValueCodec binary = binary(javaClass, received);
        if (binary != null) {
            return binary;
        }
        TextForm text = isJson(type.base()) ? null : TextForms.of(javaClass);
        return text == null ? new JsonCodec(javaType, type.base(), received, json) : new TextCodec(text);
    }

    private static @Nullable ValueCodec binary(Class<?> javaClass, KnownPgType received) {
        return switch (received) {
            case SMALLINT, INTEGER, BIGINT -> new IntegerCodec(javaClass, received);
            case BOOLEAN -> BasicCodec.BOOLEAN;
            case REAL -> FloatingCodec.REAL;
            case DOUBLE -> FloatingCodec.DOUBLE;
            case NUMERIC -> new NumericCodec(javaClass == BigInteger.class);
            case UUID -> BasicCodec.UUID;
            case BYTEA -> BasicCodec.BYTEA;
            case TIMESTAMP, TIMESTAMPTZ -> new TimestampCodec(javaClass, received);
            case DATE -> DateTimeCodec.DATE;
            case TIME -> DateTimeCodec.TIME;
            case TIMETZ -> DateTimeCodec.TIMETZ;
            case INTERVAL -> javaClass == Duration.class ? IntervalCodec.DURATION : IntervalCodec.PERIOD;
            default -> null;
        };
    }

    private static boolean isJson(KnownPgType base) {
        return base == KnownPgType.JSON || base == KnownPgType.JSONB;
    }

    /** Returns the codec of the sort keys of a type, which are texts in Java. */
    public static ValueCodec sortKeys(PgType type) {
        if (!type.sortsInBinary()) {
            TextCodec texts = new TextCodec(TextForm.STRING);
            return type.dimensions() == 0 ? texts : new MarkedKeyCodec(texts);
        }
        SortKeyCodec keys = SortKeyCodec.of(type.base());
        return type.dimensions() == 0 ? keys : new MarkedKeyCodec(new ArraySortKeyCodec(keys));
    }
}
