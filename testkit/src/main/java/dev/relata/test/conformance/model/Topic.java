package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

/**
 * What articles are about. Immutable.
 *
 * @param id the id, from the database
 * @param name what it is called
 */
public record Topic(@Id @Nullable Long id, String name) {}
