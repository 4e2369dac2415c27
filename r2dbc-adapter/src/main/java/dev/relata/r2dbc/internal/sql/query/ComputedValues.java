package dev.relata.r2dbc.internal.sql.query;

import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Aggregate.Function;
import dev.relata.spi.Product;
import dev.relata.spi.Query;
import dev.relata.spi.RelatedValue;
import dev.relata.spi.RowValue;
import dev.relata.spi.Truncated;
import java.time.temporal.ChronoUnit;

/** Values of a row that are no columns, as expressions. Stateless. */
final class ComputedValues {

    private ComputedValues() {}

    static String render(AliasedTable aliased, RowValue value) {
        if (value instanceof Truncated truncated) {
            return truncated(aliased, truncated);
        }
        if (value instanceof Product product) {
            String type = product.valueClass() == Double.class ? "::float8" : "::numeric";
            return "(" + aliased.column(product.left()) + type + " * " + aliased.column(product.right()) + type + ")";
        }
        if (value instanceof RelatedValue related) {
            return related(aliased, related);
        }
        throw new IllegalArgumentException(value + " is a column");
    }

    /** In UTC, whatever the session's time zone is: a moment is cut off as the time of day that it is there. */
    private static String truncated(AliasedTable aliased, Truncated truncated) {
        PgType type = aliased.statement().type(truncated.time().attribute()).pgType();
        String column = aliased.column(truncated.time());
        String unit = "date_trunc('" + unit(truncated.unit()) + "', ";
        if (type.base() == KnownPgType.TIMESTAMPTZ) {
            return unit + column + " AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'";
        }
        return unit + column + "::timestamp)::" + type.castName();
    }

    private static String unit(ChronoUnit unit) {
        return switch (unit) {
            case YEARS -> "year";
            case MONTHS -> "month";
            case DAYS -> "day";
            case HOURS -> "hour";
            default -> throw new IllegalArgumentException("times are not cut off to " + unit);
        };
    }

    /** A correlated subquery, in which each related row counts once. */
    private static String related(AliasedTable aliased, RelatedValue related) {
        Query rows = related.query().unbounded();
        JunctionLink link = new JunctionLink(
                related.association(), aliased.columns(related.association().sourceKey()));
        QueryClauses level = QueryClauses.of(aliased.statement(), rows, link, false);
        String value = Projection.of(level.aliased(), related.aggregate(), "*").sql();
        String present = related.aggregate().function() == Function.SUM ? "coalesce(" + value + ", 0)" : value;
        return "(SELECT " + present + level.rest(rows) + ")";
    }

    static SqlType type(Statement statement, RelatedValue related) {
        RowValue operand = related.aggregate().operand();
        boolean own = operand != null
                && (related.aggregate().function() == Function.MIN
                        || related.aggregate().function() == Function.MAX);
        return own && operand != null
                ? new AliasedTable(statement, related.query().type()).type(operand)
                : SqlType.ofNumber(related.valueClass());
    }
}
