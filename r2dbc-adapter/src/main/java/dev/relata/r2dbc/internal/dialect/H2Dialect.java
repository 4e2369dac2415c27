package dev.relata.r2dbc.internal.dialect;

import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.spi.Capability;
import dev.relata.spi.Isolation;
import dev.relata.spi.LikeRegex;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** H2, from version 2.4 on. Stateless. */
public final class H2Dialect implements Dialect {

    /** The only one. */
    public static final Dialect INSTANCE = new H2Dialect();

    private static final ServerProfile PROFILE =
            new ServerProfile("H2", EnumSet.of(SqlFeature.LOCKS_OF_MANY_KEYS, SqlFeature.COUNTED_CONFLICTS));

    private static final Pattern QUOTED = Pattern.compile(
            "\"[^\"]*+(?:\"\"[^\"]*+)*+\"|'[^']*+(?:''[^']*+)*+'" + "|\\$\\$.*?\\$\\$|--[^\n]*+|/\\*.*?\\*/",
            Pattern.DOTALL);

    private H2Dialect() {}

    @Override
    public String name() {
        return "H2";
    }

    @Override
    public ErrorForms errors() {
        return H2Errors.INSTANCE;
    }

    @Override
    public ServerProfile profile() {
        return PROFILE;
    }

    @Override
    public Set<Capability> lacks() {
        return EnumSet.of(
                Capability.ID_ARRAYS,
                Capability.CONNECTIONS,
                Capability.KEY_CHANGES,
                Capability.JSON_PATHS,
                Capability.FULL_TEXT,
                Capability.ROW_VERSIONS,
                Capability.NATIVE_TYPES,
                Capability.CATALOGUE,
                Capability.ROW_LOCKS,
                Capability.VALUE_LIMITS,
                Capability.EXPLAIN_PLANS);
    }

    @Override
    public String typeName(PgType type) {
        String element = type.base() == KnownPgType.OTHER ? type.castName() : typeName(type.base());
        return element + " ARRAY".repeat(type.dimensions());
    }

    /** A number without digits after the point would be rounded, and a CHAR has one character. */
    @Override
    public String typeName(KnownPgType type) {
        return switch (type) {
            case BOOLEAN -> "BOOLEAN";
            case SMALLINT -> "SMALLINT";
            case INTEGER -> "INTEGER";
            case BIGINT -> "BIGINT";
            case REAL -> "REAL";
            case DOUBLE -> "DOUBLE PRECISION";
            case NUMERIC, MONEY -> "DECFLOAT";
            case TEXT, VARCHAR, BPCHAR, OTHER -> "VARCHAR";
            case UUID -> "UUID";
            case BYTEA -> "VARBINARY";
            case DATE -> "DATE";
            case TIME -> "TIME(6)";
            case TIMETZ -> "TIME(6) WITH TIME ZONE";
            case TIMESTAMP -> "TIMESTAMP(6)";
            case TIMESTAMPTZ -> "TIMESTAMP(6) WITH TIME ZONE";
            case INTERVAL -> "INTERVAL DAY(18) TO SECOND(6)";
            case JSON, JSONB -> "JSON";
        };
    }

    @Override
    public String parameter(PgType type, int index, @Nullable String marker) {
        if (isJson(type)) {
            return "CAST($" + index + " AS VARCHAR) FORMAT JSON";
        }
        return "CAST(" + (type.dimensions() == 0 ? "$" + index : texts(type, index, type.dimensions())) + " AS "
                + typeName(type) + ")";
    }

    @Override
    public String arrayParameter(PgType type, int index, @Nullable String marker) {
        return "CAST(" + texts(type, index, type.dimensions() + 1) + " AS "
                + (isJson(type) ? "VARCHAR" : typeName(type)) + " ARRAY)";
    }

