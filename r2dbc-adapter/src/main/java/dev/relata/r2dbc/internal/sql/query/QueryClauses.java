package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Junction;
import dev.relata.model.Direction;
import dev.relata.model.Nulls;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The FROM, WHERE and ORDER BY clauses and the bounds of one query. */
public final class QueryClauses {

    private final AliasedTable aliased;
    private final String from;
    private final String position;
    private final List<String> conditions = new ArrayList<>();

    QueryClauses(AliasedTable aliased, String from) {
        this(aliased, from, "k.pos");
    }

    /**
     * The rows of many owners.
     *
     * @param position the number of a row's owner, from 1
     */
    QueryClauses(AliasedTable aliased, String from, String position) {
        this.aliased = aliased;
        this.from = from;
        this.position = position;
    }

    /** Returns the number of a row's owner, from 1; there is one only in a read for many owners. */
    String position() {
        return position;
    }

    /** Returns that number as the column {@code pos} of a select list. */
    String namedPosition() {
        return position.endsWith(".pos") ? position : position + " AS pos";
    }

    /** The rows of a query's source, by themselves. */
    public static QueryClauses of(Statement statement, Query query) {
        return of(statement, query, null, false);
    }

    /**
     * The rows of a query's source.
     *
     * @param link the restriction of its innermost source, or null
     * @param repeatable whether a row may come more than once
     */
    public static QueryClauses of(Statement statement, Query query, @Nullable JunctionLink link, boolean repeatable) {
        Ownership owner = link == null ? Ownership.of(statement, query) : Ownership.of(link);
        AliasedTable aliased = new AliasedTable(statement, query.type(), owner);
        if (query.source() instanceof Query.Derived derived) {
            boolean inner = repeatable && !derived.query().bounded();
            String rows = subselect(statement, derived.query(), link, inner);
            return new QueryClauses(aliased, "(" + rows + ") AS " + aliased.alias());
        }
        if (link == null) {
            return new QueryClauses(aliased, Names.table(query.type()) + " AS " + aliased.alias());
        }
        return linked(aliased, link, repeatable);
    }

    /**
     * The rows of a query's source that belong to a row of the query around it.
     *
     * @param link the restriction of its innermost source, to columns of that row
     * @param repeatable whether a row may come more than once
     */
    static QueryClauses correlated(Statement statement, Query query, JunctionLink link, boolean repeatable) {
        if (!(query.source() instanceof Query.Derived) || statement.dialect().correlatesInFrom()) {
            return of(statement, query, link, repeatable);
        }
        RankedRows.Level level = RankedRows.ofAll(statement, link.association()).of(query);
        for (int i = 0; i < level.owner().size(); i++) {
            level.clauses().where(level.owner().get(i) + " = " + link.owner().get(i));
        }
        return level.clauses();
    }

    private static QueryClauses linked(AliasedTable aliased, JunctionLink link, boolean repeatable) {
        Junction junction = link.junction();
        if (junction == null || !(repeatable || junction.once())) {
            QueryClauses level = new QueryClauses(aliased, Names.table(aliased.type()) + " AS " + aliased.alias());
            level.conditions.add(link.condition(aliased.statement(), aliased.alias()));
            return level;
        }
        JunctionTables links = JunctionTables.of(aliased.statement(), junction);
        QueryClauses level = new QueryClauses(aliased, links.join(link.association(), junction, aliased.alias()));
        level.conditions.add(Names.equal(links.first(), junction.ownerColumns(), link.owner()));
        return level;
    }

    /** All attributes of a query's rows: {@code SELECT t1."id", t1."title" FROM …}. */
    static String subselect(Statement statement, Query query, @Nullable JunctionLink link, boolean repeatable) {
        QueryClauses level = of(statement, query, link, repeatable);
        return "SELECT " + Names.columns(level.aliased.alias(), query.type().attributes()) + level.rest(query);
    }

    public AliasedTable aliased() {
        return aliased;
    }

    void where(String condition) {
        conditions.add(condition);
    }

    void filter(Predicate predicate) {
        conditions.addAll(Predicates.conditions(aliased, predicate));
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
        return " FROM " + from + aliased.joins() + where;
    }

    List<String> terms(List<Ordering> order) {
        return order.stream().map(this::term).toList();
    }

    static String orderBy(List<String> terms) {
        return terms.isEmpty() ? "" : " ORDER BY " + String.join(", ", terms);
    }

    String bounds(Query query) {
        Long limit = query.limit();
        Statement statement = aliased.statement();
        return bounds(statement, limit, query.offset());
    }

    static String bounds(Statement statement, @Nullable Long limit, long offset) {
        String most = limit == null ? null : statement.value(SqlType.BIGINT, limit);
        return statement.dialect().bounds(most, offset == 0 ? null : statement.value(SqlType.BIGINT, offset));
    }

    private String term(Ordering ordering) {
        return term(aliased, aliased.column(ordering.value()), ordering);
    }

    /** An index serves an order only with its own placing of nulls, so a column that has none is ordered without. */
    static String term(AliasedTable aliased, String value, Ordering ordering) {
        boolean present = ordering.by() instanceof Path path
                && path.steps().isEmpty()
                && (!path.attribute().nullable() || aliased.type().id().contains(path.attribute()));
        boolean ascending = ordering.direction() == Direction.ASC;
        return present
                ? value + (ascending ? " ASC" : " DESC")
                : aliased.statement().dialect().ordered(value, ascending, ordering.nulls() == Nulls.FIRST);
    }
}
