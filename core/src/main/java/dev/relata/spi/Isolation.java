package dev.relata.spi;

/** How far a transaction sees what others do meanwhile; the names are those of the SQL standard. */
public enum Isolation {
    /** Each statement sees what was committed before it began; PostgreSQL's default. */
    READ_COMMITTED,
    /** Every statement sees the same snapshot. */
    REPEATABLE_READ,
    /** As if transactions ran one after another; some fail with a retryable error. */
    SERIALIZABLE
}
