package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Attribute;
import dev.relata.model.Arithmetic;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Calculation;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.Truncated;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.Set;

/** Values that the database works out for a row, as expressions. */
public final class RowValues implements RowValue.Visitor<String> {

    private static final Set<KnownPgType> TIMES = EnumSet.of(KnownPgType.TIMESTAMP, KnownPgType.TIMESTAMPTZ);

    private final AliasedTable aliased;
    private final Statement statement;
    /** Whether numbers are calculated as numeric or double precision, so that only the result must fit. */
    private final boolean exact;

    private RowValues(AliasedTable aliased, boolean exact) {
        this.aliased = aliased;
        this.statement = aliased.statement();
        this.exact = exact;
    }

    /** A value that is read, or that rows are grouped or ordered by. */
    static String read(AliasedTable aliased, RowValue value) {
        return value.accept(new RowValues(aliased, true));
    }

    /** Two values of a row with the operator between them. */
    static String compared(AliasedTable aliased, RowValue left, String operator, RowValue right) {
        RowValues values = new RowValues(aliased, true);
        return values.as(values.base(right), left) + " " + operator + " " + right.accept(values);
    }

    /** The new value of a column. A result that the Java type cannot hold fails, also where the column could hold it. */
    public static String assigned(AliasedTable aliased, Attribute attribute, RowValue value) {
        boolean nested = value instanceof Calculation calculation
                && (calculation.left() instanceof Calculation || calculation.right() instanceof Calculation);
        KnownPgType base = aliased.statement().type(attribute).pgType().base();
        String sql = new RowValues(aliased, nested).as(base, value);
        return value instanceof Calculation
                ? fitted(aliased.statement().dialect(), attribute.valueClass(), base, sql)
                : sql;
    }

    private static String fitted(Dialect dialect, Class<?> type, KnownPgType base, String value) {
        if (type == Byte.class) {
            return dialect.asByte(value);
        }
        KnownPgType own = type == Short.class
                ? KnownPgType.SMALLINT
                : type == Integer.class ? KnownPgType.INTEGER : type == Long.class ? KnownPgType.BIGINT : base;
        return own == base ? value : dialect.fitted(value, own);
    }

    /** A value beside one of another type: else the time zone of the session would decide how two kinds of times are one. */
    private String as(KnownPgType wanted, RowValue value) {
        String sql = value.accept(this);
        KnownPgType base = value instanceof Path || value instanceof Truncated ? base(value) : wanted;
        boolean otherKind = wanted != base && TIMES.contains(wanted) && TIMES.contains(base);
        if (!otherKind) {
            return sql;
        }
        Dialect dialect = statement.dialect();
        return base == KnownPgType.TIMESTAMPTZ ? dialect.localInUtc(sql) : dialect.momentInUtc(sql);
    }

    private KnownPgType base(RowValue value) {
        return aliased.type(value).pgType().base();
    }

    @Override
    public String constant(RowValue.Constant value) {
        return statement.value(aliased.type(value), value.value());
    }

    @Override
    public String path(Path value) {
        return aliased.column(value);
    }

    @Override
    public String calculation(Calculation value) {
        String operator = switch (value.operation()) {
            case PLUS -> " + ";
            case MINUS -> " - ";
            case TIMES -> " * ";
        };
        Class<?> type = value.valueClass();
        String left = number(type, value.left());
        String right = number(type, value.right());
        boolean exactProduct = value.operation() == Arithmetic.TIMES && type == BigDecimal.class;
        return "(" + (exactProduct ? statement.dialect().product(left, right) : left + operator + right) + ")";
    }

    private String number(Class<?> type, RowValue value) {
        if (exact && value instanceof RowValue.Constant constant && constant.value() instanceof Number given) {
            // Not of the column's own type, which may be small, or a domain that does not hold it.
            return type == Double.class
                    ? statement.value(SqlType.DOUBLE, given.doubleValue())
                    : statement.value(SqlType.NUMERIC, new BigDecimal(given.toString()));
        }
        String number = value.accept(this);
        KnownPgType wide = type == Double.class ? KnownPgType.DOUBLE : KnownPgType.NUMERIC;
        return !exact || base(value) == wide ? number : statement.dialect().cast(number, wide);
    }

    /** In UTC, whatever the session's time zone is: a moment is cut off as the time of day that it is there. */
    @Override
    public String truncated(Truncated value) {
        String column = aliased.column(value.time());
        String unit = switch (value.unit()) {
            case YEARS -> "year";
            case MONTHS -> "month";
            case DAYS -> "day";
            case HOURS -> "hour";
            default -> throw new IllegalArgumentException("times are not cut off to " + value.unit());
        };
        Dialect dialect = statement.dialect();
        if (base(value) == KnownPgType.TIMESTAMPTZ) {
            return dialect.momentInUtc(dialect.truncated(unit, dialect.localInUtc(column)));
        }
        String cut = dialect.truncated(unit, dialect.cast(column, KnownPgType.TIMESTAMP));
        return dialect.cast(cut, aliased.type(value).pgType());
    }

    /** A correlated subquery, in which each related row counts once. */
    @Override
    public String related(RelatedValue value) {
        Query rows = value.query().unbounded();
        JunctionLink link = new JunctionLink(
                value.association(), aliased.columns(value.association().sourceKey()));
        QueryClauses level = QueryClauses.correlated(statement, rows, link, false);
        String present = Projection.orZero(level.aliased(), value.aggregate()).sql();
        return "(SELECT " + present + level.rest(rows) + ")";
    }

    @Override
    public String columnDefault(RowValue.ColumnDefault value) {
        return "DEFAULT";
    }

    @Override
    public String now(RowValue.Now value) {
        return statement.dialect().now(base(value));
    }
}
