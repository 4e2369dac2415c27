package dev.relata.spring.observe;

/** Counts the connections that a store holds. Thread-safe. */
@FunctionalInterface
interface ConnectionCount {

    /** Returns how many are held now. */
    int held();
}
