package dev.relata.benchmarks;

import dev.relata.model.Id;
import dev.relata.model.Table;
import java.time.Instant;

/** The row that is streamed: two bigints, a text, an int and a timestamptz. */
@Table(EventTable.NAME)
record Event(@Id long id, long ownerId, String title, int pages, Instant createdAt) {}
