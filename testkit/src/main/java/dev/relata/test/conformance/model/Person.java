package dev.relata.test.conformance.model;

import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.model.Table;
import org.jspecify.annotations.Nullable;

/**
 * An editor; relations from here have keys that may be null. Immutable.
 *
 * @param id the id, from the database
 * @param name the name
 */
@Table("persons")
public record Person(@Id @Nullable Long id, String name) {

    /** Books whose optional key is this person. */
    public static final OneToMany<Person, Book> EDITED = oneToMany(Person.class, Book::editorId);

    /** A side without the key, whose key may be null. */
    public static final HasOne<Person, Badge> BADGE = hasOne(Person.class, Badge::personId);
}
