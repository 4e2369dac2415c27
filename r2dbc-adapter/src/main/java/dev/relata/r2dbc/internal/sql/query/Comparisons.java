package dev.relata.r2dbc.internal.sql.query;

import dev.relata.error.RefusedException;
import dev.relata.model.Operator;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.statement.UnnestedRows;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Comparisons of one column; letters of either case are made the same by {@code lower}, which an index can serve. */
final class Comparisons {

    /** The types that have LIKE; an unknown type may have a LIKE of its own, as citext has. */
    private static final Set<KnownPgType> TEXTS =
            EnumSet.of(KnownPgType.TEXT, KnownPgType.VARCHAR, KnownPgType.BPCHAR, KnownPgType.OTHER);

    private final Statement statement;
    private final SqlType type;
    private final String column;
    private final boolean ignoreCase;
    private final boolean aggregate;

    private Comparisons(Statement statement, SqlType type, String column, boolean ignoreCase, boolean aggregate) {
        this.statement = statement;
        this.type = type;
        this.column = column;
        this.ignoreCase = ignoreCase;
        this.aggregate = aggregate;
    }

    static Comparisons ofColumn(Statement statement, SqlType type, String column, boolean ignoreCase) {
        return new Comparisons(statement, type, column, ignoreCase, false);
    }

    static Comparisons ofAggregate(Statement statement, SqlType type, String aggregate) {
        return new Comparisons(statement, type, aggregate, false, true);
    }

    String render(Operator operator, List<Object> operands) {
        return switch (operator) {
            case EQ -> compared("=", operands);
            case NE -> statement.dialect().differs(cased(column), cased(statement.value(type, operands.get(0))));
            case LT -> compared("<", operands);
            case LTE -> compared("<=", operands);
            case GT -> compared(">", operands);
            case GTE -> compared(">=", operands);
            case BETWEEN -> compared("BETWEEN", operands) + " AND " + cased(statement.value(type, operands.get(1)));
            case IN -> in(operands);
            case NOT_IN -> "(" + in(operands) + ") IS NOT TRUE";
            case IS_NULL -> mayBeComposite() ? statement.dialect().same(column, "NULL") : column + " IS NULL";
            case IS_NOT_NULL ->
                mayBeComposite() ? statement.dialect().differs(column, "NULL") : column + " IS NOT NULL";
            case LIKE -> pattern(text(operands));
            case CONTAINS -> like("%" + literal(operands) + "%");
            case STARTS_WITH -> like(literal(operands) + "%");
            case ENDS_WITH -> like("%" + literal(operands));
            case CONTAINS_ALL -> statement.dialect().containsAll(type.pgType(), column, array(operands));
            case OVERLAPS -> statement.dialect().overlaps(type.pgType(), column, array(operands));
            case JSON_EQUALS -> json(operands);
            case MATCHES -> words(operands);
        };
    }

    /** {@code IS NULL} holds for a composite that is not null and has only null fields. An index serves both forms alike. */
    private boolean mayBeComposite() {
        return type.pgType().base() == KnownPgType.OTHER && type.pgType().dimensions() == 0;
    }

    private String compared(String operator, List<Object> operands) {
        return cased(column) + " " + operator + " " + cased(statement.value(type, operands.get(0)));
    }

    private String in(List<Object> operands) {
        if (aggregate && !operands.isEmpty() && !statement.dialect().comparesAggregatesWithArrays()) {
            return operands.stream()
                    .map(operand -> statement.value(type, operand))
                    .collect(Collectors.joining(", ", column + " IN (", ")"));
        }
        if (!ignoreCase) {
            return statement.among(type, column, operands);
        }
        UnnestedRows rows = UnnestedRows.of(statement, "u", type, operands);
        return cased(column) + " = ANY (SELECT lower(" + rows.columns().get(0) + ") FROM " + rows.from() + ")";
    }

    private String like(String pattern) {
        return statement.dialect().like(cased(matched()), cased(statement.value(SqlType.TEXT, pattern)));
    }

    private String pattern(String pattern) {
        String regex = statement.dialect().regex(ignoreCase ? pattern.toLowerCase(Locale.ROOT) : pattern);
        return regex == null
                ? like(pattern)
                : statement.dialect().fits(cased(matched()), statement.value(SqlType.TEXT, regex));
    }

    private String matched() {
        boolean text = TEXTS.contains(type.pgType().base()) && type.pgType().dimensions() == 0;
        return text ? column : statement.dialect().cast(column, KnownPgType.TEXT);
    }

    private String array(List<Object> operands) {
        if (type.pgType().dimensions() == 0) {
            throw new RefusedException(
                    type.name() + " is stored as " + type.pgType().name()
                            + ", not as an array: elements(…) needs a column such as text[], as in @Column(type = \"text[]\")");
        }
        return statement.value(type, operands.get(0));
    }

    private String json(List<Object> operands) {
        KnownPgType base = type.pgType().base();
        if (base != KnownPgType.JSONB && base != KnownPgType.JSON
                || type.pgType().dimensions() > 0) {
            throw new RefusedException(type.name() + " is stored as "
                    + type.pgType().name() + ": json(…) needs a column of type jsonb or json");
        }
        List<?> keys = (List<?>) operands.get(0);
        Object document = operands.get(1);
        if (statement.dialect().hasJsonPaths()) {
            String path = statement.value(SqlType.TEXT, path(keys));
            return statement.dialect().jsonAt(column, path, statement.value(SqlType.JSON_VALUE, document));
        }
        for (int i = keys.size() - 1; i >= 0; i--) {
            document = Map.of(keys.get(i), document);
        }
        return statement
                .dialect()
                .containsJson(type.pgType(), column, statement.value(SqlType.JSON_DOCUMENT, document));
    }

    private static String path(List<?> keys) {
        return keys.stream()
                .map(key -> ".\"" + String.valueOf(key).replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                .collect(Collectors.joining("", "$", ""));
    }

    private String words(List<Object> operands) {
        String configuration = operands.size() > 1 ? String.valueOf(operands.get(1)) : null;
        return statement
                .dialect()
                .matches(type.pgType(), column, configuration, statement.value(SqlType.TEXT, operands.get(0)));
    }

    private String cased(String expression) {
        return ignoreCase ? "lower(" + expression + ")" : expression;
    }

    private static String text(List<Object> operands) {
        return String.valueOf(operands.get(0));
    }

    /** A text that matches itself alone as a part of a pattern. */
    private static String literal(List<Object> operands) {
        return text(operands).replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
