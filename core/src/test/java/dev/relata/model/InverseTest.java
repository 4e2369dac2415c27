package dev.relata.model;

import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Relationships.oneToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Model;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Two declared sides that name each other. */
class InverseTest {

    record Author(@Id @Nullable Long id) {
        static final OneToMany<Author, Book> BOOKS =
                oneToMany(Author.class, Book::authorId).inverseOf("AUTHOR");
        static final HasOne<Author, Profile> PROFILE =
                hasOne(Author.class, Profile::authorId).inverseOf("AUTHOR");
    }

    record Book(@Id @Nullable Long id, Long authorId, Long editorId) {
        static final ManyToOne<Book, Author> AUTHOR =
                manyToOne(Book::authorId, Author.class).inverseOf("BOOKS");
    }

    record Profile(@Id @Nullable Long id, Long authorId) {
        static final OneToOne<Profile, Author> AUTHOR =
                oneToOne(Profile::authorId, Author.class).inverseOf("PROFILE");
    }

    record Owner(@Id Long id) {
        static final OneToMany<Owner, Owned> MISSING =
                oneToMany(Owner.class, Owned::ownerId).inverseOf("NOTHING");
        static final OneToMany<Owner, Owned> OTHER_KEY =
                oneToMany(Owner.class, Owned::ownerId).inverseOf("KEEPER");
    }

    record Owned(@Id Long id, Long ownerId, Long keeperId) {
        static final ManyToOne<Owned, Owner> KEEPER = manyToOne(Owned::keeperId, Owner.class);
    }

    @Test
    void sidesThatFitAreFine() {
        Model model = Model.of(Author.class, Book.class, Profile.class);

        assertThat(model.relationship(Author.BOOKS).association())
                .isEqualTo(model.relationship(Book.AUTHOR).association().flip());
    }

    @Test
    void aSideThatIsNotThereOrGoesByAnotherKeyIsRefused() {
        Errors.of(Owner.class, Owned.class)
                .containsExactly(
                        "Owner.MISSING is inverseOf(\"NOTHING\"), but Owned.NOTHING does not exist: name the constant"
                                + " that is the other side of this one",
                        "Owner.OTHER_KEY is inverseOf(\"KEEPER\"), but Owned.KEEPER goes by other keys or to another"
                                + " type: name the constant that is the other side of this one");
    }
}
