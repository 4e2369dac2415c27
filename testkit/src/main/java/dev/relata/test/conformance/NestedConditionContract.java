package dev.relata.test.conformance;

import static dev.relata.model.Conditions.allOf;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.not;
import static dev.relata.model.Conditions.related;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.model.Filter;
import dev.relata.model.Property;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Category;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Conditions that loops nest deeper than anybody writes them. */
public interface NestedConditionContract extends StoreUnderTest {

    /** Deeper than the stack of a thread. */
    int DEEP = 100_000;

    /** As many as fit a statement, and as the databases take in a minute. */
    int WIDE = 3_000;

    /** What says nothing costs nothing. */
    @Test
    @Tag("S118")
    default void negationsAndCombinationsOfOnePartMayBeNestedWithoutBound() {
        Author author = stored(author("ann"));
        Book thin = stored(book(author, "thin", 1));
        Book thick = stored(book(author, "thick", 900));
        Filter<Book> filter = is(Book::pages, gt(100));
        for (int i = 0; i < DEEP; i++) {
            filter = i % 3 == 0 ? not(filter) : i % 3 == 1 ? allOf(filter) : anyOf(filter);
        }
        boolean negated = (DEEP + 2) / 3 % 2 == 1;

        Selection<Book> books = relata().from(Book.class).where(filter);
        observe(books.all()).sends(1).answers(negated ? thin : thick);
        observe(books.count()).sends(1).answers(1L);
        observe(books.page(1).map(page -> page.items().get(0))).answers(negated ? thin : thick);
    }

    /** A fold over a list, the usual way to build one. */
    @Test
    @Tag("S118")
    default void combinationsOfOneKindMayBeFolded() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 7));
        Filter<Book> any = is(Book::pages, eq(0));
        Filter<Book> all = is(Book::pages, gte(0));
        for (int i = 1; i < WIDE; i++) {
            any = i % 2 == 0 ? anyOf(any, is(Book::pages, eq(i))) : anyOf(is(Book::pages, eq(i)), any);
            all = allOf(all, is(Book::pages, gt(-i)));
        }

        observe(relata().from(Book.class).where(any).all()).sends(1).answers(book);
        observe(relata().from(Book.class).where(all).all()).sends(1).answers(book);
        observe(relata().from(Book.class).where(not(any)).all()).sends(1).answers();
    }

    /** Steps of a selection that a loop adds. */
    @Test
    @Tag("S118")
    default void aSelectionMayHaveAnyNumberOfSteps() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 7));
        Selection<Book> books = relata().on(author, Author.BOOKS);
        for (int i = 0; i < WIDE; i++) {
            books = books.where(Book::pages, gt(-1 - i));
        }
        observe(books.all()).sends(1).answers(book);
        observe(relata().batched(books.count())).sends(1).answers(1L);
    }

    /** Kinds that alternate, as far as is promised. */
    @Test
    @Tag("S118")
    default void kindsMayAlternateFortyDeep() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 7));
        stored(book(author, "b", 80));

        observe(relata().from(Book.class).where(alternating(20)).all()).sends(1).answers(book);
    }

    /** What no server takes is refused before any of it is sent. */
    @Test
    @Tag("S118")
    default void deeperConditionsAreRefusedInWords() {
        for (int depth : new int[] {500, WIDE, DEEP}) {
            refused(relata().from(Book.class).where(alternating(depth)));
        }
        UnaryOperator<Selection<Category>> related = rows -> rows;
        for (int i = 0; i < WIDE; i++) {
            UnaryOperator<Selection<Category>> inner = related;
            related = rows -> rows.whereAny(Category.CHILDREN, inner);
        }
        refused(related.apply(relata().from(Category.class)));

        Filter<Category> filter = is(Category::name, eq("a"));
        for (int i = 0; i < DEEP; i++) {
            filter = related(() -> Category.CHILDREN, filter);
        }
        refused(relata().from(Category.class).where(filter));
    }

    private void refused(Selection<?> selection) {
        assertThat(observe(selection.all())
                        .sends(0)
                        .fails(RefusedException.class)
                        .actual())
                .hasMessageContaining("40 deep")
                .hasMessageContaining("flatten");
        observe(selection.count()).sends(0).fails(RefusedException.class);
        observe(selection.deleteAll()).sends(0).fails(RefusedException.class);
    }

    /** Of pages between 0 and 50, with two levels for each round. */
    private static Filter<Book> alternating(int rounds) {
        Property<Book, Integer> pages = Book::pages;
        Filter<Book> filter = is(pages, lt(50));
        for (int i = 0; i < rounds; i++) {
            filter = not(anyOf(not(allOf(filter, is(pages, gte(0)))), is(pages, lt(0))));
        }
        return filter;
    }
}
