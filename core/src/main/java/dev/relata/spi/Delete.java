package dev.relata.spi;

/**
 * The end of all rows of a query. Immutable.
 *
 * @param label what it is for
 * @param query which rows; it may be bounded
 */
public record Delete(String label, Query query) {}
