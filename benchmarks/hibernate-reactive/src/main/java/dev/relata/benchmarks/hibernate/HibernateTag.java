package dev.relata.benchmarks.hibernate;

import dev.relata.benchmarks.library.LibraryTables;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A tag, as an entity. */
@Entity(name = "Tag")
@Table(name = LibraryTables.TAGS)
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
public class HibernateTag {

    @Id
    Long id;

    String name;

    /** For Hibernate. */
    public HibernateTag() {}
}
