package dev.relata.test.conformance;

import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.relata.error.RequiredRelationshipException;
import dev.relata.query.Violation;
import dev.relata.query.Violation.Problem;
import dev.relata.test.conformance.model.Account;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Letter;
import dev.relata.test.conformance.model.Line;
import dev.relata.test.conformance.model.Parcel;
import dev.relata.test.conformance.model.Rate;
import dev.relata.test.conformance.model.Student;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rows that do not fit together, before they are written and after. */
public interface IntegrityContract extends StoreUnderTest {

    /** Keys that no constraint holds. */
    @Test
    @Tag("S93")
    default void orphansAreTheRowsWhoseKeyPointsNowhere() {
        stored(new Rate(null, "north", 1));
        stored(new Letter(null, "north"));
        stored(new Letter(null, null));
        Letter south = stored(new Letter(null, "south"));
        Letter west = stored(new Letter(null, "west"));

        observe(relata().integrity().orphans(Letter.RATE).all()).sends(1).answersInAnyOrder(south, west);
        observe(relata().integrity().orphans(Letter.RATE).iterate()).sends(1).answersInAnyOrder(south, west);
        observe(relata().integrity().orphans(Letter.RATE).count()).sends(1).answers(2L);
    }

    /** What can be done with them. */
    @Test
    @Tag("S93")
    default void orphansCanBeSetToNullOrDeleted() {
        stored(new Rate(null, "north", 1));
        Letter north = stored(new Letter(null, "north"));
        Letter south = stored(new Letter(null, "south"));

        observe(relata().integrity().orphans(Letter.RATE).setNull())
                .sends(statementsOfAWriteThatLooksFirst())
                .answers(1L);
        observe(relata().from(Letter.class).all()).answersInAnyOrder(north, new Letter(south.id(), null));
        observe(relata().integrity().orphans(Letter.RATE).count()).answers(0L);

        Parcel kept = stored(new Parcel(null, "north"));
        stored(new Parcel(null, "south"));
        observe(relata().integrity().orphans(Parcel.RATE).setNull())
                .sends(0)
                .fails(RequiredRelationshipException.class);
        observe(relata().integrity().orphans(Parcel.RATE).delete()).answers(1L);
        observe(relata().from(Parcel.class).all()).answers(kept);
    }

    /** Where constraints hold there are none. */
    @Test
    @Tag("S93")
    default void constraintsLeaveNoOrphans() {
        Author author = stored(author("ann"));
        stored(book(author, "a", 1));

        observe(relata().integrity().orphans(Book.AUTHOR).count()).sends(1).answers(0L);
        observe(relata().integrity().orphans(Book.LABELS).all()).sends(1).answers();
        observe(relata().integrity().orphans(Student.COURSES).iterate())
                .sends(1)
                .answers();
    }

    /** Everything at once. */
    @Test
    @Tag("S94")
    @SuppressWarnings("NullAway") // a component that is required may be null in a draft: that is what is looked for
    default void aRowIsToldAllThatIsWrongWithIt() {
        Book draft = new Book(null, 998L, 999L, "a\0b", 1, null, null);

        List<Violation> violations =
                observe(relata().integrity().validate(draft)).sends(2).value();
        assertThat(violations)
                .extracting(Violation::where, Violation::problem)
                .containsExactly(
                        tuple("Book.title", Problem.INVALID),
                        tuple("Book.publishedAt", Problem.MISSING),
                        tuple("Book.AUTHOR", Problem.NOT_FOUND),
                        tuple("Book.EDITOR", Problem.NOT_FOUND));
        assertThat(violations.get(2).message()).contains("no Author with id=998");
    }

    /** Nothing wrong, and nothing asked for keys that are not there. */
    @Test
    @Tag("S94")
    @SuppressWarnings("NullAway") // a component that is required may be null in a draft: that is what is looked for
    default void aRowThatFitsIsToldNothing() {
        Author author = stored(author("ann"));
        observe(relata().integrity().validate(book(author, "a", 1))).sends(1).answers(List.of());
        observe(relata().integrity().validate(new Line(1L, 2L, null, "nail")))
                .sends(0)
                .answers(List.of());
        observe(relata().integrity().validate(new Account(5L, "self", 0, 5L, 0)))
                .sends(0)
                .answers(List.of());

        Book none = new Book(null, null, null, "a", 1, null, Rows.LONG_AGO);
        assertThat(observe(relata().integrity().validate(none)).sends(0).value())
                .extracting(Violation::where)
                .containsExactly("Book.authorId");
        observe(relata().from(Book.class).count()).answers(0L);
    }
}
