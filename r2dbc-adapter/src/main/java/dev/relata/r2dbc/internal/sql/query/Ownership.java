package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Association;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The owner of the rows of a table, for their positions in its list.
 *
 * @param association from the owner's type to the rows'
 * @param link supplies the owner's values; called only if a position is needed, as it may bind them
 */
record Ownership(Association association, Supplier<JunctionLink> link) {

    static Ownership of(JunctionLink link) {
        return new Ownership(link.association(), () -> link);
    }

    /** The owner that restricts a query's innermost source by a predicate of its own, or null. */
    static @Nullable Ownership of(Statement statement, Query query) {
        Predicate.OwnedBy owned = owner(query);
        return owned == null
                ? null
                : new Ownership(
                        owned.association(),
                        () -> new JunctionLink(owned.association(), JunctionLink.values(statement, owned)));
    }

    private static Predicate.@Nullable OwnedBy owner(Query query) {
        return query.source() instanceof Query.Derived derived ? owner(derived.query()) : owner(query.filter());
    }

    private static Predicate.@Nullable OwnedBy owner(Predicate filter) {
        if (filter instanceof Predicate.OwnedBy owned) {
            return owned;
        }
        List<Predicate> parts = filter instanceof Predicate.All all ? all.parts() : List.of();
        for (Predicate part : parts) {
            Predicate.OwnedBy owned = owner(part);
            if (owned != null) {
                return owned;
            }
        }
        return null;
    }
}
