package dev.relata.spi;

/**
 * The value of a path as a text that the store can sort by again: what a page cursor carries. Immutable.
 *
 * <p>The text stands for what the <em>store</em> sorts by, not for the Java value: a column may tell more values apart than its
 * Java type does. The store alone reads it, in {@link Predicate.SortComparison}, perhaps in another session and after a restart.
 * It is null exactly where the store sorts the row as null.
 *
 * @param path what is sorted by
 */
public record SortKey(Path path) implements Expression {}
