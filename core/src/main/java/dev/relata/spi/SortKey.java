package dev.relata.spi;

/**
 * A value of a row as a text that the store can sort by again: what a page cursor carries. Immutable.
 *
 * <p>The text stands for what the <em>store</em> sorts by, not for the Java value: a column may tell more values apart than its
 * Java type does. The store alone reads it, in {@link Predicate.SortComparison}, perhaps in another session and after a restart.
 * It is null exactly where the store sorts the row as null.
 *
 * @param value what is sorted by
 */
public record SortKey(RowValue value) implements Expression {}
