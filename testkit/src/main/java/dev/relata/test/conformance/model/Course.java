package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

/**
 * What students take. Immutable.
 *
 * @param id the id, from the database
 * @param title the title
 */
public record Course(@Id @Nullable Long id, String title) {}
