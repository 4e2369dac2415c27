package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Predicate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The restriction of the rows of a type to those of an owner.
 *
 * @param association from the owner's type to the rows'
 * @param owner for each attribute of the source key the expression of the owner's value
 */
record JunctionLink(Association association, List<String> owner) {

    /** The restriction as a condition on a row, which keeps each row once. */
    String condition(Statement statement, String alias) {
        Junction junction = association.junction();
        if (junction == null) {
            return Names.equal(alias, association.targetKey(), owner);
        }
        JunctionTables links = JunctionTables.of(statement, junction);
        return Names.tuple(columns(alias, association.targetKey())) + " IN (SELECT "
                + Names.columns(links.last(), junction.targetColumns()) + " FROM " + links.from() + " WHERE "
                + Names.equal(links.first(), junction.ownerColumns(), owner) + ")";
    }

    /** The place of a row among those of the owner, looked up by the pair, which has one link. */
    String position(Statement statement, String alias) {
        Junction junction = association.junction();
        Attribute position = junction == null ? null : junction.position();
        if (junction == null || position == null) {
            throw new IllegalStateException("no junction keeps an order of these rows");
        }
        String link = statement.alias("j");
        return "(SELECT " + Names.column(link, position) + " FROM " + Names.table(junction.type()) + " AS " + link
                + " WHERE " + Names.equal(link, junction.ownerColumns(), owner) + " AND "
                + Names.equal(link, junction.targetColumns(), alias, association.targetKey()) + ")";
    }

    /** The owner's values, bound. */
    static List<String> values(Statement statement, Predicate.OwnedBy owned) {
        return statement.values(owned.association().sourceKey(), owned.key());
    }

    @Nullable
    Junction junction() {
        return association.junction();
    }

    private static List<String> columns(String alias, List<Attribute> attributes) {
        return attributes.stream()
                .map(attribute -> Names.column(alias, attribute))
                .toList();
    }
}
