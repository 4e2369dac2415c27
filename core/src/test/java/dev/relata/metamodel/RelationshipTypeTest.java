package dev.relata.metamodel;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Relationships.hasOne;
import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Relationships.oneToOne;
import static dev.relata.model.Sort.desc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.model.HasOne;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OneToMany;
import dev.relata.model.OneToOne;
import dev.relata.model.OrphanPolicy;
import dev.relata.model.RelationshipKind;
import dev.relata.model.Unique;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the model knows of each kind of relationship. */
class RelationshipTypeTest {

    record Author(@Id @Nullable Long id, @Unique String penName) {
        static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
        static final OneToMany<Author, Book> LONG_READS =
                BOOKS.where(Book::pages, gt(600)).orderBy(desc(Book::pages)).limit(10);
        static final HasOne<Author, Profile> PROFILE =
                hasOne(Author.class, Profile::authorId).orphans(OrphanPolicy.DELETE);
        static final OneToMany<Author, Book> EDITED = oneToMany(Author.class, "Book", "editorId");
    }

    record Book(
            @Id @Nullable Long id,
            Long authorId,
            @Nullable Long editorId,
            @Nullable Long sequelId,
            int pages) {
        static final ManyToOne<Book, Author> AUTHOR =
                manyToOne(Book::authorId, Author.class).onDelete(OnDelete.CASCADE);
        static final ManyToOne<Book, Author> EDITOR =
                manyToOne(Book::editorId, Author.class).optional().onDelete(OnDelete.SET_NULL);
        static final OneToOne<Book, Book> SEQUEL =
                oneToOne(Book::sequelId, Book.class).optional();
    }

    record Profile(@Id @Nullable Long id, Long authorId) {}

    record Quote(@Id @Nullable Long id, String by) {
        static final ManyToOne<Quote, Author> AUTHOR =
                manyToOne(Quote::by, Author.class).references(Author::penName);
    }

    record Student(@Id @Nullable Long id) {
        static final ManyToManyThrough<Student, Book, Loan> BOOKS =
                manyToMany(Student.class, Book.class).through(Loan::studentId, Loan::bookId);
    }

    record Loan(@Id @Nullable Long id, Long studentId, Long bookId, String state) {}

    record Order(@Id Long tenantId, @Id Long orderId) {}

    record Line(
            @Id Long tenantId, @Id Long lineId, @Nullable Long orderId) {
        static final ManyToOne<Line, Order> ORDER =
                manyToOne(key(Line::tenantId, Line::orderId), Order.class).optional();
    }

    private final Model model = Model.of(
            Author.class, Book.class, Profile.class, Quote.class, Student.class, Loan.class, Order.class, Line.class);

