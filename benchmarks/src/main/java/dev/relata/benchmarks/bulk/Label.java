package dev.relata.benchmarks.bulk;

import dev.relata.model.Id;
import dev.relata.model.Table;
import org.jspecify.annotations.Nullable;

/** What shelves are linked to. */
@Table("relata_bulk_labels")
record Label(@Id @Nullable Long id, String name) {}
