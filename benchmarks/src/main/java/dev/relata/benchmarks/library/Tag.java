package dev.relata.benchmarks.library;

import dev.relata.model.Id;
import dev.relata.model.Table;

/**
 * A tag, of many books.
 *
 * @param id the key
 * @param name the name
 */
@Table(LibraryTables.TAGS)
public record Tag(@Id long id, String name) {}
