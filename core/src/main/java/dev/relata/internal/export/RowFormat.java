package dev.relata.internal.export;

import dev.relata.metamodel.EntityType;

/** A format of rows. Immutable, thread-safe. */
public interface RowFormat {

    /**
     * Begins an export.
     *
     * @param type the type of the rows
     * @param prepared keeps what is prepared for a type
     * @return writes the rows of one subscription
     */
    RowEncoder of(EntityType<?> type, PreparedRows prepared);

    /**
     * Begins an export of records of which only the rows tell the type.
     *
     * @return writes the rows of one subscription, as records only
     */
    RowEncoder ofRecords();
}
