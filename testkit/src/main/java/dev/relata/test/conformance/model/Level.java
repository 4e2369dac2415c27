package dev.relata.test.conformance.model;

import dev.relata.model.Id;

/**
 * Has a floating number as its id. Immutable.
 *
 * @param value the number
 * @param name the name
 */
public record Level(@Id double value, String name) {}
