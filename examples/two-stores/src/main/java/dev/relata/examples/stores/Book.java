package dev.relata.examples.stores;

import static dev.relata.model.OnDelete.CASCADE;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Sort.asc;

import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;

/** What someone has written. */
record Book(@Id String id, String authorId, String title, int pages) {

    static final ManyToOne<Book, Author> AUTHOR =
            manyToOne(Book::authorId, Author.class).onDelete(CASCADE);

    static final ManyToMany<Book, Tag> TAGS = manyToMany(Book.class, Tag.class).orderBy(asc(Tag::name));
}
