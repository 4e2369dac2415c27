package dev.relata.internal.scope;

import dev.relata.metamodel.EntityType;
import dev.relata.spi.Session;

/** What remembers rows for the subscribers of one reactive context, and forgets those that a write may have changed. */
public interface Scope {

    /** Forgets what was read of a type. */
    void changed(EntityType<?> type);

    /** Forgets everything. */
    void changed();

    /** Forgets what was read in a transaction that has ended. */
    void ended(Session transaction);
}
