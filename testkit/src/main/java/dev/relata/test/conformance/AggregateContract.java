package dev.relata.test.conformance;

import static dev.relata.model.Conditions.gt;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.query.Group;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Person;
import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One value over many rows. */
public interface AggregateContract extends StoreUnderTest {

    /** Over some rows. */
    @Test
    @Tag("S49")
    default void sumWidensAndTheOthersKeepTheirType() {
        Author author = stored(author("ann"));
        stored(book(author, "a", Integer.MAX_VALUE));
        stored(book(author, "b", 1));
        var books = relata().on(author, Author.BOOKS);

        observe(books.sum(Book::pages)).sends(1).answers(Integer.MAX_VALUE + 1L);
        Number large = observe(books.sum(Book::authorId)).sends(1).value();
        assertThat(large).isInstanceOf(BigDecimal.class);
        assertThat((BigDecimal) large).isEqualByComparingTo(BigDecimal.valueOf(2 * id(author)));
        observe(books.min(Book::pages)).sends(1).answers(1);
        observe(books.max(Book::title)).sends(1).answers("b");
        observe(books.avg(Book::pages)).sends(1).answers((Integer.MAX_VALUE + 1L) / 2.0);
        observe(books.max(Book::publishedAt)).sends(1).answers(Rows.LONG_AGO);
    }

    /** Over no rows, and over nulls. */
    @Test
    @Tag("S49")
    default void sumIsZeroOverNothingAndTheOthersAreEmpty() {
        Author author = stored(author("ann"));
        stored(book(author, null, "a"));
        Selection<Book> none = relata().from(Book.class).where(Book::pages, gt(1_000_000));

        assertThat(observe(none.sum(Book::pages)).sends(1).value().longValue()).isZero();
        observe(none.min(Book::pages)).sends(1).answers();
        observe(none.max(Book::title)).sends(1).answers();
        observe(none.avg(Book::pages)).sends(1).answers();
        observe(none.count()).sends(1).answers(0L);
        observe(relata().from(Book.class).min(Book::editorId)).sends(1).answers();
        assertThat(observe(relata().from(Book.class).sum(Book::editorId))
                        .sends(1)
                        .value()
                        .longValue())
                .isZero();
    }

    /** Over rows that share a value. */
    @Test
    @Tag("S49")
    default void groupsComeInOrderWithNullLast() {
        Author author = stored(author("ann"));
        Person eve = stored(person("eve"));
        Person max = stored(person("max"));
        stored(book(author, max, "a"));
        stored(book(author, eve, "b"));
        stored(book(author, eve, "c"));
        stored(book(author, null, "d"));
        Selection<Book> books = relata().from(Book.class);

        observe(books.group(Book::editorId).count())
                .sends(1)
                .answers(new Group<>(eve.id(), 2L), new Group<>(max.id(), 1L), new Group<>(null, 1L));
        observe(books.group(Book::editorId).max(Book::title))
                .sends(1)
                .answers(new Group<>(eve.id(), "c"), new Group<>(max.id(), "a"), new Group<>(null, "d"));
    }
}
