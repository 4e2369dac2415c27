package dev.relata.examples.atlas.web.statement;

/**
 * An answer and what it took. Immutable.
 *
 * @param answer the answer
 * @param statements how many statements were sent for it
 * @param micros how long it took, in microseconds
 * @param <T> the answer
 */
public record Counted<T>(T answer, long statements, long micros) {}
