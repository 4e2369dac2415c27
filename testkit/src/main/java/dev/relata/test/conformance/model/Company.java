package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

/**
 * What a cascade of several levels begins at. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
public record Company(@Id @Nullable Long id, String name) {}
