package dev.relata.model;

/** How two numbers become one. A null on either side makes the result null. */
public enum Arithmetic {
    /** The sum. */
    PLUS,
    /** The difference. */
    MINUS,
    /** The product. */
    TIMES
}
