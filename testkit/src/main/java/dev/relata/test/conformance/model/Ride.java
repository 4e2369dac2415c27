package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

/**
 * What tickets are for. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
public record Ride(@Id @Nullable Long id, String name) {}
