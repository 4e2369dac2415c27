package dev.relata.model;

import static dev.relata.model.Conditions.allOf;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.not;
import static dev.relata.model.Conditions.related;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.metamodel.Model;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The filters, orders and limits that relations are declared with. */
class DefaultSelectionTest {

    record Author(@Id @Nullable Long id, String name) {
        static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
        static final OneToMany<Author, Book> OWN = BOOKS.where(anyOf(
                        related(() -> Book.AUTHOR, is(Author::name, eq("x"))), not(allOf(is(Book::pages, gt(1))))))
                .orderBy(Sort.desc(() -> Book.AUTHOR, Author::name))
                .thenBy(Sort.asc(Book::pages));
    }

    record Book(@Id @Nullable Long id, Long authorId, int pages) {
        static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
    }

    record LambdaSteps(@Id Long id) {
        static final OneToMany<LambdaSteps, Page> FILTERED =
                oneToMany(LambdaSteps.class, Page::ownerId).where(page -> page.number(), gt(1));
        static final OneToMany<LambdaSteps, Page> ORDERED =
                oneToMany(LambdaSteps.class, Page::ownerId).orderBy(Sort.asc(page -> page.number()));
        static final OneToMany<LambdaSteps, Page> DEEP = oneToMany(LambdaSteps.class, Page::ownerId)
                .where(not(anyOf(related(() -> Page.OWNER, is(owner -> owner.id(), gt(1L))))));
    }

    record Page(@Id Long id, Long ownerId, int number) {
        static final ManyToOne<Page, LambdaSteps> OWNER = manyToOne(Page::ownerId, LambdaSteps.class);
    }

    record NoId(String name) {}

    record NullSupplied(@Id Long id) {
        static final OneToMany<NullSupplied, Item> ITEMS = oneToMany(NullSupplied.class, Item::ownerId)
                .where(related(() -> Item.missing(), is(NullSupplied::id, eq(1L))));
    }

    record Item(@Id Long id, Long ownerId) {
        @SuppressWarnings("NullAway") // what a careless supplier answers
        static ManyToOne<Item, NullSupplied> missing() {
            return null;
        }
    }

    @Test
    void conditionsAndOrdersMayGoThroughRelationshipsOfOtherRecordsBySupplier() {
        Model model = Model.of(Author.class, Book.class);

        assertThat(model.relationship(Author.OWN).steps()).hasSize(3);
    }

    @Test
    void whatIsNoPropertyIsFoundHoweverDeepAndAllAtOnce() {
        Errors.of(LambdaSteps.class, Page.class)
                .hasSize(3)
                .satisfiesExactlyInAnyOrder(
                        error -> assertThat(error).startsWith("LambdaSteps.FILTERED: A property in"),
                        error -> assertThat(error).startsWith("LambdaSteps.ORDERED: A property in"),
                        error -> assertThat(error).startsWith("LambdaSteps.DEEP: A property in"))
                .allSatisfy(error -> assertThat(error).doesNotContain("1 error in the model"));
    }

    @Test
    void itIsFoundBesideOtherErrorsToo() {
        assertThat(Errors.list(LambdaSteps.class, Page.class, NoId.class)).hasSize(4);
    }

    @Test
    void aSupplierThatAnswersNullIsNamed() {
        Errors.of(NullSupplied.class, Item.class)
                .singleElement()
                .asString()
                .startsWith("NullSupplied.ITEMS: ")
                .contains("answers null");
    }

    @Test
    void aNegativeLimitIsRefusedWhereItIsWritten() {
        assertThatThrownBy(() -> Author.BOOKS.limit(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("limit must be 0 or more, was -1");
    }
}
