package dev.relata.benchmarks.growth;

import dev.relata.model.Id;
import dev.relata.model.Table;

/** A child of an owner. */
@Table(GrowthTables.CHILDREN)
record Child(@Id long id, long ownerId, String title) {}
