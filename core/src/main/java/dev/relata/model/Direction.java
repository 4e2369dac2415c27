package dev.relata.model;

/** The direction of an order. */
public enum Direction {
    /** Smallest first. */
    ASC,
    /** Largest first. */
    DESC
}
