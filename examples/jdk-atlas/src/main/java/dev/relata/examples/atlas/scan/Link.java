package dev.relata.examples.atlas.scan;

/**
 * A pair of numbers: a type and an interface of it, or a method and a method that it calls. Immutable.
 *
 * @param from the type, or the caller
 * @param to the interface, or the callee
 */
public record Link(int from, int to) {}
