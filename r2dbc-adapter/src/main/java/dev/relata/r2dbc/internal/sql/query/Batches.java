package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Junction;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.statement.UnnestedRows;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Query;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of a query for each of many owners, whose keys are unnested as {@code k} with their position. The keys are
 * compared by the database alone.
 */
final class Batches {

    /** The owner's position, from 0. */
    static final Projection POSITION = new Projection("(k.pos - 1)::integer", SqlType.INTEGER);

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
        AliasedTable aliased = new AliasedTable(
                statement, query.type(), Ownership.of(new JunctionLink(batch.association(), keys.columns())));
        if (query.source() instanceof Query.Derived derived) {
            return lateral(aliased, " CROSS JOIN LATERAL (", derived.query(), "");
        }
        Junction junction = batch.association().junction();
        if (junction != null) {
            return linked(aliased, junction);
        }
        String join = Names.equal(aliased.alias(), batch.association().targetKey(), keys.columns());
        return new QueryClauses(
                aliased, keys.from() + " JOIN " + Names.table(query.type()) + " AS " + aliased.alias() + " ON " + join);
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
