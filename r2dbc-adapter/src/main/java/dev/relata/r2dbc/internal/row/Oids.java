package dev.relata.r2dbc.internal.row;

import dev.relata.r2dbc.internal.dialect.KnownPgType;
import io.r2dbc.postgresql.codec.PostgresqlObjectId;
import io.r2dbc.spi.Type;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The numbers by which PostgreSQL and the driver know the types. Stateless. */
final class Oids {

    /** Types with a number from here on were made by users, and have another one in every database. */
    static final int FIRST_USER_TYPE = 16_384;

    private static final int CHAR_ARRAY = 1002;
    private static final int XML = 142;

    private Oids() {}

    /** Returns the type to bind a parameter as. */
    static Type parameterType(KnownPgType type, boolean array) {
        return array ? PostgresqlObjectId.valueOf(scalar(type).name() + "_ARRAY") : scalar(type);
    }

    /** Returns the numbers of the types whose binary form is that of a type, its own first. */
    static int[] readableAs(KnownPgType type, boolean array) {
        IntStream own = Stream.concat(Stream.of(type), alike(type).stream())
                .map(one -> (PostgresqlObjectId) parameterType(one, array))
                .mapToInt(PostgresqlObjectId::getObjectId);
        return IntStream.concat(own, isText(type) ? otherTexts(array) : IntStream.empty())
                .distinct()
                .toArray();
    }

    /** Names a type for a message. */
    static String describe(int oid) {
        if (!PostgresqlObjectId.isValid(oid)) {
            return "oid " + oid + " (SELECT " + oid + "::regtype tells its name)";
        }
        String name = PostgresqlObjectId.valueOf(oid).name().toLowerCase(Locale.ROOT);
        return name.endsWith("_array") ? name.replace("_array", "[]") : name;
    }

    private static List<KnownPgType> alike(KnownPgType type) {
        return switch (type) {
            case SMALLINT, INTEGER, BIGINT -> List.of(KnownPgType.SMALLINT, KnownPgType.INTEGER, KnownPgType.BIGINT);
            case DOUBLE -> List.of(KnownPgType.REAL);
            case TEXT, VARCHAR, BPCHAR ->
                List.of(KnownPgType.TEXT, KnownPgType.VARCHAR, KnownPgType.BPCHAR, KnownPgType.JSON);
            default -> List.of();
        };
    }

    private static boolean isText(KnownPgType type) {
        return type == KnownPgType.TEXT || type == KnownPgType.VARCHAR || type == KnownPgType.BPCHAR;
    }

    private static IntStream otherTexts(boolean array) {
        return array
                ? IntStream.of(PostgresqlObjectId.NAME_ARRAY.getObjectId(), CHAR_ARRAY)
                : IntStream.of(
                        PostgresqlObjectId.NAME.getObjectId(),
                        PostgresqlObjectId.CHAR.getObjectId(),
                        PostgresqlObjectId.UNKNOWN.getObjectId(),
                        XML);
    }

    private static PostgresqlObjectId scalar(KnownPgType type) {
        return switch (type) {
            case BOOLEAN -> PostgresqlObjectId.BOOL;
            case SMALLINT -> PostgresqlObjectId.INT2;
            case INTEGER -> PostgresqlObjectId.INT4;
            case BIGINT -> PostgresqlObjectId.INT8;
            case REAL -> PostgresqlObjectId.FLOAT4;
            case DOUBLE -> PostgresqlObjectId.FLOAT8;
            case OTHER -> PostgresqlObjectId.TEXT;
            default -> PostgresqlObjectId.valueOf(type.name());
        };
    }
}
