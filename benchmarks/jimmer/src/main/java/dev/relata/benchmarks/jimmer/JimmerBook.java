package dev.relata.benchmarks.jimmer;

import dev.relata.benchmarks.library.LibraryTables;
import java.time.Instant;
import java.util.List;
import org.babyfish.jimmer.sql.Entity;
import org.babyfish.jimmer.sql.Id;
import org.babyfish.jimmer.sql.IdView;
import org.babyfish.jimmer.sql.JoinColumn;
import org.babyfish.jimmer.sql.JoinTable;
import org.babyfish.jimmer.sql.ManyToMany;
import org.babyfish.jimmer.sql.ManyToOne;
import org.babyfish.jimmer.sql.Table;

/** A book, as an entity. */
@Entity
@Table(name = LibraryTables.BOOKS)
public interface JimmerBook {

    /** The key. */
    @Id
    long id();

    /** The author. */
    @ManyToOne
    @JoinColumn(name = "author_id")
    JimmerAuthor author();

    /** The key of the author. */
    @IdView
    long authorId();

    /** The title. */
    String title();

    /** The pages. */
    int pages();

    /** When. */
    Instant publishedAt();

    /** The tags. */
    @ManyToMany
    @JoinTable(name = LibraryTables.LINKS, joinColumnName = "book_id", inverseJoinColumnName = "tag_id")
    List<JimmerTag> tags();
}