    private static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::qualifiedName).toList();
    }

    @Test
    void aToOneHoldsTheKey() {
        RelationshipType<Book, Author> author = model.relationship(Book.AUTHOR);

        assertThat(author.name()).isEqualTo("Book.AUTHOR");
        assertThat(author.kind()).isEqualTo(RelationshipKind.MANY_TO_ONE);
        assertThat(author.owner()).isSameAs(model.entity(Book.class));
        assertThat(author.target()).isSameAs(model.entity(Author.class));
        assertThat(names(author.ownerKey())).containsExactly("Book.authorId");
        assertThat(names(author.targetKey())).containsExactly("Author.id");
        assertThat(author.optional()).isFalse();
        assertThat(author.onDelete()).isEqualTo(OnDelete.CASCADE);
        assertThat(author.junction()).isNull();
    }

    @Test
    void severalKeysMayReferToOneTarget() {
        assertThat(names(model.relationship(Book.EDITOR).ownerKey())).containsExactly("Book.editorId");
        assertThat(model.relationship(Book.EDITOR).optional()).isTrue();
        assertThat(model.relationship(Book.EDITOR).onDelete()).isEqualTo(OnDelete.SET_NULL);
    }

    @Test
    void aRelationMayReferToItsOwnType() {
        RelationshipType<Book, Book> sequel = model.relationship(Book.SEQUEL);

        assertThat(sequel.owner()).isSameAs(sequel.target());
        assertThat(names(sequel.ownerKey())).containsExactly("Book.sequelId");
        assertThat(model.relationship(Book.SEQUEL.inverse()).kind()).isEqualTo(RelationshipKind.HAS_ONE);
    }

    @Test
    void aKeyMayReferToAnotherKeyThanTheId() {
        assertThat(names(model.relationship(Quote.AUTHOR).targetKey())).containsExactly("Author.penName");
    }

    @Test
    void aToManyFindsItsTargetsByTheirKey() {
        RelationshipType<Author, Book> books = model.relationship(Author.BOOKS);

        assertThat(books.kind()).isEqualTo(RelationshipKind.ONE_TO_MANY);
        assertThat(names(books.ownerKey())).containsExactly("Author.id");
        assertThat(names(books.targetKey())).containsExactly("Book.authorId");
        assertThat(books.orphans()).isEqualTo(OrphanPolicy.REFUSE);
        assertThat(model.relationship(Author.EDITED).orphans()).isEqualTo(OrphanPolicy.SET_NULL);
        assertThat(names(model.relationship(Author.EDITED).targetKey())).containsExactly("Book.editorId");
    }

    @Test
    void aHasOneKeepsItsOrphanPolicy() {
        RelationshipType<Author, Profile> profile = model.relationship(Author.PROFILE);

        assertThat(profile.kind()).isEqualTo(RelationshipKind.HAS_ONE);
        assertThat(profile.orphans()).isEqualTo(OrphanPolicy.DELETE);
        assertThat(names(profile.targetKey())).containsExactly("Profile.authorId");
    }

    @Test
    void ofACompositeKeyOnlyWhatIsNullableAndOutsideTheIdIsCleared() {
        RelationshipType<Line, Order> order = model.relationship(Line.ORDER);

        assertThat(names(order.ownerKey())).containsExactly("Line.tenantId", "Line.orderId");
        assertThat(names(order.targetKey())).containsExactly("Order.tenantId", "Order.orderId");
        assertThat(names(order.clearableKey())).containsExactly("Line.orderId");
        assertThat(order.keyOf(new Line(1L, 2L, null))).isEqualTo(Arrays.asList(1L, null));
    }

    @Test
    void aJoinRecordIsTheJunction() {
        Junction junction = model.relationship(Student.BOOKS).junctionOrThrow();

        assertThat(junction.hasRecord()).isTrue();
        assertThat(junction.type()).isSameAs(model.entity(Loan.class));
        assertThat(names(junction.ownerColumns())).containsExactly("Loan.studentId");
        assertThat(names(junction.targetColumns())).containsExactly("Loan.bookId");
        assertThat(model.relationship(Student.BOOKS.inverse()).junctionOrThrow().ownerColumns())
                .isEqualTo(junction.targetColumns());
    }

    @Test
    void aViewHasItsOwnNameAndStepsAndTheKeysOfItsRelation() {
        RelationshipType<Author, Book> view = model.relationship(Author.LONG_READS);

        assertThat(view.name()).isEqualTo("Author.LONG_READS");
        assertThat(view.association())
                .isEqualTo(model.relationship(Author.BOOKS).association());
        assertThat(view.steps())
                .extracting(step -> step.getClass().getSimpleName())
                .containsExactly("Where", "SortBy", "Limit");
        assertThat(view.limited()).isTrue();
        assertThat(model.relationship(Author.BOOKS).limited()).isFalse();
    }

    @Test
    void aViewMadeOnTheSpotIsNamedAfterItsRelation() {
        assertThat(model.relationship(Author.BOOKS.where(Book::pages, gt(1))).name())
                .isEqualTo("Author.BOOKS");
        assertThat(model.relationship(Book.AUTHOR.inverse()).name()).isEqualTo("Book.AUTHOR.inverse()");
    }

    @Test
    void theOtherSideOfTheOtherSideIsTheSameRelation() {
        RelationshipType<Author, Book> inverse = model.relationship(Book.EDITOR.inverse());

        assertThat(inverse.kind()).isEqualTo(RelationshipKind.ONE_TO_MANY);
        assertThat(inverse.association())
                .isEqualTo(model.relationship(Book.EDITOR).association().flip());
        assertThat(inverse.orphans()).isEqualTo(OrphanPolicy.SET_NULL);
        assertThat(model.relationship(Book.EDITOR.inverse().inverse()).association())
                .isEqualTo(model.relationship(Book.EDITOR).association());
    }

    @Test
    void allRelationshipsAreListedByName() {
        assertThat(model.relationships())
                .extracting(RelationshipType::name)
                .containsExactly(
                        "Author.BOOKS",
                        "Author.EDITED",
                        "Author.LONG_READS",
                        "Author.PROFILE",
                        "Book.AUTHOR",
                        "Book.EDITOR",
                        "Book.SEQUEL",
                        "Line.ORDER",
                        "Quote.AUTHOR",
                        "Student.BOOKS");
    }
}
