package dev.relata.test.conformance;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.gt;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.error.RowNotFoundException;
import dev.relata.model.Assignment;
import dev.relata.model.OneToMany;
import dev.relata.model.OrphanPolicy;
import dev.relata.query.Link;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Account;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Student;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Making a relation hold just some rows: by difference, under a lock, in a constant number of statements. */
public interface SetContract extends StoreUnderTest {

    private Label label(String name) {
        return stored(new Label(null, name));
    }

    private Account account(String name) {
        return stored(new Account(null, name, 0, null, 0));
    }

    /** The old ones lose their key, the new ones get it. */
    @Test
    @Tag("S25")
    default void theRowsThatAreNotWantedLoseTheirKey() {
        Author author = stored(author("ann"));
        Person editor = stored(person("eve"));
        Person other = stored(person("oda"));
        Book old = stored(book(author, editor, "old"));
        Book kept = stored(book(author, editor, "kept"));
        Book added = stored(book(author, other, "added"));
        Book fresh = stored(book(author, null, "fresh"));
        var edited = relata().on(editor, Person.EDITED);

        observe(edited.set(List.of(kept, added, fresh, added))).sends(4).answers();
        observe(edited.ids()).answersInAnyOrder(id(kept), id(added), id(fresh));
        observe(relata().on(other, Person.EDITED).count()).answers(0L);
        assertThat(observe(relata().find(Book.class, id(old))).value().editorId())
                .isNull();
        observe(edited.set(List.of(kept))).sends(3).answers();
        observe(edited.ids()).answers(id(kept));
        observe(edited.set(List.of())).sends(2).answers();
        observe(edited.count()).answers(0L);
    }

    /** What is there already is not written. */
    @Test
    @Tag("S25")
    default void whatStaysIsNotTouched() {
        Account ann = account("ann");
        var sponsored = relata().on(ann, Account.SPONSORED);
        Account bea = observe(sponsored.add(account("bea"))).value();
        Account cia = account("cia");

        observe(sponsored.set(List.of(bea, cia))).sends(4).answers();
        assertThat(observe(sponsored.all()).values())
                .extracting(Account::version)
                .containsExactly(1, 1);
    }

    /** The old ones go. */
    @Test
    @Tag("S25")
    default void theRowsThatAreNotWantedAreDeletedWhereThePolicySaysSo() {
        OneToMany<Author, Book> owned = Author.BOOKS.orphans(OrphanPolicy.DELETE);
        Author author = stored(author("ann"));
        Book old = stored(book(author, "old", 1));
        Book kept = stored(book(author, "kept", 1));

        observe(relata().on(author, owned).set(List.of(kept))).answers();
        observe(relata().from(Book.class).all()).answers(kept);
        observe(relata().find(Book.class, id(old))).answers();
    }

    /** Nobody may go. */
    @Test
    @Tag("S25")
    default void theRowsThatAreNotWantedAreRefusedWhereTheKeyIsRequired() {
        Author author = stored(author("ann"));
        Author other = stored(author("bob"));
        Book one = stored(book(author, "one", 1));
        Book two = stored(book(other, "two", 1));

        observe(relata().on(author, Author.BOOKS).set(List.of(two)))
                .sends(3)
                .fails(RequiredRelationshipException.class)
                .hasMessageContaining("Book.authorId");
        observe(relata().on(author, Author.BOOKS).ids()).answers(id(one));
        observe(relata().on(author, Author.BOOKS).set(List.of(one, two)))
                .sends(4)
                .answers();
        observe(relata().on(author, Author.BOOKS).ids()).answersInAnyOrder(id(one), id(two));
    }

    /** An owner, or a row, that is gone. */
    @Test
    @Tag("S25")
    @Requires(Capability.TRANSACTIONS)
    default void setOfWhatIsGoneWritesNothing() {
        Author author = stored(author("ann"));
        Person editor = stored(person("eve"));
        Person gone = stored(person("gus"));
        Book old = stored(book(author, editor, "old"));
        Book lost = stored(book(author, null, "lost"));
        observe(relata().delete(gone)).answers(true);
        observe(relata().delete(lost)).answers(true);

        observe(relata().on(gone, Person.EDITED).set(List.of(old)))
                .sends(1)
                .fails(RowNotFoundException.class)
                .hasMessageContaining("Person id=" + gone.id());
        observe(relata().on(editor, Person.EDITED).set(List.of(lost))).fails(RowNotFoundException.class);
        observe(relata().on(editor, Person.EDITED).ids()).answers(id(old));
        Label label = label("sea");
        observe(relata().on(lost, Book.LABELS).set(List.of(label))).sends(1).fails(RowNotFoundException.class);
    }

