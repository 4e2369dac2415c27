package dev.relata.test.conformance;

import static dev.relata.model.Sort.asc;
import static dev.relata.test.conformance.Rows.author;
import static dev.relata.test.conformance.Rows.book;
import static dev.relata.test.conformance.Rows.draft;
import static dev.relata.test.conformance.Rows.id;
import static dev.relata.test.conformance.Rows.withIsbn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.ModelException;
import dev.relata.error.NotUniqueException;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Student;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Rows by a unique key: written once, whoever else writes. */
public interface UniqueKeyContract extends StoreUnderTest {

    /** By the id. */
    @Test
    @Tag("S61")
    @Requires(Capability.CONFLICT_POLICIES)
    default void upsertGoesByTheId() {
        Label first = observe(relata().upsert(new Label(7L, "sea"))).sends(1).value();
        Label second = observe(relata().upsert(new Label(7L, "sky"))).sends(1).value();

        assertThat(first).isEqualTo(new Label(7L, "sea"));
        assertThat(second).isEqualTo(new Label(7L, "sky"));
        observe(relata().from(Label.class).all()).sends(1).answers(second);
        observe(relata().bulk()
                        .upsert(Label.class, Flux.just(new Label(7L, "a"), new Label(8L, "b"), new Label(7L, "c"))))
                .answers(2L);
        observe(relata().from(Label.class).orderBy(asc(Label::name)).values(Label::name))
                .sends(1)
                .answers("b", "c");
    }

    /** By another unique key, named. */
    @Test
    @Tag("S61")
    @Requires(Capability.CONFLICT_POLICIES)
    default void upsertGoesByAUniqueKeyThatIsNamed() {
        Author author = stored(author("ann"));
        Book first = observe(relata().upsert(withIsbn(book(author, "old", 1), "x"), Book::isbn))
                .sends(1)
                .value();
        Book second = observe(relata().upsert(withIsbn(book(author, "new", 2), "x"), Book::isbn))
                .sends(1)
                .value();

        assertThat(second.id()).isEqualTo(first.id());
        assertThat(second.title()).isEqualTo("new");
        observe(relata().from(Book.class).all()).sends(1).answers(second);
    }

    /** By something that is not unique. */
    @Test
    @Tag("S61")
    default void upsertByWhatIsNotAUniqueKeyIsAModelError() {
        Author author = stored(author("ann"));

        observe(relata().upsert(book(author, "a", 1), Book::title))
                .sends(0)
                .fails(ModelException.class)
                .hasMessageContaining("title")
                .hasMessageContaining("@Unique");
        observe(relata().from(Book.class).count()).sends(1).answers(0L);
    }

    /** From many sides at once. */
    @Test
    @Tag("S62")
    @Requires(Capability.UNIQUE_KEYS)
    default void getOrCreateAtTheSameTimeMakesOneRowThatEverybodyGets() {
        Flux<Label> atOnce = Flux.range(0, 32)
                .flatMap(
                        any -> relata().getOrCreate(new Label(null, "sea"), Label::name)
                                .subscribeOn(Schedulers.parallel()),
                        32);

        List<Label> everybodys = observe(atOnce).values();

        assertThat(everybodys).hasSize(32);
        assertThat(everybodys.stream().distinct()).hasSize(1);
        observe(relata().from(Label.class).all()).sends(1).answers(everybodys.get(0));
    }

    /** Updates from many sides at once. */
    @Test
    @Tag("S62")
    @Requires(Capability.UNIQUE_KEYS)
    default void updateOrCreateAtTheSameTimeMakesOneRow() {
        Author author = stored(author("ann"));
        Flux<Book> atOnce = Flux.range(0, 32)
                .flatMap(
                        i -> relata().upsert(withIsbn(book(author, "title " + i, i), "x"), Book::isbn)
                                .subscribeOn(Schedulers.parallel()),
                        32);

        List<Book> everybodys = observe(atOnce).values();

        assertThat(everybodys.stream().map(Book::id).distinct()).hasSize(1);
        Book last = observe(relata().from(Book.class).one()).sends(1).value();
        assertThat(everybodys).contains(last);
    }

    /** Through a relation. */
    @Test
    @Tag("S62")
    default void aRelationsGetOrCreateSetsTheKey() {
        Author ann = stored(author("ann"));
        Author bob = stored(author("bob"));
        Book draft = withIsbn(draft("a", 1), "x");

        Book created = observe(relata().on(ann, Author.BOOKS).getOrCreate(draft, Book::isbn))
                .value();
        assertThat(created.authorId()).isEqualTo(id(ann));
        observe(relata().on(ann, Author.BOOKS).getOrCreate(draft, Book::isbn)).answers(created);
        observe(relata().on(bob, Author.BOOKS).getOrCreate(draft, Book::isbn)).fails(NotUniqueException.class);
        observe(relata().from(Book.class).all()).sends(1).answers(created);
    }

    /** A key of several components. */
    @Test
    @Tag("S62")
    default void aUniqueKeyOfSeveralComponentsIsNamedWhole() {
        var student = stored(new Student(null, "sam"));
        var course = stored(new Course(null, "maths"));
        Enrollment place =
                new Enrollment(null, Objects.requireNonNull(student.id()), Objects.requireNonNull(course.id()), null);

        Enrollment first = observe(relata().getOrCreate(place, Enrollment::studentId, Enrollment::courseId))
                .value();
        observe(relata().getOrCreate(place, Enrollment::courseId, Enrollment::studentId))
                .answers(first);
        observe(relata().getOrCreate(place, Enrollment::studentId)).sends(0).fails(ModelException.class);
    }

    /** A key that nothing makes unique. */
    @Test
    @Tag("S62")
    default void withoutAUniqueKeyItIsRefused() {
        Author author = stored(author("ann"));

        observe(relata().getOrCreate(book(author, "a", 1), Book::title))
                .sends(0)
                .fails(ModelException.class);
        observe(relata().upsert(book(author, "a", 1), Book::title)).sends(0).fails(ModelException.class);
    }
}
