package dev.relata.model;

import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Relationships.oneToOne;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RefusedException;
import dev.relata.error.RequiredRelationshipException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** S08: the owner's copy under another key, from nothing but two records; no model is built here. */
class AssignTest {

    record Author(@Id @Nullable Long id, String name) {
        static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, "Book", "authorId");
    }

    record Book(
            @Id @Nullable Long id, Long authorId, @Nullable Long editorId, String title) {
        static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
        static final ManyToOne<Book, Author> EDITOR =
                manyToOne(Book::editorId, Author.class).optional();
        static final ManyToOne<Book, Author> NAMED =
                manyToOne(Book::title, Author.class).references(Author::name);
    }

    record Order(@Id Long tenantId, @Id Long orderId) {}

    record Line(
            @Id Long tenantId, @Id Long lineId, @Nullable Long orderId) {
        static final OneToOne<Line, Order> ORDER =
                oneToOne(key(Line::tenantId, Line::orderId), Order.class).optional();
    }

    private final Author ursula = new Author(1L, "Ursula");
    private final Book book = new Book(7L, 2L, 2L, "Tehanu");

    @Test
    void theCopyHasTheTargetsKeyAndTheOwnerIsAsItWas() {
        assertThat(Book.AUTHOR.assign(book, ursula)).isEqualTo(new Book(7L, 1L, 2L, "Tehanu"));
        assertThat(book.authorId()).isEqualTo(2L);
    }

    @Test
    void nullClearsAnOptionalOne() {
        assertThat(Book.EDITOR.assign(book, null)).isEqualTo(new Book(7L, 2L, null, "Tehanu"));
    }

    @Test
    void nullOnARequiredOneIsRefused() {
        assertThatThrownBy(() -> Book.AUTHOR.assign(book, null))
                .isInstanceOf(RequiredRelationshipException.class)
                .hasMessage(
                        "Book.authorId: the relationship is required and cannot be cleared; assign another Author or"
                                + " declare it optional()");
    }

    @Test
    void aTargetWithoutItsKeyIsRefused() {
        assertThatThrownBy(() -> Book.AUTHOR.assign(book, new Author(null, "New")))
                .isInstanceOf(RefusedException.class)
                .hasMessage("Author.id is null: only a stored Author can be assigned; insert it first");
    }

    @Test
    void theKeyIsTheOneThatIsReferenced() {
        assertThat(Book.NAMED.assign(book, ursula).title()).isEqualTo("Ursula");
    }

    @Test
    void ofACompositeKeyEveryComponentIsSetAndOnlyTheNullableOnesAreCleared() {
        Line line = new Line(1L, 2L, 3L);

        assertThat(Line.ORDER.assign(line, new Order(1L, 9L))).isEqualTo(new Line(1L, 2L, 9L));
        assertThat(Line.ORDER.assign(line, null)).isEqualTo(new Line(1L, 2L, null));
    }

    @Test
    void theOtherSideOfARelationGivenByNamesAssignsToo() {
        assertThat(Author.BOOKS.inverse().assign(book, ursula).authorId()).isEqualTo(1L);
    }
}
