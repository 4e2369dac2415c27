package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import dev.relata.model.Unique;
import org.jspecify.annotations.Nullable;

/**
 * A word that books are found by. Immutable.
 *
 * @param id the id, from the database
 * @param name the word, unique
 */
public record Label(@Id @Nullable Long id, @Unique String name) {}
