package dev.relata.examples.atlas.model;

import dev.relata.model.Id;
import java.time.Instant;

/**
 * An import that has ended; while there is none the tables are empty or half filled. Immutable.
 *
 * @param id its number
 * @param runtime the JDK whose graph was imported
 * @param finishedAt when it ended
 */
public record Import(@Id int id, String runtime, Instant finishedAt) {}