    /** Numbers of different scales are no array for the driver (r2dbc-h2 1.1.0), so they travel as texts. */
    private static String texts(PgType type, int index, int dimensions) {
        return type.base() == KnownPgType.NUMERIC
                ? "CAST($" + index + " AS VARCHAR" + " ARRAY".repeat(dimensions) + ")"
                : "$" + index;
    }

    @Override
    public String fromArray(PgType type, String column, @Nullable String marker) {
        return isJson(type) ? column + " FORMAT JSON" : column;
    }

    private static boolean isJson(PgType type) {
        return type.dimensions() == 0 && (type.base() == KnownPgType.JSON || type.base() == KnownPgType.JSONB);
    }

    @Override
    public String containsAll(PgType type, String column, String elements) {
        return "(" + column + " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM unnest(" + elements
                + ") AS e(c0) WHERE NOT ARRAY_CONTAINS(" + column + ", e.c0)))";
    }

    @Override
    public String overlaps(PgType type, String column, String elements) {
        return "EXISTS (SELECT 1 FROM unnest(" + elements + ") AS e(c0) WHERE ARRAY_CONTAINS(" + column + ", e.c0))";
    }

    @Override
    public boolean convertsToColumns() {
        return true;
    }

    @Override
    public boolean endsCircles() {
        return false;
    }

    @Override
    public String pathOf(String text) {
        return "CAST(ARRAY[" + text + "] AS VARCHAR ARRAY)";
    }

    @Override
    public String pathWith(String path, String text) {
        return "ARRAY_APPEND(" + path + ", " + text + ")";
    }

    @Override
    public String isOnPath(String path, String text) {
        return "ARRAY_CONTAINS(" + path + ", " + text + ")";
    }

    /** By the time that has passed: a cast would give the local time of the session's zone. */
    @Override
    public String localInUtc(String moment) {
        return "CAST(TIMESTAMP '1970-01-01 00:00:00' + (" + moment
                + " - TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00') AS TIMESTAMP(6))";
    }

    /** By its text: a cast would take it for a time of the session's zone. */
    @Override
    public String momentInUtc(String local) {
        return "CAST(CAST(" + local + " AS VARCHAR) || '+00' AS TIMESTAMP(6) WITH TIME ZONE)";
    }

    @Override
    public String now(KnownPgType type) {
        return switch (type) {
            case TIMESTAMP -> localInUtc("CURRENT_TIMESTAMP(6)");
            case DATE -> "CAST(" + localInUtc("CURRENT_TIMESTAMP(6)") + " AS DATE)";
            default -> "CURRENT_TIMESTAMP(6)";
        };
    }

    /** LIKE tries every way to divide a text: with many percent signs it does not end. One at the end ends the trying. */
    @Override
    public @Nullable String regex(String pattern) {
        long tried = LikeRegex.gaps(pattern) - (pattern.endsWith("%") ? 1 : 0);
        return tried > 1 ? "(?s)^" + LikeRegex.of(pattern) + "\\z" : null;
    }

    /** H2 divides numbers without a size to 100,000 digits, which takes a second for each group. */
    @Override
    public String average(String values, boolean exact) {
        return exact
                ? cast("CAST(sum(" + values + ") AS DECFLOAT(40)) / count(" + values + ")", KnownPgType.DOUBLE)
                : cast("avg(" + values + ")", KnownPgType.DOUBLE);
    }

    @Override
    public String returning(String write, String answer) {
        return "SELECT " + answer + " FROM FINAL TABLE (" + write + ") AS t";
    }

    /** H2 has no clock that goes on within a transaction: there each version is a tick after the one before. */
    @Override
    public String laterThan(String before, boolean local, int digits) {
        String tick = "INTERVAL '" + BigDecimal.ONE.movePointLeft(digits).toPlainString() + "' SECOND(2, 6)";
        return "GREATEST(" + now(local ? KnownPgType.TIMESTAMP : KnownPgType.TIMESTAMPTZ) + ", " + before + " + " + tick
                + ")";
    }

