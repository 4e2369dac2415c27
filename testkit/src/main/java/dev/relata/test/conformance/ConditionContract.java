package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.allOf;
import static dev.relata.model.Conditions.anyOf;
import static dev.relata.model.Conditions.between;
import static dev.relata.model.Conditions.contains;
import static dev.relata.model.Conditions.containsIgnoreCase;
import static dev.relata.model.Conditions.endsWith;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.eqIgnoreCase;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.gte;
import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.isNotNull;
import static dev.relata.model.Conditions.isNull;
import static dev.relata.model.Conditions.like;
import static dev.relata.model.Conditions.likeIgnoreCase;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Conditions.lte;
import static dev.relata.model.Conditions.ne;
import static dev.relata.model.Conditions.not;
import static dev.relata.model.Conditions.notIn;
import static dev.relata.model.Conditions.startsWith;
import static dev.relata.model.Sort.asc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.withIsbn;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.model.Condition;
import dev.relata.model.Filter;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Conditions on a row's own values. */
public interface ConditionContract extends StoreUnderTest {

    /** The titles of the books that pass, by title, in one statement. */
    private void expectTitles(Filter<Book> filter, String... titles) {
        observe(relata().from(Book.class)
                        .where(filter)
                        .orderBy(asc(Book::title))
                        .values(Book::title))
                .sends(1)
                .answers(titles);
    }

    private void expectPages(Condition<Integer> condition, String... titles) {
        expectTitles(is(Book::pages, condition), titles);
    }

    private void expectIsbn(Condition<String> condition, String... titles) {
        expectTitles(is(Book::isbn, condition), titles);
    }

    private void threeBooks() {
        Author author = stored(author("ann"));
        stored(withIsbn(book(author, "a", 100), "x-1"));
        stored(withIsbn(book(author, "b", 200), "Y_2"));
        stored(book(author, "c", 300));
    }

    /** No values at all. */
    @Test
    @Tag("S44")
    default void anEmptyInHasNoRowsAndNoStatementAndAnEmptyNotInRestrictsNothing() {
        threeBooks();

        observe(relata().from(Book.class).where(Book::pages, in(List.of())).all())
                .sends(0)
                .answers();
        observe(relata().from(Book.class).where(Book::pages, in(List.of())).count())
                .sends(0)
                .answers(0L);
        observe(relata().from(Book.class).where(Book::title).in(List.of()).iterate())
                .sends(0)
                .answers();
        expectPages(notIn(List.of()), "a", "b", "c");
    }

    /** Very many values. */
    @Test
    @Tag("S45")
    default void aHundredThousandValuesAreOneStatement() {
        Author author = stored(author("ann"));
        observe(relata().bulk()
                        .insert(
                                Book.class,
                                Flux.range(1, 10)
                                        .map(i -> new Book(
                                                i * 20_000L, id(author), null, "book " + i, i, null, Rows.LONG_AGO))))
                .answers(10L);
        List<Long> ids = LongStream.rangeClosed(1, 100_000).boxed().toList();

        observe(relata().from(Book.class).where(Book::id, in(ids)).ids())
                .sends(1)
                .answersInAnyOrder(20_000L, 40_000L, 60_000L, 80_000L, 100_000L);
        observe(relata().from(Book.class).where(Book::id, notIn(ids)).count())
                .sends(1)
                .answers(5L);
    }

    /** Every operator, where nothing is null. */
    @Test
    @Tag("S47")
    default void everyOperatorMeansWhatItSays() {
        threeBooks();

        expectPages(eq(200), "b");
        expectPages(ne(200), "a", "c");
        expectPages(lt(200), "a");
        expectPages(lte(200), "a", "b");
        expectPages(gt(200), "c");
        expectPages(gte(200), "b", "c");
        expectPages(between(150, 300), "b", "c");
        expectPages(in(100, 300, 700), "a", "c");
        expectPages(notIn(100, 300), "b");
        expectTitles(anyOf(is(Book::title, eq("a")), is(Book::pages, gt(200))), "a", "c");
        expectTitles(allOf(is(Book::title, eq("a")), is(Book::pages, gt(200))));
        expectTitles(not(is(Book::title, eq("a"))), "b", "c");
        observe(relata().from(Book.class).where(anyOf()).all()).sends(0).answers();
        expectTitles(allOf(), "a", "b", "c");
    }

    /** Every operator, where something is null. */
    @Test
    @Tag("S47")
    default void conditionsAreTrueOrFalseOfNullsNeverUnknown() {
        threeBooks();

        expectIsbn(ne("x-1"), "b", "c");
        expectIsbn(notIn("x-1", "Y_2"), "c");
        expectIsbn(eq("x-1"), "a");
        expectIsbn(in("x-1", "Y_2"), "a", "b");
        expectIsbn(gt(""), "a", "b");
        expectIsbn(isNull(), "c");
        expectIsbn(isNotNull(), "a", "b");
        expectTitles(not(is(Book::isbn, eq("x-1"))), "b", "c");
        expectTitles(not(is(Book::isbn, gt(""))), "c");
        expectTitles(not(is(Book::isbn, contains("x"))), "b", "c");
        expectTitles(not(not(is(Book::isbn, ne("x-1")))), "b", "c");
    }

    /** A null to compare with. */
    @Test
    @Tag("S47")
    default void comparingWithNullIsRefusedAndOffersIsNull() {
        observe(relata().from(Book.class).where(Book::isbn, eq((String) null)).all())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("Book.isbn")
                .hasMessageContaining("use isNull()");
        observe(relata().from(Book.class).where(Book::isbn).eq(null).count())
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("use isNull()");
    }

    /** Text with what patterns treat apart. */
    @Test
    @Tag("S48")
    default void textIsMatchedLiterally() {
        Author author = stored(author("ann"));
        for (String title : List.of("50%_", "50 percent", "a\\b", "A 50%_ sale")) {
            stored(book(author, title, 1));
        }

        expectTitles(is(Book::title, contains("50%_")), "50%_", "A 50%_ sale");
        expectTitles(is(Book::title, startsWith("50%")), "50%_");
        expectTitles(is(Book::title, endsWith("%_")), "50%_");
        expectTitles(is(Book::title, contains("\\")), "a\\b");
        expectTitles(is(Book::title, containsIgnoreCase("SALE")), "A 50%_ sale");
        expectTitles(is(Book::title, eqIgnoreCase("A\\B")), "a\\b");
        expectTitles(is(Book::title, like("50%t")), "50 percent");
        expectTitles(is(Book::title, like("50\\%\\_")), "50%_");
        expectTitles(is(Book::title, likeIgnoreCase("a_b")), "a\\b");
    }

    /** Text that a text column cannot hold. */
    @Test
    @Tag("S50")
    default void aNulCharacterIsRefusedNamingTheProperty() {
        observe(relata().insert(new Label(null, "a\0b")))
                .sends(0)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Label.name");
        observe(relata().from(Label.class).where(Label::name, eq("a\0b")).all())
                .sends(0)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Label.name");
        observe(relata().from(Label.class).update(set(Label::name, "\0")))
                .sends(0)
                .fails(InvalidValueException.class)
                .hasMessageContaining("Label.name");
    }
}
