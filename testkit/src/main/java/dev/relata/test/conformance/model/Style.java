package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

/**
 * The style of songs, two to-ones away from what is sold. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
public record Style(@Id @Nullable Long id, String name) {}
