package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Attribute;
import dev.relata.model.Aggregation.Function;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.sql.statement.AnswerForm;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.Path;
import dev.relata.spi.RowValue;
import dev.relata.spi.SortKey;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * One column of an answer.
 *
 * @param sql the expression
 * @param type the type that it is read as
 */
public record Projection(String sql, SqlType type) {

    /** The select list that answers values in the form of the statement. */
    public static String answer(Statement statement, List<Projection> projections) {
        String values = Names.list(projections, one -> one.read(statement));
        return statement.form() == AnswerForm.RECORD ? "record_send(ROW(" + values + "))" : values;
    }

    /** The same list as arrays, each of the values of many rows. */
    static String arrays(Statement statement, List<Projection> projections) {
        return Names.list(projections, one -> "pg_catalog.array_agg(" + one.read(statement) + ")");
    }

    /** The expression as it is read. */
    String read(Statement statement) {
        return type.readExpression(statement.dialect(), sql);
    }

    /** Whether an expression is one of the rows themselves, and an array of its values has one dimension. */
    static boolean isElement(Statement statement, Expression column) {
        return column instanceof Path path
                && path.steps().isEmpty()
                && statement.type(path.attribute()).pgType().dimensions() == 0;
    }

    /** The same list with names, for a statement around it that selects {@link #names}. */
    public static String named(Statement statement, List<Projection> projections) {
        if (statement.form() == AnswerForm.RECORD) {
            return answer(statement, projections) + " AS r";
        }
        return IntStream.range(0, projections.size())
                .mapToObj(i -> projections.get(i).read(statement) + " AS r" + i)
                .collect(Collectors.joining(", "));
    }

    /** The names of a list that was {@link #named}. */
    public static String names(Statement statement, int values) {
        return columns(statement, values, i -> statement.form() == AnswerForm.RECORD ? "r" : "r" + i);
    }

    /** As many nulls as there are columns in an answer. */
    public static String nulls(Statement statement, int values) {
        return columns(statement, values, i -> "NULL");
    }

    private static String columns(Statement statement, int values, IntFunction<String> column) {
        return IntStream.range(0, statement.form() == AnswerForm.RECORD ? 1 : values)
                .mapToObj(column)
                .collect(Collectors.joining(", "));
    }

    public static List<SqlType> types(List<Projection> projections) {
        return projections.stream().map(Projection::type).toList();
    }

    /**
     * Renders an expression.
     *
     * @param present the expression that is null where there is no row, or {@code *} where there always is one
     */
    static Projection of(AliasedTable aliased, Expression expression, String present) {
        if (expression instanceof RowValue value) {
            return new Projection(aliased.column(value), aliased.type(value));
        }
        if (expression instanceof SortKey key) {
            return new Projection(
                    aliased.column(key.value()), aliased.type(key.value()).sortKey());
        }
        Aggregate aggregate = (Aggregate) expression;
        RowValue operand = aggregate.operand();
        return operand == null
                ? new Projection("count(" + present + ")", SqlType.BIGINT)
                : over(aliased, aggregate, operand);
    }

    /** An aggregate for conditions, orders and expressions: a sum over nothing is 0 there, as it is in the answer. */
    static Projection orZero(AliasedTable aliased, Aggregate aggregate) {
        Projection value = of(aliased, aggregate, "*");
        return aggregate.function() == Function.SUM
                ? new Projection("coalesce(" + value.sql() + ", 0)", value.type())
                : value;
    }

    static Projection of(AliasedTable aliased, Attribute attribute) {
        return new Projection(aliased.column(attribute), aliased.statement().type(attribute));
    }

    private static Projection over(AliasedTable aliased, Aggregate aggregate, RowValue operand) {
        String column = aliased.column(operand);
        String values = aggregate.distinct() ? "DISTINCT " + column : column;
        SqlType type = aliased.type(operand);
        Dialect dialect = aliased.statement().dialect();
        return switch (aggregate.function()) {
            case COUNT -> new Projection("count(" + values + ")", SqlType.BIGINT);
            case SUM -> sum(dialect, values, operand.valueClass());
            case AVG -> new Projection(dialect.average(values, exact(type)), SqlType.DOUBLE);
            case MIN -> new Projection(dialect.extreme("min", values, type.pgType()), type);
            case MAX -> new Projection(dialect.extreme("max", values, type.pgType()), type);
        };
    }

    private static boolean exact(SqlType type) {
        KnownPgType base = type.pgType().base();
        return base != KnownPgType.REAL && base != KnownPgType.DOUBLE;
    }

    private static Projection sum(Dialect dialect, String values, Class<?> type) {
        if (type == Integer.class || type == Short.class || type == Byte.class) {
            return new Projection(dialect.cast("sum(" + values + ")", KnownPgType.BIGINT), SqlType.BIGINT);
        }
        if (type == Long.class || type == BigInteger.class || type == BigDecimal.class) {
            return new Projection(dialect.sumOfNumbers(values), SqlType.NUMERIC);
        }
        return new Projection(dialect.sumOfDoubles(values), SqlType.DOUBLE);
    }
}
