package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Junction;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.statement.ValueType;
import dev.relata.spi.Ordering;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One level of a query: the source of its rows, and their conditions. */
public final class QueryLevel {

    private final Scope scope;
    private final String from;
    private final List<String> conditions = new ArrayList<>();

    QueryLevel(Scope scope, String from) {
        this.scope = scope;
        this.from = from;
    }

    /** The rows of a query's source, by themselves. */
    public static QueryLevel of(Statement statement, Query query) {
        return of(statement, query, null, false);
    }

    /**
     * The rows of a query's source.
     *
     * @param link the restriction of its innermost source, or null
     * @param repeatable whether a row may come more than once
     */
    public static QueryLevel of(Statement statement, Query query, @Nullable JunctionLink link, boolean repeatable) {
        Ownership owner = link == null ? Ownership.of(statement, query) : Ownership.of(link);
        Scope scope = new Scope(statement, query.type(), owner);
        if (query.source() instanceof Query.Derived derived) {
            boolean inner = repeatable && !derived.query().bounded();
            String rows = subselect(statement, derived.query(), link, inner);
            return new QueryLevel(scope, "(" + rows + ") AS " + scope.alias());
        }
        if (link == null) {
            return new QueryLevel(scope, Names.table(query.type()) + " AS " + scope.alias());
        }
        return linked(scope, link, repeatable);
    }

    private static QueryLevel linked(Scope scope, JunctionLink link, boolean repeatable) {
        Junction junction = link.junction();
        if (junction == null || !(repeatable || junction.once())) {
            QueryLevel level = new QueryLevel(scope, Names.table(scope.type()) + " AS " + scope.alias());
            level.conditions.add(link.condition(scope.statement(), scope.alias()));
            return level;
        }
        String alias = scope.statement().alias("j");
        QueryLevel level = new QueryLevel(scope, JunctionLink.join(junction, alias, link.association(), scope.alias()));
        level.conditions.add(Names.equal(alias, junction.ownerColumns(), link.owner()));
        return level;
    }

    /** All attributes of a query's rows: {@code SELECT t1."id", t1."title" FROM …}. */
    static String subselect(Statement statement, Query query, @Nullable JunctionLink link, boolean repeatable) {
        QueryLevel level = of(statement, query, link, repeatable);
        return "SELECT " + Names.columns(level.scope.alias(), query.type().attributes()) + level.rest(query);
    }

    public Scope scope() {
        return scope;
    }

    void where(String condition) {
        conditions.add(condition);
    }

    void filter(Predicate predicate) {
        conditions.addAll(Predicates.conditions(scope, predicate));
    }

    /** Everything after the select list, for a query whose order matters only under a bound. */
    public String rest(Query query) {
        filter(query.filter());
        String order = query.bounded() ? orderBy(terms(query.order())) : "";
        return fromWhere() + order + bounds(query);
    }

    /** FROM, joins and WHERE; rendered after everything that may ask for a join. */
    String fromWhere() {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return " FROM " + from + scope.joins() + where;
    }

    List<String> terms(List<Ordering> order) {
        return order.stream().map(this::term).toList();
    }

    static String orderBy(List<String> terms) {
        return terms.isEmpty() ? "" : " ORDER BY " + String.join(", ", terms);
    }

    String bounds(Query query) {
        Long limit = query.limit();
        Statement statement = scope.statement();
        String clause = limit == null ? "" : " LIMIT " + statement.value(ValueType.BIGINT, limit);
        return query.offset() == 0 ? clause : clause + " OFFSET " + statement.value(ValueType.BIGINT, query.offset());
    }

    private String term(Ordering ordering) {
        return scope.column(ordering.path()) + direction(scope, ordering);
    }

    /** An index serves an order only with its own placing of nulls, so a column that has none is ordered without. */
    static String direction(Scope scope, Ordering ordering) {
        boolean own = ordering.path().steps().isEmpty();
        boolean present = own
                && (!ordering.path().attribute().nullable()
                        || scope.type().id().contains(ordering.path().attribute()));
        String direction = ordering.direction() == Direction.ASC ? " ASC" : " DESC";
        return present ? direction : direction + (ordering.nulls() == Nulls.FIRST ? " NULLS FIRST" : " NULLS LAST");
    }
}
