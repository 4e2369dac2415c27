package dev.relata.observe;

/** What happens when lookups of one relationship go out one by one. */
public enum NPlusOne {
    /** Nothing. */
    OFF,
    /** It is logged, once for each subscription and relationship, and listeners are told. */
    WARN,
    /** The lookup fails with {@link dev.relata.error.UnplannedLookupException}; for tests. */
    FAIL
}
