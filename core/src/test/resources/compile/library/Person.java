package library;

import static dev.relata.model.Relationships.oneToMany;

import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import org.jspecify.annotations.Nullable;

record Person(@Id @Nullable Long id, String name) {
    static final OneToMany<Person, Book> EDITED = oneToMany(Person.class, Book::editorId);
}
