package dev.relata.test.conformance;

import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static dev.relata.test.conformance.Rows.withIsbn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.NotUniqueException;
import dev.relata.query.Selection;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Note;
import dev.relata.test.conformance.model.Person;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Selections: order, limit, one and many. */
public interface SelectionContract extends StoreUnderTest {

    /** An order on top of a default one. */
    @Test
    @Tag("S40")
    default void orderByReplacesTheDefaultOrderAndThenByAdds() {
        Author author = stored(author("ann"));
        Book b = stored(book(author, "b", 2));
        Book a = stored(book(author, "a", 2));
        Book c = stored(book(author, "c", 1));
        var books = relata().on(author, Author.BOOKS);

        observe(books.all()).sends(1).answers(a, b, c);
        observe(books.orderBy(asc(Book::pages)).thenBy(desc(Book::title)).all())
                .sends(1)
                .answers(c, b, a);
        observe(books.thenBy(desc(Book::pages)).all()).sends(1).answers(a, b, c);
        observe(books.orderBy(desc(Book::title)).orderBy(asc(Book::pages)).first())
                .sends(1)
                .answers(c);
    }

    /** An order that the record itself gives. */
    @Test
    @Tag("S40")
    default void aRecordsOwnOrderHoldsUntilAnotherIsGiven() {
        List<Note> notes = observe(relata().bulk()
                        .insert(List.of(
                                new Note(1L, "low", 1, null, null),
                                new Note(2L, "high", 9, null, null),
                                new Note(3L, "middle", 5, null, null))))
                .values();

        observe(relata().from(Note.class).all()).sends(1).answers(notes.get(1), notes.get(2), notes.get(0));
        observe(relata().from(Note.class).orderBy(asc(Note::text)).all())
                .sends(1)
                .answers(notes.get(1), notes.get(0), notes.get(2));
    }

    /** Nulls, and an order by a property of a to-one. */
    @Test
    @Tag("S40")
    default void nullsGoWhereTheyAreAskedToAndATargetsPropertyOrders() {
        Author zoe = stored(author("zoe"));
        Author ann = stored(author("ann"));
        Person editor = stored(person("eve"));
        Book without = stored(book(zoe, null, "without"));
        Book with = stored(book(ann, editor, "with"));
        Selection<Book> books = relata().from(Book.class);

        observe(books.orderBy(asc(Book::editorId)).all()).sends(1).answers(with, without);
        observe(books.orderBy(asc(Book::editorId).nullsFirst()).all()).sends(1).answers(without, with);
        observe(books.orderBy(desc(Book::editorId)).all()).sends(1).answers(without, with);
        observe(books.orderBy(desc(Book::editorId).nullsLast()).all()).sends(1).answers(with, without);
        observe(books.orderBy(asc(Book.AUTHOR, Author::name)).all()).sends(1).answers(with, without);
        observe(books.orderBy(asc(Book.EDITOR, Person::name)).all()).sends(1).answers(with, without);
    }

    /** A condition on what a limit has left. */
    @Test
    @Tag("S41")
    default void whereAfterLimitFiltersTheLimitedRows() {
        Author author = stored(author("ann"));
        observe(relata().on(author, Author.BOOKS)
                        .createMany(Flux.range(1, 10).map(i -> Rows.draft("book " + i, i * 100))))
                .sends(1);
        Selection<Book> longest =
                relata().from(Book.class).orderBy(desc(Book::pages)).limit(4);

        observe(longest.where(Book::pages, lt(900)).values(Book::pages))
                .sends(1)
                .answers(800, 700);
        observe(longest.where(Book::pages, lt(900)).count()).sends(1).answers(2L);
        observe(longest.where(Book::pages, lt(500)).exists()).sends(1).answers(false);
        observe(longest.orderBy(asc(Book::pages)).values(Book::pages)).sends(1).answers(700, 800, 900, 1000);
        observe(longest.sum(Book::pages)).sends(1).answers(3400L);
    }

