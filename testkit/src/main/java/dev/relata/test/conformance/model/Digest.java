package dev.relata.test.conformance.model;

import dev.relata.model.Id;

/**
 * Has bytes as its id. Immutable.
 *
 * @param value the bytes
 * @param name the name
 */
public record Digest(@Id byte[] value, String name) {}
