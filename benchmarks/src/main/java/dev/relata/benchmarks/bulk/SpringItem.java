package dev.relata.benchmarks.bulk;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** {@link Item} as Spring Data maps it. */
@Table("relata_bulk_items")
record SpringItem(@Id @Nullable Long id, long shelfId, String title, int pages, Instant createdAt) {}
