package dev.relata.benchmarks.jimmer;

import dev.relata.benchmarks.library.LibraryTables;
import org.babyfish.jimmer.sql.Entity;
import org.babyfish.jimmer.sql.Id;
import org.babyfish.jimmer.sql.Table;

/** A tag, as an entity. */
@Entity
@Table(name = LibraryTables.TAGS)
public interface JimmerTag {

    /** The key. */
    @Id
    long id();

    /** The name. */
    String name();
}
