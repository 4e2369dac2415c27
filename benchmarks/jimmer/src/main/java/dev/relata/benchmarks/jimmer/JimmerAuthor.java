package dev.relata.benchmarks.jimmer;

import dev.relata.benchmarks.library.LibraryTables;
import java.util.List;
import org.babyfish.jimmer.sql.Entity;
import org.babyfish.jimmer.sql.Id;
import org.babyfish.jimmer.sql.OneToMany;
import org.babyfish.jimmer.sql.Table;

/** An author, as an entity. */
@Entity
@Table(name = LibraryTables.AUTHORS)
public interface JimmerAuthor {

    /** The key. */
    @Id
    long id();

    /** The name. */
    String name();

    /** The address. */
    String email();

    /** The books. */
    @OneToMany(mappedBy = "author")
    List<JimmerBook> books();
}
