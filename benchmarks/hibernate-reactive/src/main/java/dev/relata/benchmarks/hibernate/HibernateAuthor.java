package dev.relata.benchmarks.hibernate;

import dev.relata.benchmarks.library.LibraryTables;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.Table;
import java.util.LinkedHashSet;
import java.util.Set;

/** An author, as an entity. */
@Entity(name = "Author")
@Table(name = LibraryTables.AUTHORS)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
public class HibernateAuthor {

    @Id
    Long id;

    String name;
    String email;

    @OneToMany(mappedBy = "author", fetch = FetchType.LAZY)
    Set<HibernateBook> books = new LinkedHashSet<>();

    /** For Hibernate. */
    public HibernateAuthor() {}
}
