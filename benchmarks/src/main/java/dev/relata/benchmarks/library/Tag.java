package dev.relata.benchmarks.library;

import dev.relata.model.Id;
import dev.relata.model.Table;

/** A tag, of many books. */
@Table(LibraryTables.TAGS)
record Tag(@Id long id, String name) {}
