package dev.relata.recorder;

/** What can be found. */
public enum FindingKind {
    /** Lookups of a relationship went out one by one, for no batch scope was open. */
    N_PLUS_ONE,
    /** Lookups of a relationship went out one by one in a batch scope that never had two at a time. */
    SERIAL_LOOKUPS,
    /** A list of very many rows was read at once, without a limit. */
    UNBOUNDED_LIST,
    /** A batch of lookups made the server read a whole table. */
    SEQUENTIAL_SCAN
}
