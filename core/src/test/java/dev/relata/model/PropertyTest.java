package dev.relata.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.ModelException;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which method references name a component. */
class PropertyTest {

    private static final String RIGHT_FORM = "Write it as Book::title, not book -> book.title().";

    record Book(@Id @Nullable Long id, String title, int pages) {

        String shout() {
            return title + "!";
        }
    }

    record Loan(@Id Long id, Long bookId) {
        static final ManyToOne<Loan, Book> BOOK = Relationships.manyToOne(loan -> loan.bookId(), Book.class);
    }

    static String titleOf(Book book) {
        return book.title();
    }

    private final Model model = Model.of(Book.class);
    private final EntityType<Book> book = model.entity(Book.class);

    @Test
    void aReferenceToAnAccessorNamesItsComponent() {
        Property<Book, Integer> pages = Book::pages;

        assertThat(model.attribute(book, pages)).isEqualTo(book.attribute("pages"));
        assertThat(PropertyRef.of(pages)).isEqualTo(new PropertyRef(Book.class, "pages"));
    }

    @Test
    void twoReferencesOnOneLineKeepApart() {
        Property<Book, String> title = Book::title;
        Property<Book, Integer> pages = Book::pages;

        for (int again = 0; again < 2; again++) {
            assertThat(model.attribute(book, title).name()).isEqualTo("title");
            assertThat(model.attribute(book, pages).name()).isEqualTo("pages");
        }
    }

    @Test
    void aLambdaIsRefusedWithTheRightForm() {
        Property<Book, String> lambda = it -> it.title();

        assertThatThrownBy(() -> model.attribute(book, lambda))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("A property in " + PropertyTest.class.getName())
                .hasMessageContaining(RIGHT_FORM);
    }

    @Test
    void aStaticMethodIsRefusedWithTheRightForm() {
        Property<Book, String> method = PropertyTest::titleOf;

        assertThatThrownBy(() -> model.attribute(book, method))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(RIGHT_FORM);
    }

    @Test
    void aClassThatImplementsPropertyIsRefusedWithTheRightForm() {
        Property<Book, String> anonymous = new Property<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public String get(Book entity) {
                return entity.title();
            }
        };

        assertThatThrownBy(() -> model.attribute(book, anonymous))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(RIGHT_FORM);
    }

    @Test
    void aMethodThatIsNoAccessorIsRefusedWithWhatThereIs() {
        Property<Book, String> shout = Book::shout;

        assertThatThrownBy(() -> model.attribute(book, shout))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("Book has no component shout")
                .hasMessageContaining("it has [id, title, pages]");
    }

    @Test
    void aLambdaInAConstantIsAModelError() {
        Errors.of(Book.class, Loan.class)
                .singleElement()
                .satisfies(error ->
                        assertThat(error).startsWith("Loan.BOOK: A property in").endsWith(RIGHT_FORM));
    }
}
