package dev.relata.test.conformance.model;

import dev.relata.model.Id;
import org.jspecify.annotations.Nullable;

/**
 * What is in a folder, which it knows nothing of. Immutable.
 *
 * @param id the id, from the database
 * @param title the title
 */
public record Sheet(@Id @Nullable Long id, String title) {}
