package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Delete;
import dev.relata.spi.Query;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.List;
import java.util.function.Supplier;

/**
 * An update or a delete of any kind. Immutable.
 *
 * @param label its purpose
 * @param query the rows that are written
 * @param types the types of the tables that are written
 * @param verb {@code update} or {@code delete}
 * @param returning the attributes to return of each row; the rows are counted if there are none
 * @param positioned whether each returned row begins with its position among the rows of the request
 * @param rendering renders it
 */
public record WriteRequest(
        String label,
        Query query,
        List<EntityType<?>> types,
        String verb,
        List<Attribute> returning,
        boolean positioned,
        Rendering rendering) {

    private static final String UPDATE = "update";

    /** Renders a write. */
    @FunctionalInterface
    public interface Rendering {
        /**
         * Renders.
         *
         * @param statements makes an empty statement
         * @param returning the attributes to return
         * @param checked whether the statement is to count its rows
         */
        Write render(Supplier<Statement> statements, List<Attribute> returning, boolean checked);
    }

    /** Whether a query finds one row at the most. */
    public static boolean single(Query query) {
        return Locks.single(query);
    }

    /**
     * Creates the request for a change of all rows of a query.
     *
     * @param update the change
     * @param returning the attributes to return of each row
     * @return the request
     */
    public static WriteRequest of(Update update, List<Attribute> returning) {
        return new WriteRequest(
                update.label(),
                update.query(),
                List.of(update.query().type()),
                UPDATE,
                returning,
                false,
                (statements, returned, checked) -> Changes.update(statements, update, returned));
    }

    /**
     * Creates the request for a change of each row to values of its own.
     *
     * @param update the change
     * @param returning the attributes to return of each row, behind its position
     * @return the request
     */
    public static WriteRequest of(UpdateRows update, List<Attribute> returning) {
        return new WriteRequest(
                update.label(),
                update.query(),
                List.of(update.type()),
                UPDATE,
                returning,
                true,
                (statements, returned, checked) -> Changes.updateRows(statements.get(), update, returned));
    }

    /**
     * Creates the request for changes of several types together. PostgreSQL refuses such a statement if one of the tables has
     * rules, whether or not it counts.
     *
     * @param updates the changes
     * @return the request
     */
    public static WriteRequest of(Updates updates) {
        return new WriteRequest(
                updates.label(),
                updates.parts().get(0).update().query(),
                updates.parts().stream()
                        .<EntityType<?>>map(part -> part.update().query().type())
                        .toList(),
                UPDATE,
                List.of(),
                false,
                (statements, returned, checked) -> Changes.updates(statements.get(), updates, checked));
    }

    /**
     * Creates the request that clears columns of the rows of a delete, which come before it where rows that refer to each other cannot go
     * together.
     *
     * @param delete the delete
     * @param cleared the columns
     * @return the request
     */
    public static WriteRequest clearing(Delete delete, List<Attribute> cleared) {
        return new WriteRequest(
                delete.label(),
                delete.query(),
                List.of(delete.query().type()),
                UPDATE,
                List.of(),
                false,
                (statements, returned, checked) -> Changes.clear(statements, delete, cleared));
    }

    /**
     * Creates the request for a delete.
     *
     * @param delete the delete
     * @return the request
     */
    public static WriteRequest of(Delete delete) {
        return new WriteRequest(
                delete.label(),
                delete.query(),
                List.of(delete.query().type()),
                "delete",
                List.of(),
                false,
                (statements, returned, checked) -> Changes.delete(statements, delete));
    }
}
