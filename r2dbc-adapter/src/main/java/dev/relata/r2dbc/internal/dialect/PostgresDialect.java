package dev.relata.r2dbc.internal.dialect;

import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.spi.Capability;
import dev.relata.spi.Isolation;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** PostgreSQL, and what speaks its language. Stateless. */
public final class PostgresDialect implements Dialect {

    /** The only one. */
    public static final Dialect INSTANCE = new PostgresDialect();

    private static final String UTC = " AT TIME ZONE 'UTC'";

    private static final String SNAPSHOT = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

    /** The types that may have a collation; an unknown type may be a domain over text, or citext. */
    private static final Set<KnownPgType> COLLATED =
            EnumSet.of(KnownPgType.TEXT, KnownPgType.VARCHAR, KnownPgType.BPCHAR, KnownPgType.OTHER);

    private PostgresDialect() {}

    @Override
    public String name() {
        return "PostgreSQL";
    }

    @Override
    public ErrorForms errors() {
        return PostgresErrors.INSTANCE;
    }

    @Override
    public ServerProfile profile() {
        return ServerProfile.POSTGRESQL;
    }

    @Override
    public Set<Capability> lacks() {
        return EnumSet.of(Capability.ID_ARRAYS);
    }

    @Override
    public String typeName(PgType type) {
        return type.castName();
    }

    @Override
    public String typeName(KnownPgType type) {
        return type.sqlName();
    }

    @Override
    public String cast(String expression, KnownPgType type) {
        return expression + "::" + type.sqlName();
    }

    @Override
    public String cast(String expression, PgType type) {
        return expression + "::" + type.castName();
    }

    @Override
    public String read(PgType type, String column) {
        return type.readExpression(column);
    }

    @Override
    public String sortKey(PgType type, String column) {
        return type.sortKeyExpression(column);
    }

    @Override
    public String sortKeyParameter(PgType type, int index, String column, @Nullable String marker) {
        return type.sortKeyParameter(index, column, marker);
    }

    @Override
    public String parameter(PgType type, int index, @Nullable String marker) {
        return type.parameter(index, marker);
    }

    @Override
    public String arrayParameter(PgType type, int index, @Nullable String marker) {
        return type.arrayParameter(index, marker);
    }

    @Override
    public String fromArray(PgType type, String column, @Nullable String marker) {
        return type.fromUnnest(column, marker);
    }

    @Override
    public boolean sendsBinary() {
        return true;
    }

    @Override
    public boolean marksNulls() {
        return true;
    }

    @Override
    public String among(PgType type, String column, String array, String element) {
        if (type.dimensions() > 0) {
            return column + " = ANY (SELECT " + element + " FROM unnest(" + array + ") AS u(c0))";
        }
        boolean itself = type.sent() == type.base();
        return column + " = ANY (" + array + (itself ? "" : "::" + type.castName() + "[]") + ")";
    }

    /** The value of a null row is null, and lends its type and its collation. */
    @Override
    public String asStored(PgType type, String table, String column, String value) {
        return COLLATED.contains(type.base()) ? "COALESCE((NULL::" + table + ")." + column + ", " + value + ")" : value;
    }

    @Override
    public boolean correlatesInFrom() {
        return true;
    }

    @Override
    public boolean hasDistinctOn() {
        return true;
    }

    @Override
    public String containsAll(PgType type, String column, String elements) {
        return column + " @> " + elements;
    }

    @Override
    public String overlaps(PgType type, String column, String elements) {
        return column + " && " + elements;
    }

    /** A document contains another if it has the same values at the same paths, which an index on the column serves. */
    @Override
    public String containsJson(PgType type, String column, String document) {
        return (type.base() == KnownPgType.JSONB ? column : column + "::jsonb") + " @> " + document;
    }

    /** The configuration is a name, as that of a column is: only with one in the text of the statement an index can serve it. */
    @Override
    public String matches(PgType type, String column, @Nullable String configuration, String words) {
        String rules = configuration == null ? "" : "'" + configuration + "'::regconfig, ";
        boolean text = COLLATED.contains(type.base()) && type.base() != KnownPgType.OTHER;
        String searched = type.castName().equals("tsvector")
                ? column
                : "to_tsvector(" + rules + (text ? column : column + "::text") + ")";
        return searched + " @@ plainto_tsquery(" + rules + words + ")";
    }

    @Override
    public String localInUtc(String moment) {
        return moment + UTC;
    }

    @Override
    public String momentInUtc(String local) {
        return local + UTC;
    }

    @Override
    public String now(KnownPgType type) {
        return switch (type) {
            case TIMESTAMP -> "now()" + UTC;
            case DATE -> "(now()" + UTC + ")::date";
            default -> "now()";
        };
    }

