package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.titled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.RowNotFoundException;
import dev.relata.model.Id;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Note;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows by themselves: insert, update, delete. */
public interface RowContract extends StoreUnderTest {

    /** Ids from the database, and ids that are given. */
    @Test
    @Tag("S60")
    default void insertAnswersTheRowAsStored() {
        Label generated =
                observe(relata().insert(new Label(null, "sea"))).sends(1).value();
        Label given = observe(relata().insert(new Label(4711L, "sky"))).sends(1).value();

        assertThat(generated.id()).isNotNull();
        assertThat(given).isEqualTo(new Label(4711L, "sky"));
        observe(relata().find(Label.class, 4711L)).sends(1).answers(given);
        observe(relata().find(Label.class, 4712L)).sends(1).answers();
        observe(relata().from(Label.class).all()).sends(1).answersInAnyOrder(generated, given);
    }

    /** Many at once, in the order given, without a statement for each. */
    @Test
    @Tag("S60")
    default void insertManyIsWhole() {
        assertThat(observe(relata().bulk().insert(List.of(new Label(null, "c"), new Label(null, "a"))))
                        .sends(1)
                        .values())
                .extracting(Label::name)
                .containsExactly("c", "a");
        observe(relata().bulk().insert(List.<Label>of())).sends(0).answers();
    }

    /** One of many is refused by the store. */
    @Test
    @Tag("S60")
    @Requires({Capability.TRANSACTIONS, Capability.UNIQUE_KEYS})
    default void insertManyWithOneThatIsThereAlreadyWritesNone() {
        stored(new Label(null, "sea"));

        observe(relata().bulk().insert(List.of(new Label(null, "new"), new Label(null, "sea"))))
                .fails(ConstraintViolationException.class)
                .hasMessageContaining("Label")
                .hasFieldOrPropertyWithValue("reason", Reason.UNIQUE);
        observe(relata().from(Label.class).count()).sends(1).answers(1L);
    }

    /** A row that is there, and one that is gone. */
    @Test
    @Tag("S60")
    default void updateChangesTheRowOrFails() {
        Author author = stored(author("ann"));
        Book book = stored(book(author, "old", 1));

        observe(relata().update(titled(book, "new")))
                .sends(statementsOfAnUpdate())
                .answers(titled(book, "new"));
        observe(relata().find(Book.class, id(book))).sends(1).answers(titled(book, "new"));
        observe(relata().delete(book)).answers(true);
        observe(relata().update(book)).fails(RowNotFoundException.class).hasMessageContaining("Book");
        observe(relata().from(Book.class).count()).sends(1).answers(0L);
    }

    /** Many rows, each with values of its own; one of them gone. */
    @Test
    @Tag("S60")
    @Requires(Capability.TRANSACTIONS)
    default void updateManyIsWhole() {
        Author author = stored(author("ann"));
        Book one = stored(book(author, "one", 1));
        Book two = stored(book(author, "two", 1));
        Book gone = stored(book(author, "gone", 1));
        observe(relata().delete(gone)).answers(true);

        observe(relata().bulk().update(List.of(titled(one, "1"), titled(two, "2"))))
                .sends(statementsOfAnUpdate())
                .answers(titled(one, "1"), titled(two, "2"));
        observe(relata().bulk().update(List.of(titled(one, "x"), gone))).fails(RowNotFoundException.class);
        observe(relata().find(Book.class, id(one))).sends(1).answers(titled(one, "1"));
    }

    /** Can be read word by word, and is one row all the same. */
    record Verse(@Id Long id, String words) implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return List.of(words.split(" ")).iterator();
        }
    }

    /** A row of the model is a row, whatever else it is. */
    @Test
    @Tag("S60")
    @Requires(Capability.SCHEMA)
    default void aRowThatIsIterableIsWrittenAsOne() {
        Relata verses = bare(Verse.class);
        observe(verses.schema().create()).answers();

        observe(verses.insert(new Verse(1L, "a rose")).map(Verse::words)).answers("a rose");
        observe(verses.update(new Verse(1L, "a red rose")).map(Verse::words)).answers("a red rose");
        observe(verses.upsert(new Verse(2L, "is")).map(Verse::words)).answers("is");
        observe(verses.bulk()
                        .insert(List.of(new Verse(3L, "a"), new Verse(4L, "rose")))
                        .map(Verse::words))
                .answers("a", "rose");
        observe(verses.delete(new Verse(2L, "is"))).answers(true);
        observe(verses.bulk().delete(List.of(new Verse(3L, "a"), new Verse(4L, "rose"))))
                .answers(2L);
        observe(verses.from(Verse.class).values(Verse::words)).answers("a red rose");
        observe(verses.insert(List.of(new Verse(5L, "many"))))
                .fails(RefusedException.class)
                .hasMessageContaining("relata.bulk()");
    }

    /** A row that is there, and one that is not. */
    @Test
    @Tag("S60")
    default void deleteSaysWhetherTheRowWasThere() {
        Label sea = stored(new Label(null, "sea"));
        Label sky = stored(new Label(null, "sky"));

        observe(relata().delete(sea)).answers(true);
        observe(relata().delete(sea)).answers(false);
        observe(relata().bulk().delete(List.of(sea, sky))).answers(1L);
        observe(relata().from(Label.class).count()).sends(1).answers(0L);
    }

    /** All rows of a selection. */
    @Test
    @Tag("S60")
    default void aSelectionIsUpdatedAndDeletedWhole() {
        Author author = stored(author("ann"));
        stored(book(author, "a", 100));
        stored(book(author, "b", 200));
        Book c = stored(book(author, "c", 300));

        observe(relata().on(author, Author.BOOKS)
                        .where(Book::pages, gt(150))
                        .update(set(Book::pages, 0).and(Book::title, "z")))
                .sends(1)
                .answers(2L);
        observe(relata().from(Book.class).where(Book::title).eq("z").sum(Book::pages))
                .sends(1)
                .answers(0L);
        observe(relata().from(Book.class).where(Book::title).eq("z").limit(1).deleteAll())
                .answers(1L);
        observe(relata().from(Book.class).orderBy(asc(Book::title)).values(Book::title))
                .sends(1)
                .answers("a", "z");
        observe(relata().find(Book.class, id(c)).map(Book::title)).sends(1).answers("z");
    }

    /** Times that Relata gives. */
    @Test
    @Tag("S60")
    default void timesAreGivenOnInsertAndUpdate() {
        Note note = stored(new Note(1L, "first", 1, null, null));
        Note changed = observe(relata().update(new Note(1L, "second", 1, note.createdAt(), note.updatedAt())))
                .sends(statementsOfAnUpdate())
                .value();

        assertThat(note.createdAt()).isNotNull().isEqualTo(note.updatedAt());
        assertThat(changed.createdAt()).isEqualTo(note.createdAt());
        assertThat(Objects.requireNonNull(changed.updatedAt())).isAfterOrEqualTo(note.updatedAt());
        observe(relata().find(Note.class, 1L)).sends(1).answers(changed);
    }
}
