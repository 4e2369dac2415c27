package dev.relata.spi;

import dev.relata.model.Direction;
import dev.relata.model.Nulls;

/**
 * One term of an order. Immutable.
 *
 * @param path what is ordered by
 * @param direction the direction
 * @param nulls where nulls go
 */
public record Ordering(Path path, Direction direction, Nulls nulls) {}
