package dev.relata.r2dbc;

import java.time.Duration;

/**
 * A connection that a store has taken and not given back yet. Immutable.
 *
 * @param number its number among all that the store has taken, from 1
 * @param label what it was taken for, such as {@code Author.BOOKS}
 * @param held how long it has been held
 * @param waiting how many statements wait for it, because another one runs or an inner transaction is open
 * @param server the server that it leads to: {@code primary}, or {@code reader 1}, {@code reader 2}, …
 */
public record HeldConnection(long number, String label, Duration held, int waiting, String server) {}
