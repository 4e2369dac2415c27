package dev.relata.schema;

import static dev.relata.model.OnDelete.SET_NULL;
import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.relata.error.ModelException;
import dev.relata.metamodel.Model;
import dev.relata.model.Column;
import dev.relata.model.CreatedAt;
import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OneToMany;
import dev.relata.model.Unique;
import dev.relata.schema.live.ReferentialAction;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectedSchemaTest {

    record Author(
            @Id @Nullable Long id,
            @Unique String email,
            @CreatedAt @Nullable Instant createdAt) {
        static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
        static final HasOne<Author, Profile> PROFILE =
                hasOne(Author.class, Profile::email).references(Author::email);
    }

    record Book(@Id long id, long authorId, @Nullable String genre) {
        static final ManyToOne<Book, Author> AUTHOR =
                manyToOne(Book::authorId, Author.class).onDelete(OnDelete.CASCADE);
        static final ManyToOne<Book, Shelf> SHELF =
                manyToOne(Book::genre, Shelf.class).references(Shelf::genre).optional();
        static final ManyToMany<Book, Tag> TAGS = manyToMany(Book.class, Tag.class);
        static final ManyToManyThrough<Book, Tag, Mark> MARKS =
                manyToMany(Book.class, Tag.class).through(Mark::bookId, Mark::tagId);
    }

    record Profile(@Id long id, String email) {}

    /** Its genre is not unique. */
    record Shelf(@Id long id, String genre) {}

    record Tag(@Id String name) {
        static final ManyToMany<Tag, Book> BOOKS =
                manyToMany(Tag.class, Book.class).inverseOf("TAGS");
    }

    record Mark(@Id long bookId, @Id long number, String tagId) {
        static final ManyToOne<Mark, Tag> TAG = manyToOne(Mark::tagId, Tag.class);
    }

    record Region(@Id long tenantId, @Id long id) {}

    record Site(@Id long tenantId, @Id long id, @Nullable Long regionId) {
        static final ManyToOne<Site, Region> REGION = manyToOne(key(Site::tenantId, Site::regionId), Region.class)
                .optional()
                .onDelete(SET_NULL);
    }

    private static final List<ExpectedTable> TABLES = ExpectedSchema.of(Model.of(
                    Author.class,
                    Book.class,
                    Profile.class,
                    Shelf.class,
                    Tag.class,
                    Mark.class,
                    Region.class,
                    Site.class))
            .tables();

    private static ExpectedTable table(String name) {
        return TABLES.stream()
                .filter(table -> table.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void junctionsComeAfterTheRecordsAndOnce() {
        assertThat(TABLES)
                .extracting(ExpectedTable::name)
                .containsExactly(
                        "authors", "books", "profiles", "shelfs", "tags", "marks", "regions", "sites", "books_tags");
    }

    @Test
    void whatIsFilledForEveryRowIsNeverNull() {
        assertThat(table("authors").columns())
                .extracting(ExpectedColumn::name, ExpectedColumn::nullable, ExpectedColumn::filledByStore)
                .containsExactly(
                        tuple("id", false, true), tuple("email", false, false), tuple("created_at", false, false));
        assertThat(table("books").column("genre").orElseThrow().nullable()).isTrue();
    }

    @Test
    void oneToOnesAreUniqueAndReferToUniqueKeys() {
        assertThat(table("profiles").uniqueKeys()).containsExactly(List.of("email"));
        assertThat(table("profiles").foreignKeys())
                .extracting(ExpectedForeignKey::words)
                .containsExactly("(email) to authors(email)");
        assertThat(table("profiles").indexes()).isEmpty();
    }

    @Test
    void theToOneHasTheWordOverItsOtherSide() {
        assertThat(table("books").foreignKeys())
                .extracting(ExpectedForeignKey::words, ExpectedForeignKey::onDelete)
                .containsExactly(tuple("(author_id) to authors(id)", OnDelete.CASCADE));
    }

    @Test
    void whatRefersToSomethingThatIsNotUniqueHasAnIndexAlone() {
        assertThat(table("books").indexes())
                .extracting(ExpectedIndex::columns)
                .containsExactlyInAnyOrder(List.of("author_id"), List.of("genre"));
    }

    @Test
    void linksGoWithEitherEndAndJoinRecordsByTheirToOne() {
        assertThat(table("books_tags").foreignKeys())
                .extracting(ExpectedForeignKey::words, ExpectedForeignKey::action)
                .containsExactlyInAnyOrder(
                        tuple("(book_id) to books(id)", ReferentialAction.CASCADE),
                        tuple("(tag_name) to tags(name)", ReferentialAction.CASCADE));
        assertThat(table("books_tags").indexes())
                .extracting(ExpectedIndex::columns)
                .containsExactly(List.of("tag_name"));
        assertThat(table("marks").foreignKeys())
                .extracting(ExpectedForeignKey::words, ExpectedForeignKey::action)
                .containsExactlyInAnyOrder(
                        tuple("(tag_id) to tags(name)", ReferentialAction.NO_ACTION),
                        tuple("(book_id) to books(id)", ReferentialAction.CASCADE));
        assertThat(table("marks").indexes())
                .as("the primary key begins with the book")
                .extracting(ExpectedIndex::columns)
                .containsExactly(List.of("tag_id"));
    }

    @Test
    void setNullClearsWhatIsOutsideTheId() {
        assertThat(table("sites").foreignKeys())
                .extracting(ExpectedForeignKey::action, ExpectedForeignKey::cleared)
                .containsExactly(tuple(ReferentialAction.SET_NULL, List.of("region_id")));
    }

    record Sizes(
            @Id long id,
            @Column(type = "citext", length = 3) String both,
            @Column(length = -1) String negative,
            @Column(precision = 2, scale = 3) String small,
            @Column(length = 2, precision = 3) String mixed) {}

    @Test
    void sizesThatDoNotFitAreErrorsOfTheModel() {
        assertThatThrownBy(() -> Model.of(Sizes.class))
                .isInstanceOfSatisfying(
                        ModelException.class,
                        error -> assertThat(error.errors())
                                .hasSize(4)
                                .anyMatch(message ->
                                        message.startsWith("Sizes.both has a type and a length or precision"))
                                .anyMatch(message -> message.startsWith("Sizes.negative has a negative length"))
                                .anyMatch(
                                        message -> message.startsWith("Sizes.small has 3 digits after the point of 2"))
                                .anyMatch(message -> message.startsWith("Sizes.mixed has a length and a precision")));
    }
}
