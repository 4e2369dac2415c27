package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Junction;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Statement;

/**
 * The tables of a junction under aliases of their own: one, or several where its links lead through further rows.
 *
 * @param from the tables, joined: {@code "a_b" AS j1}
 * @param first the alias of the rows that refer to the owner
 * @param last the alias of the rows that refer to the target
 */
record JunctionTables(String from, String first, String last) {

    static JunctionTables of(Statement statement, Junction junction) {
        String first = statement.alias("j");
        String last = first;
        StringBuilder from =
                new StringBuilder(Names.table(junction.type())).append(" AS ").append(first);
        for (Association step : junction.steps()) {
            String next = statement.alias("j");
            from.append(" JOIN ")
                    .append(Names.table(step.target()))
                    .append(" AS ")
                    .append(next);
            from.append(" ON ").append(Names.equal(next, step.targetKey(), last, step.sourceKey()));
            last = next;
        }
        return new JunctionTables(junction.steps().isEmpty() ? from.toString() : "(" + from + ")", first, last);
    }

    /** The tables and the rows at their end: {@code "a_b" AS j1 JOIN "b" AS t0 ON t0."id" = j1."b_id"}. */
    String join(Association association, Junction junction, String alias) {
        return from + " JOIN " + Names.table(association.target()) + " AS " + alias + " ON "
                + Names.equal(alias, association.targetKey(), last, junction.targetColumns());
    }
}
