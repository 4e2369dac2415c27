package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Locks on the rows of a write, taken in the order of their ids before the first of them is written, so that writers of the
 * same rows wait for one another. The write itself then finds its rows as it would without: the locks add no restriction, so a
 * row that somebody changes while they are waited for is judged by PostgreSQL's own rules. Immutable.
 *
 * @param take the part of a WITH clause that takes them, all before one is written
 * @param complete the condition that {@code w} has written all of them
 */
record Locks(String take, String complete) {

    /** The number of locked rows. */
    static final String COUNT = "(SELECT n FROM l)";

    /** Always true; evaluated once, before the first row of the write that it is a condition of. */
    static final String TAKEN = COUNT + " >= 0";

    /**
     * Locks for a change of some columns.
     *
     * @param type the type
     * @param alias the alias of the table in {@code from}
     * @param rows the items of FROM
     * @param changed the columns that the write changes
     */
    static Locks of(EntityType<?> type, String alias, String rows, Collection<Attribute> changed) {
        return of(type, alias, rows, isKey(type, changed) ? "UPDATE" : "NO KEY UPDATE");
    }

    /** As for a change of any column. */
    static Locks ofAll(EntityType<?> type, String alias, String rows) {
        return of(type, alias, rows, "UPDATE");
    }

    private static Locks of(EntityType<?> type, String alias, String rows, String strength) {
        String take = "l AS MATERIALIZED (SELECT count(*) AS n FROM (SELECT 1 FROM " + rows + " ORDER BY "
                + Names.columns(alias, type.id()) + " FOR " + strength + " OF " + alias + ") AS r)";
        return new Locks(take, complete(Names.table(type), rows));
    }

    /** Rows that policies keep from being changed are not locked either; only where there are some, rows are counted twice. */
    private static String complete(String table, String rows) {
        String policies = "row_security_active('" + table.replace("'", "''") + "')";
        return CountedWrites.WRITTEN + " >= " + COUNT + " AND (NOT " + policies + " OR " + CountedWrites.WRITTEN
                + " >= (SELECT count(*) FROM " + rows + "))";
    }

    /** Keys that others may refer to are locked as such: a lock that has to be raised may meet another. */
    private static boolean isKey(EntityType<?> type, Collection<Attribute> changed) {
        return Stream.concat(Stream.of(type.id()), type.uniqueKeys().stream())
                .flatMap(Collection::stream)
                .anyMatch(changed::contains);
    }

    /** Whether a query answers one row at the most, which needs no order. */
    static boolean single(Query query) {
        Long limit = query.limit();
        return limit != null && limit <= 1 || fixes(query.type(), query.filter());
    }

    /** Whether a query is of the row of one id, by nothing else than a key. */
    static boolean oneId(Query query) {
        return !query.bounded()
                && query.filter() instanceof Predicate.KeyIn one
                && one.keys().size() == 1
                && one.attributes().containsAll(query.type().id());
    }

    private static boolean fixes(EntityType<?> type, Predicate filter) {
        if (filter instanceof Predicate.All all) {
            return all.parts().stream().anyMatch(part -> fixes(type, part));
        }
        return filter instanceof Predicate.KeyIn one
                && one.keys().size() <= 1
                && Stream.concat(Stream.of(type.id()), type.uniqueKeys().stream())
                        .anyMatch((List<Attribute> key) -> one.attributes().containsAll(key));
    }
}
