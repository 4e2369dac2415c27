package dev.relata.model;

/** What happens to the rows that refer to a row when the key that they refer to changes. */
public enum OnUpdate {
    /** The change is refused while any exists; the default. */
    NO_ACTION,
    /** Their key changes with it, in the same statement. */
    CASCADE
}
