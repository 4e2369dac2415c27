package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Junction;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Query;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The rows of a bounded query for each of many owners, where no item of FROM can refer to those around it: the rows of every owner are
 * numbered in the order of the query, and those within its bounds are kept.
 */
final class RankedRows {

    private static final String OWNER = "relata_o";
    private static final String RANK = "relata_n";

    private final Statement statement;
    private final Function<Query, Level> innermost;

    /**
     * The rows of a query's source beside the values that tell their owner.
     *
     * @param clauses the rows
     * @param owner the values
     */
    record Level(QueryClauses clauses, List<String> owner) {}

    /**
     * Creates the rows.
     *
     * @param innermost makes the rows of a table beside their owners
     */
    RankedRows(Statement statement, Function<Query, Level> innermost) {
        this.statement = statement;
        this.innermost = innermost;
    }

    /** The rows of whichever owners there are, each owner told by the values of its key. */
    static RankedRows ofAll(Statement statement, Association association) {
        return new RankedRows(statement, query -> owned(statement, query, association));
    }

    private static Level owned(Statement statement, Query query, Association association) {
        Junction junction = association.junction();
        if (junction == null) {
            AliasedTable aliased = new AliasedTable(statement, query.type());
            List<String> owner = aliased.columns(association.targetKey());
            return new Level(new QueryClauses(aliased, Names.table(query.type()) + " AS " + aliased.alias()), owner);
        }
        String links = statement.alias("j");
        List<String> owner = names(links + "." + OWNER, junction.ownerColumns().size());
        AliasedTable aliased =
                new AliasedTable(statement, query.type(), Ownership.of(new JunctionLink(association, owner)));
        String join = Names.table(query.type()) + " AS " + aliased.alias() + " ON "
                + Names.equal(
                        aliased.alias(),
                        association.targetKey(),
                        names(links + ".c", association.targetKey().size()));
        String from = "(" + pairs(statement, junction) + ") AS " + links + " JOIN " + join;
        return new Level(new QueryClauses(aliased, from), owner);
    }

    /** Each owner with each of its targets, once however many links lead from one to the other. */
    private static String pairs(Statement statement, Junction junction) {
        JunctionTables links = JunctionTables.of(statement, junction);
        List<String> owner = junction.ownerColumns().stream()
                .map(attribute -> Names.column(links.first(), attribute))
                .toList();
        List<String> target = junction.targetColumns().stream()
                .map(attribute -> Names.column(links.last(), attribute))
                .toList();
        return "SELECT " + (junction.once() ? "" : "DISTINCT ") + named(owner, OWNER) + ", " + named(target, "c")
                + " FROM " + links.from();
    }

    /** The rows of a query's source. */
    Level of(Query query) {
        if (!(query.source() instanceof Query.Derived derived)) {
            return innermost.apply(query);
        }
        AliasedTable aliased = new AliasedTable(statement, query.type());
        Subselect rows = subselect(derived.query());
        String from = "(" + rows.text() + ") AS " + aliased.alias();
        return new Level(new QueryClauses(aliased, from), names(aliased.alias() + "." + OWNER, rows.owner()));
    }

    /**
     * The rows of a query, as a query.
     *
     * @param text the query: the values that tell the owner, then all attributes
     * @param owner the number of the former
     */
    record Subselect(String text, int owner) {

        /** Returns the names of the values that tell the owner. */
        List<String> owner(String alias) {
            return names(alias + "." + OWNER, owner);
        }
    }

    /** The rows of a query. */
    Subselect subselect(Query query) {
        Level level = of(query);
        QueryClauses clauses = level.clauses();
        clauses.filter(query.filter());
        String alias = clauses.aliased().alias();
        String values = named(level.owner(), OWNER) + ", "
                + Names.columns(alias, query.type().attributes());
        if (!query.bounded()) {
            return new Subselect(
                    "SELECT " + values + clauses.fromWhere(), level.owner().size());
        }
        List<String> terms = clauses.terms(query.order());
        String rank = ", row_number() OVER (PARTITION BY " + String.join(", ", level.owner())
                + QueryClauses.orderBy(terms) + ") AS " + RANK;
        String numbered = statement.alias("n");
        String text = "SELECT "
                + String.join(", ", names(numbered + "." + OWNER, level.owner().size())) + ", "
                + Names.columns(numbered, query.type().attributes()) + " FROM (SELECT " + values + rank
                + clauses.fromWhere() + ") AS " + numbered + " WHERE " + bounds(numbered + "." + RANK, query);
        return new Subselect(text, level.owner().size());
    }

    private String bounds(String rank, Query query) {
        Long limit = query.limit();
        String first = rank + " > " + statement.value(SqlType.BIGINT, query.offset());
        long last = limit == null ? Long.MAX_VALUE : Math.max(query.offset() + limit, limit);
        return limit == null ? first : first + " AND " + rank + " <= " + statement.value(SqlType.BIGINT, last);
    }

    private static String named(List<String> expressions, String prefix) {
        return IntStream.range(0, expressions.size())
                .mapToObj(i -> expressions.get(i) + " AS " + prefix + i)
                .collect(Collectors.joining(", "));
    }

    private static List<String> names(String prefix, int size) {
        return IntStream.range(0, size).mapToObj(i -> prefix + i).toList();
    }
}
