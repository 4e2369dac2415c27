package dev.relata.r2dbc.faults;

/** Where bytes go. */
public enum Direction {
    TO_SERVER,
    TO_CLIENT
}
