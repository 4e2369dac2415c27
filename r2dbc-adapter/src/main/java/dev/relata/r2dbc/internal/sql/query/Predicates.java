package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.CommonValues;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.statement.UnnestedRows;
import dev.relata.spi.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Predicates as conditions on a row. SQL's unknown counts as false wherever it can appear: WHERE, AND and OR treat it so,
 * and a negation asks for IS NOT TRUE.
 */
public final class Predicates implements Predicate.Visitor<String> {

    private final AliasedTable aliased;
    private final Statement statement;

    private Predicates(AliasedTable aliased) {
        this.aliased = aliased;
        this.statement = aliased.statement();
    }

    /** Conditions that must all hold; none where the predicate is always true. */
    public static List<String> conditions(AliasedTable aliased, Predicate predicate) {
        Predicates predicates = new Predicates(aliased);
        if (predicate instanceof Predicate.All all) {
            return all.parts().stream()
                    .filter(part -> !part.equals(Predicate.TRUE))
                    .map(part -> part.accept(predicates))
                    .toList();
        }
        return List.of(predicate.accept(predicates));
    }

    @Override
    public String comparison(Predicate.Comparison predicate) {
        return Comparisons.ofColumn(
                        statement,
                        statement.type(predicate.path().attribute()),
                        aliased.column(predicate.path()),
                        predicate.ignoreCase())
                .render(predicate.operator(), operands(predicate));
    }

    private static List<Object> operands(Predicate.Comparison predicate) {
        return switch (predicate.operator()) {
            case CONTAINS_ALL, OVERLAPS -> List.of(predicate.elements());
            default -> predicate.operands();
        };
    }

    @Override
    public String compared(Predicate.Compared predicate) {
        String operator = switch (predicate.operator()) {
            case EQ -> "=";
            case LT -> "<";
            case LTE -> "<=";
            case GT -> ">";
            case GTE -> ">=";
            default -> throw new IllegalArgumentException(predicate.operator() + " of two values of a row");
        };
        return RowValues.compared(aliased, predicate.left(), operator, predicate.right());
    }

    @Override
    public String all(Predicate.All predicate) {
        return joined(predicate.parts(), " AND ", "TRUE");
    }

    @Override
    public String any(Predicate.Any predicate) {
        return joined(predicate.parts(), " OR ", "FALSE");
    }

    private String joined(List<Predicate> parts, String operator, String none) {
        return switch (parts.size()) {
            case 0 -> none;
            case 1 -> parts.get(0).accept(this);
            default -> parts.stream().map(part -> part.accept(this)).collect(Collectors.joining(operator, "(", ")"));
        };
    }

    @Override
    public String not(Predicate.Not predicate) {
        // EXISTS is never unknown, and only NOT EXISTS is planned as an anti-join.
        if (predicate.part() instanceof Predicate.Exists exists) {
            return "NOT " + exists(exists);
        }
        return "(" + predicate.part().accept(this) + ") IS NOT TRUE";
    }

    @Override
    public String exists(Predicate.Exists predicate) {
        JunctionLink link = new JunctionLink(
                predicate.association(), aliased.columns(predicate.association().sourceKey()));
        boolean repeatable = !predicate.query().bounded();
        QueryClauses level = QueryClauses.correlated(statement, predicate.query(), link, repeatable);
        return "EXISTS (SELECT 1" + level.rest(predicate.query()) + ")";
    }

    @Override
    public String ownedBy(Predicate.OwnedBy predicate) {
        List<String> owner = JunctionLink.values(statement, predicate);
        return new JunctionLink(predicate.association(), owner).condition(statement, aliased.alias());
    }

    @Override
    public String below(Predicate.Below predicate) {
        List<Attribute> id = aliased.type().id();
        return Names.tuple(aliased.columns(id)) + " IN (" + new Tree(statement, predicate).select() + ")";
    }

    @Override
    public String sortComparison(Predicate.SortComparison predicate) {
        String operator = switch (predicate.operator()) {
            case EQ -> " = ";
            case LT -> " < ";
            case GT -> " > ";
            default -> throw new IllegalArgumentException(predicate.operator() + " of sort keys");
        };
        SqlType type = aliased.type(predicate.value());
        String column = aliased.column(predicate.value());
        return column + operator + statement.sortKey(type, column, predicate.key());
    }

    @Override
    public String relatedComparison(Predicate.RelatedComparison predicate) {
        return Comparisons.ofAggregate(statement, aliased.type(predicate.value()), aliased.column(predicate.value()))
                .render(predicate.operator(), predicate.operands());
    }

    @Override
    public String keyIn(Predicate.KeyIn predicate) {
        if (predicate.keys().isEmpty()) {
            return "FALSE";
        }
        List<Attribute> attributes = predicate.attributes();
        ColumnarRows keys = ColumnarRows.ofKeys(predicate.keys());
        if (predicate.keys().size() == 1) {
            // An array of one key would be taken apart, and a row of several values joined with it, for nothing.
            return Names.equal(
                    aliased.alias(),
                    attributes,
                    statement.values(attributes, predicate.keys().get(0)));
        }
        CommonValues common = CommonValues.of(attributes, keys);
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < attributes.size(); i++) {
            if (common.has(i)) {
                SqlType type = statement.type(attributes.get(i));
                conditions.add(aliased.column(attributes.get(i)) + " = "
                        + statement.value(type, keys.column(i).get(0)));
            }
        }
        int[] others = common.others();
        conditions.add(
                isAmong(IntStream.of(others).mapToObj(attributes::get).toList(), index -> keys.column(others[index])));
        return conditions.size() == 1 ? conditions.get(0) : "(" + String.join(" AND ", conditions) + ")";
    }

    private String isAmong(List<Attribute> attributes, ColumnarRows keys) {
        if (attributes.size() == 1) {
            Attribute only = attributes.get(0);
            return statement.among(statement.type(only), aliased.column(only), keys.column(0));
        }
        UnnestedRows rows = UnnestedRows.of(statement, "u", attributes, keys);
        // PostgreSQL may first make the keys different, and does so by their own collation: not that of the columns.
        String selected = IntStream.range(0, attributes.size())
                .mapToObj(i -> Names.asStored(
                        statement,
                        aliased.type(),
                        attributes.get(i),
                        rows.columns().get(i)))
                .collect(Collectors.joining(", "));
        return "(" + String.join(", ", aliased.columns(attributes)) + ") IN (SELECT " + selected + " FROM "
                + rows.from() + ")";
    }
}
