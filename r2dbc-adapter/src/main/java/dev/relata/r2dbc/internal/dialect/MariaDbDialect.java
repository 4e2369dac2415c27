package dev.relata.r2dbc.internal.dialect;

import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.spi.Capability;
import dev.relata.spi.Isolation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** MariaDB, from version 11.4 on. Stateless. */
public final class MariaDbDialect implements Dialect {

    /** The only one. */
    public static final Dialect INSTANCE = new MariaDbDialect();

    private static final ServerProfile PROFILE = new ServerProfile(
            "MariaDB",
            EnumSet.of(SqlFeature.LOCKS_OF_MANY_KEYS, SqlFeature.COUNTED_CONFLICTS, SqlFeature.SEVERAL_CONSTRAINTS));

    /**
     * Standard quotes and operators, assignments that see the row as it was, and no value that is cut or rounded in silence. Values that
     * travel in an array get a collation that no column has: beside a column of a binary collation they take that, and beside one of another
     * collation than that of the database they are refused.
     */
    private static final String SESSION =
            "SET sql_mode = 'STRICT_ALL_TABLES,STRICT_TRANS_TABLES,ANSI_QUOTES,PIPES_AS_CONCAT,"
                    + "NO_BACKSLASH_ESCAPES,SIMULTANEOUS_ASSIGNMENT,ERROR_FOR_DIVISION_BY_ZERO,NO_ZERO_DATE,NO_ZERO_IN_DATE,"
                    + "NO_ENGINE_SUBSTITUTION,NO_AUTO_VALUE_ON_ZERO', time_zone = '+00:00', transaction_isolation = 'READ-COMMITTED',"
                    + " innodb_snapshot_isolation = ON, div_precision_increment = 30, max_sort_length = 65536, sort_buffer_size = 16777216, group_concat_max_len = 1073741824, collation_connection ="
                    + " IF(LEFT(@@collation_database, 8) = 'utf8mb4_' AND RIGHT(@@collation_database, 4) <> '_bin',"
                    + " @@collation_database, 'utf8mb4_esperanto_ci')";

    /** The collation of texts that this store creates: as Java compares them, by code points, and with the blanks at the end. */
    private static final String COLLATION = " COLLATE utf8mb4_nopad_bin";

    /** Where no size is declared. */
    private static final String DECIMAL = "DECIMAL(65,30)";

    /** The digits before the point of the largest number. */
    private static final int WHOLE_DIGITS = 35;

    private static final String MICROS = "DATETIME(6)";

    private MariaDbDialect() {}

    @Override
    public String name() {
        return "MariaDB";
    }

