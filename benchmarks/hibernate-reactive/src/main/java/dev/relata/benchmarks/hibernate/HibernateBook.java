package dev.relata.benchmarks.hibernate;

import dev.relata.benchmarks.library.LibraryTables;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.JoinTable;
import jakarta.persistence.ManyToMany;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;

/** A book, as an entity. */
@Entity(name = "Book")
@Table(name = LibraryTables.BOOKS)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
public class HibernateBook {

    @Id
    Long id;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "author_id", insertable = false, updatable = false)
    HibernateAuthor author;

    @Column(name = "author_id")
    Long authorId;

    String title;
    int pages;

    @Column(name = "published_at")
    Instant publishedAt;

    @ManyToMany(fetch = FetchType.LAZY)
    @JoinTable(
            name = LibraryTables.LINKS,
            joinColumns = @JoinColumn(name = "book_id"),
            inverseJoinColumns = @JoinColumn(name = "tag_id"))
    Set<HibernateTag> tags = new LinkedHashSet<>();

    /** For Hibernate. */
    public HibernateBook() {}
}
