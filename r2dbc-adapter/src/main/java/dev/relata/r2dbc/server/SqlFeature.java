package dev.relata.r2dbc.server;

/** What PostgreSQL can do and a server that speaks its protocol may not, or the other way round. */
public enum SqlFeature {
    /**
     * A savepoint, a statement and the release of the savepoint are sent together. Without it each waits for the answer to the one
     * before, which takes two exchanges more.
     */
    SAVEPOINTS_IN_FLIGHT,
    /** {@code DECLARE … BINARY CURSOR} and {@code FETCH}. Without it streams are read in pages, each behind the last row of the one before. */
    BINARY_CURSORS,
    /**
     * {@code record_send}, by which a driver without {@code forceBinary} is answered in binary all the same. Without it the driver must
     * have {@code forceBinary}.
     */
    RECORD_SEND,
    /** {@code COPY … FROM STDIN (FORMAT binary)}. Without it large chunks are inserted as small ones are. */
    BINARY_COPY,
    /**
     * {@code FOR UPDATE} of rows that many keys, or any condition, find. Without it rows are locked by statements that each name one
     * value of the column which distributes them, and writes lock nothing before they write.
     */
    LOCKS_OF_MANY_KEYS,
    /**
     * {@code LATERAL} with a limit of its own. Without it limits of each owner are numbers of its rows ({@code row_number()}), and counts
     * of many owners are groups, with zeros added for owners without rows.
     */
    LATERAL_LIMITS,
    /** {@code ON DELETE SET NULL (columns)}, from PostgreSQL 15 on. Without it such a constraint only refuses; deletes of Relata set the key. */
    SET_NULL_COLUMNS,
    /** Several constraints in one {@code ALTER TABLE}. Without it each has a statement of its own. */
    SEVERAL_CONSTRAINTS,
    /**
     * {@code INSERT … ON CONFLICT DO NOTHING} reports the rows that it has written, not those that it was given. Without it the
     * statement returns a value for each row, and these are counted.
     */
    COUNTED_CONFLICTS,
    /** Rows have a place on a page ({@code ctid}), and snapshots can be exported. Without it streams have one connection each. */
    PHYSICAL_PAGES,
    /** Tables are distributed by {@code create_distributed_table}, as the model's hints say. PostgreSQL has no such thing. */
    DISTRIBUTED_TABLES
}
