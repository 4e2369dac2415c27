package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.draft;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static dev.relata.test.conformance.Rows.titled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.error.RowNotFoundException;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Person;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** To-ones: reading the other side, and changing the key. */
public interface ToOneContract extends StoreUnderTest {

    /** A required row that is there. */
    @Test
    @Tag("S01")
    default void getAnswersTheRowInOneStatement() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 1));

        observe(relata().on(book, Book.AUTHOR).get()).sends(1).answers(author);
    }

    /** A required row that is missing. */
    @Test
    @Tag("S01")
    default void getOfAMissingRequiredRowNamesKeyAndOwner() {
        Book book = new Book(101L, 999L, null, "a", 1, null, Rows.LONG_AGO);

        observe(relata().on(book, Book.AUTHOR).get())
                .sends(1)
                .fails(RelatedNotFoundException.class)
                .hasMessage("Book.AUTHOR: no Author with id=999 (from Book id=101)");
    }

    /** Many owners at once, one of them without its required row. */
    @Test
    @Tag("S01")
    default void loadAnswersManyOwnersInOneStatement() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book one = stored(book(ann, "one", 1));
        Book two = stored(book(bob, "two", 1));
        Book three = stored(book(ann, "three", 1));
        Book lost = new Book(101L, 999L, null, "lost", 1, null, Rows.LONG_AGO);

        Map<Book, Author> loaded = observe(relata().load(List.of(three, two, one), Book.AUTHOR))
                .sends(1)
                .value();
        assertThat(loaded).containsExactly(Map.entry(three, ann), Map.entry(two, bob), Map.entry(one, ann));
        observe(relata().load(List.of(one, lost), Book.AUTHOR))
                .sends(1)
                .fails(RelatedNotFoundException.class)
                .hasMessageContaining("id=999");
    }

    /** A required key that is null. */
    @Test
    @Tag("S02")
    default void getOfANullRequiredKeyFailsWithoutAStatement() {
        observe(relata().on(draft("a", 1), Book.AUTHOR).get())
                .sends(0)
                .fails(RequiredRelationshipException.class)
                .hasMessageContaining("Book.AUTHOR");
    }

    /** An optional key that is null, or leads nowhere. */
    @Test
    @Tag("S03")
    default void getOfAnOptionalRowThatIsNotThereIsEmpty() {
        Author author = stored(author("ann"));
        Book without = stored(book(author, null, "without"));
        Book lost = new Book(101L, id(author), 999L, "lost", 1, null, Rows.LONG_AGO);

        observe(relata().on(without, Book.EDITOR).get()).sends(0).answers();
        observe(relata().on(lost, Book.EDITOR).get()).sends(1).answers();
        observe(relata().load(List.of(without, lost), Book.EDITOR)).sends(1).answers(Map.of());
    }

    /** Another target. */
    @Test
    @Tag("S06")
    default void setChangesOnlyTheKeyAndAnswersTheOwnersCopy() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book book = stored(book(ann, "old title", 1));
        observe(relata().update(titled(book, "new title"))).sends(statementsOfAnUpdate());

        Book moved = observe(relata().on(book, Book.AUTHOR).set(bob))
                .sends(statementsOfAnUpdate())
                .value();

        assertThat(moved).isEqualTo(Book.AUTHOR.assign(book, bob));
        observe(relata().find(Book.class, id(book))).answers(Book.AUTHOR.assign(titled(book, "new title"), bob));
    }

    /** An optional key, set and cleared. */
    @Test
    @Tag("S06")
    default void anOptionalKeyIsSetAndCleared() {
        Author author = stored(author("ann"));
        Person editor = stored(person("eve"));
        Book book = stored(book(author, null, "a"));

        Book edited = observe(relata().on(book, Book.EDITOR).set(editor))
                .sends(statementsOfAnUpdate())
                .value();
        observe(relata().on(edited, Book.EDITOR).get()).sends(1).answers(editor);
        observe(relata().on(edited, Book.EDITOR).clear())
                .sends(statementsOfAnUpdate())
                .answers(book);
        observe(relata().find(Book.class, id(book))).answers(book);
    }

    /** The owner's row is gone. */
    @Test
    @Tag("S06")
    default void setOnAnOwnerThatIsGoneFails() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 1));
        observe(relata().delete(book)).answers(true);

        observe(relata().on(book, Book.AUTHOR).set(author)).fails(RowNotFoundException.class);
        observe(relata().from(Book.class).count()).sends(1).answers(0L);
    }

    /** Clearing a required key. */
    @Test
    @Tag("S07")
    default void aRequiredKeyCannotBeCleared() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "a", 1));

        observe(relata().on(book, Book.AUTHOR).set(null)).sends(0).fails(RequiredRelationshipException.class);
        observe(relata().on(book, Book.AUTHOR).clear()).sends(0).fails(RequiredRelationshipException.class);
        observe(relata().find(Book.class, id(book))).answers(book);
    }

    /** Assigning without storing. */
    @Test
    @Tag("S08")
    default void assignIsPure() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book book = stored(book(ann, "a", 1));
        statements().reset();

        Book copy = Book.AUTHOR.assign(book, bob);

        assertThat(copy.authorId()).isEqualTo(bob.id());
        assertThat(Book.AUTHOR.assign(copy, ann)).isEqualTo(book);
        assertThat(Book.EDITOR.assign(book, null)).isEqualTo(book);
        assertThatThrownBy(() -> Book.AUTHOR.assign(book, null)).isInstanceOf(RequiredRelationshipException.class);
        assertThat(statements().statements()).isEmpty();
        observe(relata().find(Book.class, id(book))).answers(book);
    }
}