    @Override
    public int mostElements() {
        return 65_536;
    }

    /** It takes 100,000 of them, but not in a time that somebody would wait. */
    @Override
    public int mostParameters() {
        return 10_000;
    }

    @Override
    public String rounded(PgType type, String value) {
        return "CAST(" + value + " AS " + columnType(type) + ")";
    }

    /**
     * The isolation is one of the session, so it is said before each transaction. What H2 calls REPEATABLE READ sees each table as it was when
     * it was read first; its SNAPSHOT sees all of them at one moment.
     */
    @Override
    public String begin(@Nullable Isolation isolation, boolean readOnly) {
        String level = isolation == null ? "READ COMMITTED" : isolation(isolation);
        return "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL " + level + "; BEGIN";
    }

    private static String isolation(Isolation isolation) {
        return isolation == Isolation.REPEATABLE_READ
                ? "SNAPSHOT"
                : isolation.name().replace('_', ' ');
    }

    @Override
    public String beginSnapshot(@Nullable Duration idle) {
        return begin(Isolation.REPEATABLE_READ, true);
    }

    /** The isolation is one of the session: whoever gets the connection next, and says none, would have the last one. */
    @Override
    public String afterTransactions() {
        return "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED";
    }

    @Override
    public boolean refusesWritesOfReaders() {
        return false;
    }

    /** What SELECT … FROM FINAL TABLE has written before it fails stays (H2 2.4.240). */
    @Override
    public boolean undoesQueries() {
        return false;
    }

    /**
     * The driver cuts at every semicolon, in quotes and comments too (r2dbc-h2 1.1.0): in quotes they are written as escapes, in comments as
     * commas.
     */
    @Override
    public String spelled(String sql) {
        return sql.indexOf(';') < 0
                ? sql
                : QUOTED.matcher(sql).replaceAll(quoted -> Matcher.quoteReplacement(escaped(quoted.group())));
    }

    private static String escaped(String part) {
        if (part.indexOf(';') < 0) {
            return part;
        }
        if (part.startsWith("-") || part.startsWith("/")) {
            return part.replace(';', ',');
        }
        String quoted = part.startsWith("$$")
                ? "'" + part.substring(2, part.length() - 2).replace("'", "''") + "'"
                : part;
        return "U&" + quoted.replace("\\", "\\\\").replace(";", "\\003b");
    }

    @Override
    public boolean blocks() {
        return true;
    }

    @Override
    public String columnType(PgType type) {
        if (type.base() == KnownPgType.OTHER || type.literal()) {
            return type.name();
        }
        if (type.base() == KnownPgType.MONEY) {
            throw new IllegalArgumentException("H2 has no type money: declare numeric(20,2)");
        }
        String size = TypeName.modifier(type.name());
        String element = size.isEmpty() ? unsized(type.base()) : sized(type.base(), size);
        return element + " ARRAY".repeat(type.dimensions());
    }

    private String sized(KnownPgType type, String size) {
        return switch (type) {
            case VARCHAR, TEXT -> "VARCHAR(" + size + ")";
            case BPCHAR -> "CHAR(" + size + ")";
            case NUMERIC -> "NUMERIC(" + size + ")";
            case TIME -> "TIME(" + size + ")";
            case TIMETZ -> "TIME(" + size + ") WITH TIME ZONE";
            case TIMESTAMP -> "TIMESTAMP(" + size + ")";
            case TIMESTAMPTZ -> "TIMESTAMP(" + size + ") WITH TIME ZONE";
            case INTERVAL -> "INTERVAL DAY(18) TO SECOND(" + size + ")";
            default -> unsized(type);
        };
    }

    private String unsized(KnownPgType type) {
        return type == KnownPgType.BPCHAR ? "CHAR(1)" : typeName(type);
    }

    @Override
    public boolean undoesSchemaChanges() {
        return false;
    }

    @Override
    public String randomUuid() {
        return "RANDOM_UUID()";
    }
}
