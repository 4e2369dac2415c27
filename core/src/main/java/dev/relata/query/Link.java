package dev.relata.query;

/**
 * A link of a many-to-many that has data of its own. Immutable.
 *
 * @param target where it leads
 * @param data the join record
 * @param <T> the target
 * @param <J> the join record
 */
public record Link<T, J>(T target, J data) {}
