package dev.relata.spi;

/**
 * How the rows of a read are locked against writers, until the transaction ends. Where a store has one writer, the transaction
 * becomes it.
 */
public enum RowLock {
    /**
     * Waits for rows that others have locked. Rows are locked in the order of their ids where no bound depends on another order,
     * and answered in it, so that writers that lock the same rows do not wait for each other in a circle.
     */
    BY_ID,
    /** Waits for rows that others have locked. Rows are locked as they come, in the request's order. */
    WAIT,
    /** Leaves out rows that others have locked; needs {@link Capability#ROW_LOCKS}. */
    SKIP,
    /** Fails where others have locked a row, with {@link dev.relata.error.Reason#TIMEOUT}; needs {@link Capability#ROW_LOCKS}. */
    NO_WAIT
}