    /**
     * The server's own mean of exact numbers has 16 digits, one less than tell doubles apart. A quotient has as many digits after the point as
     * its dividend, here those of the column and 40 more.
     */
    @Override
    public String average(String values, boolean exact) {
        return exact
                ? "(sum(" + values + ") * 1::numeric(41, 40) / count(" + values + "))::float8"
                : "avg(" + values + ")::float8";
    }

    @Override
    public String sumOfDoubles(String values) {
        return "sum(" + values + "::float8)";
    }

    /** Booleans and, before PostgreSQL 18, UUIDs have an order but neither min nor max. */
    @Override
    public String extreme(String function, String values, PgType type) {
        if (type.dimensions() == 0 && type.base() == KnownPgType.BOOLEAN) {
            return (Objects.equals(function, "min") ? "bool_and(" : "bool_or(") + values + ")";
        }
        String ordered = type.dimensions() == 0 && type.base() == KnownPgType.UUID ? values + "::text" : values;
        return function + "(" + ordered + ")::" + type.castName();
    }

    /** The rows are worked out apart: a plan that shares the work among processes would not keep their order. */
    @Override
    public String ownRows(String query, @Nullable String column, String answer) {
        String names = column == null ? "" : "(\"" + column + "\")";
        return "WITH own" + names + " AS MATERIALIZED (" + query + "\n) SELECT " + answer + " FROM own";
    }

    @Override
    public String insertAlias() {
        return " AS t";
    }

    @Override
    public Conflicts conflicts() {
        return Conflicts.ON_CONFLICT;
    }

    @Override
    public boolean checksWhenAllAreWritten() {
        return true;
    }

    @Override
    public boolean countsItsRows() {
        return true;
    }

    @Override
    public String defaults(String column, int rows, Supplier<String> count) {
        return "SELECT FROM generate_series(1, " + count.get() + ")";
    }

    @Override
    public String laterThan(String before, boolean local, int digits) {
        String tick = "interval '" + BigDecimal.ONE.movePointLeft(digits).toPlainString() + " seconds'";
        return "GREATEST(clock_timestamp()" + (local ? UTC : "") + ", " + before + " + " + tick + ")";
    }

    @Override
    public String rounded(PgType type, String value) {
        return value + "::" + type.name();
    }

    /** There is no type of one byte: what is too large for it overflows where it is shifted by one. */
    @Override
    public String asByte(String number) {
        return "(" + number + "::smallint * 256::smallint) / 256::smallint";
    }

    @Override
    public String begin(@Nullable Isolation isolation, boolean readOnly) {
        String level = isolation == null
                ? ""
                : " ISOLATION LEVEL " + isolation.name().replace('_', ' ').toUpperCase(Locale.ROOT);
        return "BEGIN" + level + (readOnly ? " READ ONLY" : "");
    }

    @Override
    public String beginSnapshot(@Nullable Duration idle) {
        return idle == null
                ? SNAPSHOT
                : SNAPSHOT + "; SET LOCAL idle_in_transaction_session_timeout = " + idle.toMillis();
    }

    /**
     * A pooler makes process ids up, and behind a change of servers, or after a while, one is that of another session: it must be one of
     * this application, and have done nothing since before the wait began.
     */
    @Override
    public String terminate() {
        return "SELECT pg_catalog.pg_terminate_backend(pid) FROM pg_catalog.pg_stat_activity"
                + " WHERE pid = $1 AND usename = session_user AND datname = current_database()"
                + " AND application_name = current_setting('application_name')"
                + " AND state_change < pg_catalog.clock_timestamp() - $2 * interval '1 millisecond'";
    }

    @Override
    public boolean abortsTransactions() {
        return true;
    }

    @Override
    public boolean hasCursors() {
        return true;
    }

    /** A serial is a whole number; whether it is numbered is said by the column. */
    @Override
    public String columnType(PgType type) {
        return switch (type.base()) {
            case SMALLINT, INTEGER, BIGINT ->
                type.dimensions() == 0 ? type.base().sqlName() : type.name();
            default -> type.name();
        };
    }

    @Override
    public String randomUuid() {
        return "gen_random_uuid()";
    }

    /** Without the E a backslash means itself only where standard_conforming_strings is on. */
    @Override
    public String literal(String text) {
        String quoted = "'" + text.replace("'", "''") + "'";
        return text.indexOf('\\') < 0 ? quoted : "E" + quoted.replace("\\", "\\\\");
    }

    @Override
    public String computed(String expression) {
        return "GENERATED ALWAYS AS (" + expression + ") STORED";
    }

    /** The standard's views tell less than the server's own catalogue. */
    @Override
    public Catalogues catalogue() {
        return Catalogues.POSTGRESQL;
    }
}
