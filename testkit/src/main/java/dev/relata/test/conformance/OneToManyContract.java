package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.draft;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.NotRelatedException;
import dev.relata.error.RowNotFoundException;
import dev.relata.model.OrphanPolicy;
import dev.relata.query.Iteration;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** One-to-manys: what belongs to an owner, and giving and taking it. */
public interface OneToManyContract extends StoreUnderTest {

    /** Reads of what belongs to an owner. */
    @Test
    @Tag("S20")
    default void anOwnersRowsAreReadInOneStatement() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book two = stored(book(ann, "two", 1));
        Book one = stored(book(ann, "one", 1));
        Book other = stored(book(bob, "other", 1));

        observe(relata().on(ann, Author.BOOKS).all()).sends(1).answers(one, two);
        observe(relata().on(ann, Author.BOOKS).iterate(Iteration.fetchSize(1)))
                .sends(1)
                .answers(one, two);
        observe(relata().onKey(Author.BOOKS, id(bob)).all()).sends(1).answers(other);
        observe(relata().load(List.of(bob, ann), Author.BOOKS))
                .sends(1)
                .answers(Map.of(bob, List.of(other), ann, List.of(one, two)));
    }

    /** A draft under no key. */
    @Test
    @Tag("S20")
    default void createSetsTheKeyAndAnswersTheGeneratedId() {
        Author author = stored(author("ann"));

        Book created = observe(relata().on(author, Author.BOOKS).create(draft("a", 7)))
                .sends(1)
                .value();

        assertThat(created.id()).isNotNull();
        assertThat(created).isEqualTo(new Book(created.id(), id(author), null, "a", 7, null, Rows.LONG_AGO));
        observe(relata().find(Book.class, id(created))).answers(created);
    }

    /** Drafts from a collection and from a publisher. */
    @Test
    @Tag("S20")
    default void createManyAnswersInTheOrderGiven() {
        Author author = stored(author("ann"));
        List<Book> drafts = List.of(draft("c", 1), draft("a", 2), draft("b", 3));

        assertThat(observe(relata().on(author, Author.BOOKS).createMany(drafts))
                        .sends(1)
                        .values())
                .extracting(Book::title)
                .containsExactly("c", "a", "b");
        assertThat(observe(relata().on(author, Author.BOOKS).createMany(Flux.fromIterable(drafts)))
                        .sends(1)
                        .values())
                .extracting(Book::title)
                .containsExactly("c", "a", "b");
        observe(relata().on(author, Author.BOOKS).createManyCount(Flux.fromIterable(drafts)))
                .sends(1)
                .answers(3L);
        observe(relata().on(author, Author.BOOKS).count()).sends(1).answers(9L);
    }

    /** A child of another owner. */
    @Test
    @Tag("S21")
    default void addMovesAStoredChildAlsoFromAnotherOwner() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book book = stored(book(bob, "a", 1));

        Book moved = observe(relata().on(ann, Author.BOOKS).add(book)).sends(1).value();

        assertThat(moved).isEqualTo(Book.AUTHOR.assign(book, ann));
        observe(relata().on(ann, Author.BOOKS).all()).sends(1).answers(moved);
        observe(relata().on(bob, Author.BOOKS).count()).sends(1).answers(0L);
    }

    /** Several children; one of them is gone. */
    @Test
    @Tag("S21")
    @Requires(Capability.TRANSACTIONS)
    default void addManyIsUndoneWholeWhereOneIsGone() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book stays = stored(book(bob, "stays", 1));
        Book gone = stored(book(bob, "gone", 1));
        observe(relata().delete(gone)).answers(true);

        observe(relata().on(ann, Author.BOOKS).addMany(List.of(stays, gone))).fails(RowNotFoundException.class);
        observe(relata().on(bob, Author.BOOKS).all()).sends(1).answers(stays);
        observe(relata().on(ann, Author.BOOKS).addMany(List.of(stays, stays))).answers(1L);
        observe(relata().on(ann, Author.BOOKS).count()).sends(1).answers(1L);
    }

    /** All rows to another owner. */
    @Test
    @Tag("S22")
    default void moveAllIsOneStatementAndAnswersTheCount() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        stored(book(ann, "one", 1));
        stored(book(ann, "two", 1));
        stored(book(bob, "three", 1));

        observe(relata().on(ann, Author.BOOKS).moveAll(bob)).sends(1).answers(2L);
        observe(relata().on(bob, Author.BOOKS).count()).sends(1).answers(3L);
        observe(relata().on(ann, Author.BOOKS).count()).sends(1).answers(0L);
    }

    /** A key that may be null. */
    @Test
    @Tag("S23")
    default void removeAndClearSetAnOptionalKeyToNull() {
        Author author = stored(author("ann"));
        Person editor = stored(person("eve"));
        Book one = stored(book(author, editor, "one"));
        Book two = stored(book(author, editor, "two"));
        Book three = stored(book(author, editor, "three"));

        observe(relata().on(editor, Person.EDITED).remove(one)).answers();
        observe(relata().find(Book.class, id(one))).sends(1).answers(Book.EDITOR.assign(one, null));
        observe(relata().on(editor, Person.EDITED).removeMany(List.of(two))).answers(1L);
        observe(relata().on(editor, Person.EDITED).all()).sends(1).answers(three);
        observe(relata().on(editor, Person.EDITED).clear()).answers();
        observe(relata().on(editor, Person.EDITED).count()).sends(1).answers(0L);
        observe(relata().from(Book.class).count()).sends(1).answers(3L);
    }

    /** A required key, under the policy that deletes. */
    @Test
    @Tag("S23")
    default void removeAndClearDeleteWhereTheOrphanPolicySaysSo() {
        Author author = stored(author("ann"));
        Book one = stored(book(author, "one", 1));
        Book two = stored(book(author, "two", 1));
        stored(book(author, "three", 1));
        var books = relata().on(author, Author.BOOKS.orphans(OrphanPolicy.DELETE));

        observe(books.remove(one)).answers();
        assertThat(observe(books.all()).sends(1).values()).hasSize(2).contains(two);
        observe(books.clear()).answers();
        observe(relata().from(Book.class).count()).sends(1).answers(0L);
    }

    /** A child of another owner. */
    @Test
    @Tag("S24")
    @Requires(Capability.TRANSACTIONS)
    default void removeOfWhatIsNotTheOwnersFailsAndWritesNothing() {
        Author author = stored(author("ann"));
        Person eve = stored(person("eve"));
        Person max = stored(person("max"));
        Book hers = stored(book(author, eve, "hers"));
        Book his = stored(book(author, max, "his"));

        observe(relata().on(eve, Person.EDITED).remove(his)).fails(NotRelatedException.class);
        observe(relata().on(eve, Person.EDITED).removeMany(List.of(hers, his))).fails(NotRelatedException.class);
        observe(relata().from(Book.class).all()).sends(1).answersInAnyOrder(hers, his);
    }
}
