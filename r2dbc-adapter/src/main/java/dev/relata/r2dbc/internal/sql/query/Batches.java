package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.statement.UnnestedRows;
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of a query for each of many owners, whose keys are unnested as {@code k} with their position. The keys are
 * compared by the database alone.
 */
final class Batches {

    private static final String NUMBER = "\"#number\"";
    private static final String OWNER = "\"#owner\"";

    private final Statement statement;
    private final Query query;
    private final KeyBatch batch;
    private final UnnestedRows keys;

    private Batches(Statement statement, Query query, KeyBatch batch) {
        this.statement = statement;
        this.query = query;
        this.batch = batch;
        this.keys = UnnestedRows.ofNumberedKeys(
                statement, "k", batch.association().sourceKey(), ColumnarRows.ofKeys(batch.keys()));
    }

    /** The owner's position, from 0. */
    static Projection position(Statement statement, QueryClauses level) {
        return new Projection(statement.dialect().integer("(" + level.position() + " - 1)"), SqlType.INTEGER);
    }

    /** The source of an unbounded query beside the keys, before its filter; owners without rows are left out. */
    static QueryClauses related(Statement statement, Query query, KeyBatch batch) {
        return new Batches(statement, query, batch).related();
    }

    /** The rows of an unbounded query beside the keys; an owner without rows has one of nulls. */
    static QueryClauses every(Statement statement, Query query, KeyBatch batch) {
        Batches batches = new Batches(statement, query, batch);
        AliasedTable aliased = new AliasedTable(statement, query.type());
        return batches.lateral(aliased, " LEFT JOIN LATERAL (", query, " ON TRUE");
    }

    private QueryClauses related() {
        AliasedTable aliased = new AliasedTable(statement, query.type(), ownership(keys.columns()));
        if (query.source() instanceof Query.Derived derived) {
            return statement.can(SqlFeature.LATERAL_LIMITS)
                    ? lateral(aliased, " CROSS JOIN LATERAL (", derived.query(), "")
                    : numbered(query.type(), derived.query());
        }
        return all(aliased);
    }

    /** All rows beside their keys. */
    private QueryClauses all(AliasedTable aliased) {
        Junction junction = batch.association().junction();
        if (junction != null) {
            return linked(aliased, junction);
        }
        String join = Names.equal(aliased.alias(), batch.association().targetKey(), keys.columns());
        return new QueryClauses(
                aliased, keys.from() + " JOIN " + Names.table(query.type()) + " AS " + aliased.alias() + " ON " + join);
    }

    /** The rows of each owner that a bound leaves, by the numbers that they have among the rows of their owner. */
    private QueryClauses numbered(EntityType<?> type, Query rows) {
        List<String> owner = new ArrayList<>();
        QueryClauses inner = source(type, rows, owner);
        inner.filter(rows.filter());
        String alias = statement.alias("t");
        String select = "SELECT " + inner.position() + " AS " + OWNER + named(owner) + ", "
                + Names.columns(inner.aliased().alias(), type.attributes())
                + ", row_number() OVER (PARTITION BY " + inner.position()
                + QueryClauses.orderBy(inner.terms(rows.order())) + ") AS " + NUMBER + inner.fromWhere();
        AliasedTable aliased = new AliasedTable(statement, type, alias, ownership(outer(alias, owner)));
        QueryClauses level = new QueryClauses(aliased, "(" + select + ") AS " + alias, alias + "." + OWNER);
        bound(level, rows, alias + "." + NUMBER);
        return level;
    }

    private QueryClauses source(EntityType<?> type, Query rows, List<String> owner) {
        if (!(rows.source() instanceof Query.Derived derived)) {
            owner.addAll(keys.columns());
            return all(new AliasedTable(statement, type, ownership(owner)));
        }
        QueryClauses inner = numbered(type, derived.query());
        owner.addAll(outer(inner.aliased().alias(), keys.columns()));
        return inner;
    }

    private Ownership ownership(List<String> owner) {
        return Ownership.of(new JunctionLink(batch.association(), owner));
    }

    /** The owner's key, for the place of a row in its list; a level around this one sees the keys no more. */
    private String named(List<String> owner) {
        Junction junction = batch.association().junction();
        return IntStream.range(0, junction == null || junction.position() == null ? 0 : owner.size())
                .filter(i -> !isParameter(owner.get(i)))
                .mapToObj(i -> ", " + owner.get(i) + " AS " + component(i))
                .collect(Collectors.joining());
    }

    private static List<String> outer(String alias, List<String> owner) {
        return IntStream.range(0, owner.size())
                .mapToObj(i -> isParameter(owner.get(i)) ? owner.get(i) : alias + "." + component(i))
                .toList();
    }

    private static boolean isParameter(String expression) {
        return expression.startsWith("$") || expression.startsWith("CAST($");
    }

    private static String component(int place) {
        return "\"#key" + place + "\"";
    }

    private void bound(QueryClauses level, Query rows, String number) {
        if (rows.offset() > 0) {
            level.where(number + " > " + statement.value(SqlType.BIGINT, rows.offset()));
        }
        Long limit = rows.limit();
        if (limit != null) {
            long last = limit > Long.MAX_VALUE - rows.offset() ? Long.MAX_VALUE : rows.offset() + limit;
            level.where(number + " <= " + statement.value(SqlType.BIGINT, last));
        }
    }

    private QueryClauses lateral(AliasedTable aliased, String join, Query rows, String on) {
        JunctionLink link = new JunctionLink(batch.association(), keys.columns());
        String subselect = QueryClauses.subselect(statement, rows, link, false);
        return new QueryClauses(aliased, keys.from() + join + subselect + ") AS " + aliased.alias() + on);
    }

    private QueryClauses linked(AliasedTable aliased, Junction junction) {
        JunctionTables links = JunctionTables.of(statement, junction);
        String rows = keys.from() + " JOIN " + links.from() + " ON "
                + Names.equal(links.first(), junction.ownerColumns(), keys.columns());
        if (junction.once()) {
            String join = Names.table(query.type()) + " AS " + aliased.alias() + " ON "
                    + Names.equal(
                            aliased.alias(), batch.association().targetKey(), links.last(), junction.targetColumns());
            return new QueryClauses(aliased, rows + " JOIN " + join);
        }
        return new QueryClauses(aliased, distinctLinks(junction, links.last(), rows) + target(aliased));
    }

    /** Each target of an owner once, however many links lead to it. */
    private static String distinctLinks(Junction junction, String link, String rows) {
        String targets = IntStream.range(0, junction.targetColumns().size())
                .mapToObj(
                        i -> ", " + Names.column(link, junction.targetColumns().get(i)) + " AS c" + i)
                .collect(Collectors.joining());
        return "(SELECT DISTINCT k.pos" + targets + " FROM " + rows + ") AS k";
    }

    private String target(AliasedTable aliased) {
        List<String> ends =
                UnnestedRows.names("k.", batch.association().targetKey().size());
        return " JOIN " + Names.table(query.type()) + " AS " + aliased.alias() + " ON "
                + Names.equal(aliased.alias(), batch.association().targetKey(), ends);
    }
}
