package dev.relata.model;

/** Where an order puts nulls. */
public enum Nulls {
    /** Before every value. */
    FIRST,
    /** After every value. */
    LAST
}
