package dev.relata.observe;

/** How something has ended. */
public enum Outcome {
    /** With its whole answer. */
    SUCCESS,
    /** With an error. */
    ERROR,
    /** By its subscriber, before its answer was whole. */
    CANCELLED
}