    /** A target that is gone: the store's key says so. */
    @Test
    @Tag("S25")
    @Requires({Capability.TRANSACTIONS, Capability.FOREIGN_KEYS})
    default void setOfATargetThatIsGoneWritesNothing() {
        Book book = stored(book(stored(author("ann")), null, "old"));
        Label label = label("sea");
        observe(relata().delete(label)).answers(true);

        observe(relata().on(book, Book.LABELS).set(List.of(label))).fails(RelatedNotFoundException.class);
        observe(relata().on(book, Book.LABELS).count()).answers(0L);
    }

    /** What a filter hides is left, and what would be hidden is refused. */
    @Test
    @Tag("S25")
    default void setThroughAFilterLeavesTheOthers() {
        OneToMany<Person, Book> longOnes = Person.EDITED.where(Book::pages, gt(600));
        Author author = stored(author("ann"));
        Person editor = stored(person("eve"));
        Book shortOne = stored(book(author, editor, "short"));
        Book longOne = stored(book(author, "long", 700));

        observe(relata().on(editor, longOnes).set(List.of(longOne))).answers();
        observe(relata().on(editor, Person.EDITED).ids()).answersInAnyOrder(id(shortOne), id(longOne));
        observe(relata().on(editor, longOnes).set(List.of(shortOne))).sends(0).fails(RefusedException.class);
        observe(relata().on(editor, longOnes.limit(3)).set(List.of(longOne)))
                .sends(0)
                .fails(RefusedException.class);
        observe(relata().on(editor, longOnes).set(List.of())).answers();
        observe(relata().on(editor, Person.EDITED).ids()).answers(id(shortOne));
    }

    /** Links. */
    @Test
    @Tag("S25")
    default void linksAreSetByDifference() {
        Book book = stored(book(stored(author("ann")), "a", 1));
        Label one = label("one");
        Label two = label("two");
        Label three = label("three");
        var labels = relata().on(book, Book.LABELS);
        observe(labels.addMany(List.of(one, two))).answers(2L);

        observe(labels.set(List.of(two, three, two))).sends(3).answers();
        observe(labels.ids()).answersInAnyOrder(id(two), id(three));
        observe(labels.setIds(id(one), id(two), id(one))).sends(4).answers();
        observe(labels.ids()).answersInAnyOrder(id(one), id(two));
        observe(labels.setIds(id(three), 998L))
                .fails(RelatedNotFoundException.class)
                .hasMessageContaining("setIds")
                .hasMessageContaining("998");
        observe(labels.setIds("one")).sends(0).fails(RefusedException.class);
        observe(relata().on(book, Book.LABELS.limit(1)).removeIds(id(one)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("removeIds would touch");
        observe(relata().on(book, Book.LABELS.limit(1)).setIds(id(one)))
                .sends(0)
                .fails(RefusedException.class)
                .hasMessageContaining("setIds would touch");
        observe(labels.ids()).answersInAnyOrder(id(one), id(two));
        observe(labels.setIds()).sends(2).answers();
        observe(labels.count()).answers(0L);
    }

    /** Links with data. */
    @Test
    @Tag("S25")
    @Requires(Capability.CONFLICT_POLICIES)
    default void linksWithDataAreSetByDifference() {
        Student student = stored(new Student(null, "sam"));
        Course maths = stored(new Course(null, "maths"));
        Course music = stored(new Course(null, "music"));
        Course sport = stored(new Course(null, "sport"));
        // Marks go with the links that they are of, so a removal is three statements.
        var courses = relata().on(student, Student.COURSES);
        observe(courses.add(maths, set(Enrollment::grade, "A"))).answers(true);
        observe(courses.add(music, set(Enrollment::grade, "B"))).answers(true);

        observe(courses.set(List.of(maths, sport))).sends(5).answers();
        assertThat(grades(student)).containsExactlyInAnyOrder("maths A", "sport null");
        Map<Course, Assignment<Enrollment>> wanted = Map.of(
                maths, set(Enrollment::grade, "C"),
                music, set(Enrollment::grade, "D"));
        observe(courses.set(wanted)).sends(5).answers();
        assertThat(grades(student)).containsExactlyInAnyOrder("maths C", "music D");
        Long id = Objects.requireNonNull(sport.id());
        observe(courses.setIds(Map.of(id, set(Enrollment::grade, "E"))))
                .sends(6)
                .answers();
        assertThat(grades(student)).containsExactly("sport E");
        observe(courses.setIds(id, 999L)).fails(RelatedNotFoundException.class);
        assertThat(grades(student)).containsExactly("sport E");
        observe(courses.set(Map.of())).sends(4).answers();
        assertThat(grades(student)).isEmpty();
    }

    private List<String> grades(Student student) {
        return observe(relata().on(student, Student.COURSES).links().all().map(SetContract::text))
                .values();
    }

    private static String text(Link<Course, Enrollment> link) {
        return link.target().title() + " " + link.data().grade();
    }
}