    @Override
    public ErrorForms errors() {
        return MariaDbErrors.INSTANCE;
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
                Capability.FULL_TEXT,
                Capability.ROW_VERSIONS,
                Capability.NATIVE_TYPES,
                Capability.CATALOGUE,
                Capability.ROW_LOCKS,
                Capability.NON_FINITE_NUMBERS,
                Capability.VALUE_LIMITS,
                Capability.EXPLAIN_PLANS);
    }

    @Override
    public String typeName(PgType type) {
        if (type.dimensions() > 0) {
            return "CHAR";
        }
        return type.base() == KnownPgType.NUMERIC ? decimal(type) : typeName(type.base());
    }

    /** The types of CAST, which are fewer than those of columns. */
    @Override
    public String typeName(KnownPgType type) {
        return switch (type) {
            case BOOLEAN, SMALLINT, INTEGER, BIGINT, INTERVAL -> "SIGNED";
            case REAL, DOUBLE -> "DOUBLE";
            case NUMERIC, MONEY -> DECIMAL;
            case TEXT, VARCHAR, BPCHAR, OTHER, JSON, JSONB, TIMETZ -> "CHAR";
            case UUID -> "CHAR(36)";
            case BYTEA -> "BINARY";
            case DATE -> "DATE";
            case TIME -> "TIME(6)";
            case TIMESTAMP, TIMESTAMPTZ -> MICROS;
        };
    }

    /** A FLOAT is sent with six digits, where a DOUBLE has all of its own. */
    @Override
    public String read(PgType type, String column) {
        return type.base() == KnownPgType.REAL && type.dimensions() == 0 ? cast(column, KnownPgType.DOUBLE) : column;
    }

    @Override
    public String sortKey(PgType type, String column) {
        return read(type, column);
    }

    /** A parameter has the type of its value, and takes the collation of what it is compared with. */
    @Override
    public String parameter(PgType type, int index, @Nullable String marker) {
        return "$" + index;
    }

    @Override
    public String arrayParameter(PgType type, int index, @Nullable String marker) {
        return "$" + index;
    }

    @Override
    public String fromArray(PgType type, String column, @Nullable String marker) {
        if (type.dimensions() > 0) {
            return column;
        }
        return switch (type.base()) {
            case BYTEA -> "UNHEX(" + column + ")";
            // A CAST has the collation of the connection, JSON_TABLE one that nobody can choose.
            case TEXT, VARCHAR, BPCHAR, OTHER, UUID -> "CAST(" + column + " AS CHAR)";
            default -> column;
        };
    }

    @Override
    public Class<?> readAs(PgType type) {
        if (type.dimensions() > 0) {
            return String.class;
        }
        return switch (type.base()) {
            case BOOLEAN -> Boolean.class;
            case SMALLINT, INTEGER, BIGINT, REAL, DOUBLE, NUMERIC, MONEY, INTERVAL -> Object.class;
            case TEXT, VARCHAR, BPCHAR, OTHER, JSON, JSONB, UUID, TIMETZ -> String.class;
            case BYTEA -> byte[].class;
            case DATE -> java.time.LocalDate.class;
            case TIME -> java.time.LocalTime.class;
            case TIMESTAMP, TIMESTAMPTZ -> java.time.LocalDateTime.class;
        };
    }

    @Override
    public Object toDriver(PgType type, Object value) {
        return JsonForm.toDriver(type, value);
    }

    @Override
    public Object fromDriver(PgType type, Object value) {
        return JsonForm.fromDriver(type, value);
    }

    @Override
    public boolean sendsJson() {
        return true;
    }

    @Override
    public String json(PgType type, Object value) {
        return JsonForm.element(type, value);
    }

    /** Rows are one array of arrays. */
    @Override
    public String rows(String alias, List<PgType> types, List<String> arrays, List<String> columns, boolean numbered) {
        String values = IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i) + " " + jsonColumn(types.get(i)) + " PATH '$[" + i + "]'")
                .collect(Collectors.joining(", "));
        return "JSON_TABLE(" + arrays.get(0) + ", '$[*]' COLUMNS (" + (numbered ? "pos FOR ORDINALITY, " : "") + values
                + ")) AS " + alias;
    }

    @Override
    public String among(PgType type, String column, String array, String element) {
        return column + " IN (SELECT " + element + " FROM JSON_TABLE(" + array + ", '$[*]' COLUMNS (c0 "
                + jsonColumn(type) + " PATH '$')) AS u)";
    }

    /** A text has no length there: it would be cut off to that. */
    private static String jsonColumn(PgType type) {
        if (type.dimensions() > 0) {
            return "LONGTEXT";
        }
        return switch (type.base()) {
            case BOOLEAN, SMALLINT, INTEGER, BIGINT, INTERVAL -> "BIGINT";
            case REAL, DOUBLE -> "DOUBLE";
            case NUMERIC, MONEY -> decimal(type);
            case TEXT, VARCHAR, BPCHAR, OTHER, JSON, JSONB, TIMETZ -> "LONGTEXT";
            case UUID -> "VARCHAR(36)";
            // Of a LONGTEXT the server takes UNHEX for nothing (11.4.5).
            case BYTEA -> "MEDIUMTEXT";
            case DATE -> "DATE";
            case TIME -> "TIME(6)";
            case TIMESTAMP, TIMESTAMPTZ -> MICROS;
        };
    }

    /** A query without rows lends its collation. */
    @Override
    public String asStored(PgType type, String table, String column, String value) {
        boolean text = type.dimensions() > 0
                || switch (type.base()) {
                    case TEXT, VARCHAR, BPCHAR, OTHER, JSON, JSONB -> true;
                    default -> false;
                };
        return text ? "COALESCE((SELECT " + column + " FROM " + table + " LIMIT 0), " + value + ")" : value;
    }

    @Override
    public String differs(String left, String right) {
        return "NOT (" + left + " <=> " + right + ")";
    }

    @Override
    public String same(String left, String right) {
        return left + " <=> " + right;
    }

    @Override
    public String like(String text, String pattern) {
        return text + " LIKE " + pattern + " ESCAPE '\\'";
    }

    /** Null comes before all values. */
    @Override
    public String ordered(String value, boolean ascending, boolean nullsFirst) {
        String term = value + (ascending ? " ASC" : " DESC");
        return ascending == nullsFirst ? term : value + " IS NULL" + (nullsFirst ? " DESC, " : " ASC, ") + term;
    }

    @Override
    public String bounds(@Nullable String limit, @Nullable String offset) {
        if (limit == null) {
            return offset == null ? "" : " LIMIT " + Long.MAX_VALUE + " OFFSET " + offset;
        }
        return " LIMIT " + limit + (offset == null ? "" : " OFFSET " + offset);
    }

    /** An IN takes a query with LIMIT only within another one. */
    @Override
    public String limited(String query) {
        return "SELECT * FROM (" + query + ") AS limited";
    }

    @Override
    public String lock(String alias) {
        return " FOR UPDATE";
    }

    @Override
    public String containsAll(PgType type, String column, String elements) {
        return "JSON_CONTAINS(" + column + ", " + elements + ")";
    }

    @Override
    public String overlaps(PgType type, String column, String elements) {
        return "JSON_OVERLAPS(" + column + ", " + elements + ")";
    }

    @Override
    public boolean hasJsonPaths() {
        return true;
    }

    @Override
    public String jsonAt(String column, String path, String value) {
        return "JSON_EQUALS(JSON_EXTRACT(" + column + ", " + path + "), " + value + ")";
    }

    /** Both are stored as the local time in UTC. */
    @Override
    public String localInUtc(String moment) {
        return moment;
    }

    @Override
    public String momentInUtc(String local) {
        return local;
    }

    @Override
    public String truncated(String unit, String local) {
        String format = switch (unit) {
            case "year" -> "%Y-01-01 00:00:00";
            case "month" -> "%Y-%m-01 00:00:00";
            case "day" -> "%Y-%m-%d 00:00:00";
            default -> "%Y-%m-%d %H:00:00";
        };
        return "CAST(DATE_FORMAT(" + local + ", '" + format + "') AS " + MICROS + ")";
    }

    @Override
    public String now(KnownPgType type) {
        return type == KnownPgType.DATE ? "UTC_DATE()" : "UTC_TIMESTAMP(6)";
    }

    @Override
    public String laterThan(String before, boolean local, int digits) {
        long tick = Math.round(Math.pow(10, 6 - (double) digits));
        return "GREATEST(UTC_TIMESTAMP(6), " + before + " + INTERVAL " + tick + " MICROSECOND)";
    }

    /** A derived table has the names of its query alone; a common one can have others. */
    @Override
    public String ownRows(String query, @Nullable String column, String answer) {
        return column == null
                ? "SELECT " + answer + " FROM (" + query + "\n) AS own"
                : "WITH own(\"" + column + "\") AS (" + query + "\n) SELECT " + answer + " FROM own";
    }

    @Override
    public boolean returnsChanges() {
        return false;
    }

    @Override
    public String written(String column) {
        return column;
    }

    @Override
    public Conflicts conflicts() {
        return Conflicts.DUPLICATE_KEY;
    }

    @Override
    public String delete(String table, String alias) {
        return "DELETE " + alias + " FROM " + table + " AS " + alias;
    }

    @Override
    public String defaults() {
        return "() VALUES ()";
    }

    @Override
    public String defaults(String column, int rows, Supplier<String> count) {
        return "() VALUES " + "()" + ", ()".repeat(rows - 1);
    }

    @Override
    public String rounded(PgType type, String value) {
        String size = TypeName.modifier(type.name());
        return switch (type.base()) {
            case NUMERIC -> "CAST(" + value + " AS DECIMAL(" + size + "))";
            case TIME -> "CAST(" + value + " AS TIME(" + size + "))";
            case TIMESTAMP, TIMESTAMPTZ -> "CAST(" + value + " AS DATETIME(" + size + "))";
            default -> value;
        };
    }

    @Override
    public String asByte(String number) {
        return within(number, Byte.MIN_VALUE, Byte.MAX_VALUE);
    }

    /** A CAST to a whole number keeps what is too large as the largest one. */
    @Override
    public String fitted(String number, KnownPgType type) {
        return switch (type) {
            case SMALLINT -> within(number, Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> within(number, Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> within(number, Long.MIN_VALUE, Long.MAX_VALUE);
            default -> number;
        };
    }

    /** The server works out its own mean of decimals in doubles. */
    @Override
    public String average(String values, boolean exact) {
        return cast(exact ? "sum(" + values + ") / count(" + values + ")" : "avg(" + values + ")", KnownPgType.DOUBLE);
    }

    /** For HAVING with IN and an array one statement answers the groups, and none of them the next time (11.4.5). */
    @Override
    public boolean comparesAggregatesWithArrays() {
        return false;
    }

    /** What does not fit into its type, of 65 digits, is the largest number there, which is told by that. */
    @Override
    public String sumOfNumbers(String values) {
        String sum = "CAST(sum(" + values + ") AS " + DECIMAL + ")";
        return unless("ABS(" + sum + ") > " + "9".repeat(WHOLE_DIGITS), sum, DECIMAL, sum);
    }

    /** A product has 38 digits behind the point, which leaves 27 before it; larger ones would be cut off in a query. */
    @Override
    public String product(String left, String right) {
        String size = "ABS(CAST(" + left + " AS DOUBLE) * CAST(" + right + " AS DOUBLE))";
        return unless(size + " >= 1e27", left, DECIMAL, left + " * " + right);
    }

    private static String within(String number, long least, long most) {
        return unless(number + " NOT BETWEEN " + least + " AND " + most, number, "SIGNED", number);
    }

    /**
     * Returns an exact value, or an error where a condition holds: a number that is not zero leaves the range of doubles. Its type is an exact
     * one too, or the value would become a double.
     */
    private static String unless(String condition, String number, String type, String value) {
        return "IF(" + condition + ", CAST(" + number + " * 1e308 * 1e308 AS " + type + "), " + value + ")";
    }

    @Override
    public @Nullable String session() {
        return SESSION;
    }

    @Override
    public String begin(@Nullable Isolation isolation, boolean readOnly) {
        String begin = "START TRANSACTION" + (readOnly ? " READ ONLY" : "");
        return isolation == null
                ? begin
                : "SET TRANSACTION ISOLATION LEVEL " + isolation.name().replace('_', ' ') + "; " + begin;
    }

    @Override
    public String beginSnapshot(@Nullable Duration idle) {
        return "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY";
    }

    @Override
    public boolean joinsStatements() {
        return false;
    }

    @Override
    public boolean numbersParameters() {
        return false;
    }

    @Override
    public boolean givesRowsByDemand() {
        return false;
    }

    @Override
    public String columnType(PgType type) {
        return columnType(type, false);
    }

    @Override
    public String columnType(PgType type, boolean key) {
        if (type.base() == KnownPgType.OTHER && type.dimensions() == 0) {
            return type.name();
        }
        if (type.base() == KnownPgType.MONEY || type.base() == KnownPgType.TIMETZ) {
            throw new IllegalArgumentException(
                    "MariaDB has no type " + type.base().sqlName() + ": declare "
                            + (type.base() == KnownPgType.MONEY ? "numeric(20,2)" : "varchar(40)"));
        }
        if (type.dimensions() > 0) {
            return "JSON";
        }
        String size = TypeName.modifier(type.name());
        return size.isEmpty() ? unsized(type.base(), key) : sized(type.base(), size, key);
    }

    /** Returns a type for the numbers of a column, and for others that they are compared with: it has the digits of both. */
    private static String decimal(PgType type) {
        String size = TypeName.modifier(type.name());
        if (size.isEmpty()) {
            return DECIMAL;
        }
        String[] declared = size.split(",", 2);
        int scale = declared.length == 1 ? 0 : Integer.parseInt(declared[1].strip());
        int whole = Integer.parseInt(declared[0].strip()) - scale;
        return "DECIMAL(65," + Math.max(scale, Math.min(30, 65 - whole)) + ")";
    }

    private static String sized(KnownPgType type, String size, boolean key) {
        return switch (type) {
            case VARCHAR, TEXT -> "VARCHAR(" + size + ")" + COLLATION;
            case BPCHAR -> "CHAR(" + size + ")" + COLLATION;
            case NUMERIC -> "DECIMAL(" + size + ")";
            case TIME -> "TIME(" + size + ")";
            case TIMESTAMP, TIMESTAMPTZ -> "DATETIME(" + size + ")";
            default -> unsized(type, key);
        };
    }

    /** What is part of a key or of an index has a length. */
    private static String unsized(KnownPgType type, boolean key) {
        return switch (type) {
            case BOOLEAN -> "BOOLEAN";
            case SMALLINT -> "SMALLINT";
            case INTEGER -> "INTEGER";
            case BIGINT, INTERVAL -> "BIGINT";
            case REAL, DOUBLE -> "DOUBLE";
            case NUMERIC, MONEY -> DECIMAL;
            case TEXT, VARCHAR, OTHER, TIMETZ -> (key ? "VARCHAR(255)" : "LONGTEXT") + COLLATION;
            case BPCHAR -> "CHAR(1)" + COLLATION;
            // The server's own type refuses what is none by RFC 9562, which Java's may be.
            case UUID -> "CHAR(36)" + COLLATION;
            case BYTEA -> key ? "VARBINARY(255)" : "LONGBLOB";
            case DATE -> "DATE";
            case TIME -> "TIME(6)";
            case TIMESTAMP, TIMESTAMPTZ -> MICROS;
            case JSON, JSONB -> "JSON";
        };
    }

    /** Names are kept in three bytes for each character. */
    @Override
    public @Nullable String refusesName(String name) {
        boolean supplementary = name.codePoints().anyMatch(Character::isSupplementaryCodePoint);
        if (supplementary) {
            return "has a character beyond U+FFFF, which no name of MariaDB can have";
        }
        boolean blank = !name.isEmpty() && Character.isWhitespace(name.charAt(name.length() - 1));
        return blank ? "ends with a blank, which no name of MariaDB can" : null;
    }

    @Override
    public boolean setsDefaults() {
        return false;
    }

    @Override
    public boolean mixesKeys() {
        return false;
    }

    @Override
    public boolean numbersKeysAlone() {
        return true;
    }

    @Override
    public boolean undoesSchemaChanges() {
        return false;
    }

    @Override
    public Catalogues catalogue() {
        return Catalogues.JSON_INFORMATION_SCHEMA;
    }

    @Override
    public String identity() {
        return "AUTO_INCREMENT";
    }

    @Override
    public String randomUuid() {
        return "(UUID())";
    }
}
