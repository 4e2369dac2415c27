package dev.relata.benchmarks.bulk;

import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Transient;
import org.springframework.data.domain.Persistable;
import org.springframework.data.relational.core.mapping.Table;

/** A link as Spring Data has to map it: a row like any other, always new. */
@Table("relata_bulk_shelves_labels")
record SpringLink(long shelfId, @Id Long labelId) implements Persistable<Long> {

    @Override
    public Long getId() {
        return labelId;
    }

    @Override
    @Transient
    public boolean isNew() {
        return true;
    }
}