    /** Counting what is limited, and limits of limits. */
    @Test
    @Tag("S41")
    default void countNeverExceedsTheLimitAndTheSmallerLimitHolds() {
        Author author = stored(author("ann"));
        observe(relata().on(author, Author.BOOKS).createMany(Flux.range(1, 5).map(i -> Rows.draft("book " + i, i))))
                .sends(1);
        Selection<Book> books = relata().from(Book.class);

        observe(books.limit(3).count()).sends(1).answers(3L);
        observe(books.limit(9).count()).sends(1).answers(5L);
        observe(books.limit(3).limit(9).count()).sends(1).answers(3L);
        observe(books.limit(9).limit(3).count()).sends(1).answers(3L);
        observe(relata().on(author, Author.TWO_LONGEST).limit(9).values(Book::pages))
                .sends(1)
                .answers(5, 4);
        observe(relata().on(author, Author.TWO_LONGEST).limit(1).count())
                .sends(1)
                .answers(1L);
        observe(books.limit(3).offset(2).count()).sends(1).answers(1L);
        observe(books.limit(0).all()).answers();
    }

    /** The limit of a relation, asked for many owners. */
    @Test
    @Tag("S41")
    default void aRelationsLimitIsPerOwner() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        for (Author author : List.of(ann, bob)) {
            observe(relata().on(author, Author.BOOKS)
                            .createMany(Flux.range(1, 4).map(i -> Rows.draft("book " + i, i))))
                    .sends(1);
        }

        assertThat(observe(relata().load(List.of(ann, bob), Author.TWO_LONGEST))
                        .sends(1)
                        .value()
                        .values())
                .allSatisfy(books -> assertThat(books).extracting(Book::pages).containsExactly(4, 3));
    }

    /** No order given, or one that leaves ties. */
    @Test
    @Tag("S42")
    default void theIdIsTheOrderWhereNoneIsGivenAndTheLastTieBreaker() {
        Author author = stored(author("ann"));
        observe(relata().bulk()
                        .insert(List.of(
                                new Book(30L, id(author), null, "c", 1, null, Rows.LONG_AGO),
                                new Book(10L, id(author), null, "a", 1, null, Rows.LONG_AGO),
                                new Book(20L, id(author), null, "b", 1, null, Rows.LONG_AGO))))
                .sends(1);
        Selection<Book> books = relata().from(Book.class);

        assertThat(observe(books.first()).sends(1).value().id()).isEqualTo(10L);
        observe(books.limit(2).ids()).sends(1).answers(10L, 20L);
        observe(books.offset(1).ids()).sends(1).answers(20L, 30L);
        assertThat(observe(books.page(2)).sends(1).value().items())
                .extracting(Book::id)
                .containsExactly(10L, 20L);
        observe(books.orderBy(desc(Book::pages)).ids()).sends(1).answers(10L, 20L, 30L);
        observe(books.orderBy(desc(Book::pages)).limit(1).ids()).sends(1).answers(10L);
    }

    /** A selection that promises one row. */
    @Test
    @Tag("S43")
    default void oneOfTwoRowsFails() {
        Label sea = stored(new Label(null, "sea"));
        stored(new Label(null, "sky"));
        Selection<Label> labels = relata().from(Label.class);

        observe(labels.one()).sends(1).fails(NotUniqueException.class).hasMessageContaining("Label");
        observe(labels.where(Label::name).eq("sea").one()).sends(1).answers(sea);
        observe(labels.where(Label::name).eq("none").one()).sends(1).answers();
    }

    /** Values, each once. */
    @Test
    @Tag("S42")
    default void valuesLeaveOutNullsAndAreDistinctOnRequest() {
        Author author = stored(author("ann"));
        stored(withIsbn(book(author, "a", 2), "x"));
        stored(book(author, "b", 1));
        stored(book(author, "c", 2));
        Selection<Book> books = relata().from(Book.class);

        observe(books.values(Book::isbn)).sends(1).answers("x");
        observe(books.distinct().values(Book::pages)).sends(1).answersInAnyOrder(1, 2);
        observe(books.orderBy(desc(Book::pages)).distinct().values(Book::pages))
                .sends(1)
                .answers(2, 1);
        observe(books.where(Book::pages, gt(1)).orderBy(asc(Book::title)).values(Book::title))
                .sends(1)
                .answers("a", "c");
    }
}
