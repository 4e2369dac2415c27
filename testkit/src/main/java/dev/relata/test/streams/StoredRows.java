package dev.relata.test.streams;

import static dev.relata.model.Conditions.lt;
import static dev.relata.model.Sort.asc;

import dev.relata.query.LinkSelection;
import dev.relata.query.Selection;
import dev.relata.test.conformance.StoreUnderTest;
import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Course;
import dev.relata.test.conformance.model.Enrollment;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Letter;
import dev.relata.test.conformance.model.Note;
import dev.relata.test.conformance.model.Person;
import dev.relata.test.conformance.model.Profile;
import dev.relata.test.conformance.model.Student;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** As many rows of each kind as the rules ask for, and selections of the first ones. */
final class StoredRows {

    private static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06.789Z");

    /** More than a buffer of an export takes. */
    private static final String LONG = "x".repeat(33_000);

    private final StoreUnderTest store;
    private final AtomicLong drafts = new AtomicLong();
    private final Author editor;
    private final Student student;
    private final Author author;
    private final Book book;
    private final List<Label> labels;
    private final List<Course> courses;
    private final List<Book> books;

    StoredRows(StoreUnderTest store) {
        this.store = store;
        editor = store.stored(new Author(null, "z", "z@example.com"));
        student = store.stored(new Student(null, "ann"));
        List<Author> authors = numbered()
                .mapToObj(i -> store.stored(new Author(null, name(i), name(i) + "@example.com")))
                .toList();
        Person person = store.stored(new Person(null, "ed"));
        authors.forEach(one -> store.stored(new Profile(null, key(one.id()), "of " + one.name())));
        books = authors.stream()
                .map(one -> store.stored(new Book(null, key(one.id()), person.id(), one.name(), 100, null, LONG_AGO)))
                .toList();
        author = authors.get(0);
        book = books.get(0);
        labels =
                numbered().mapToObj(i -> store.stored(new Label(null, name(i)))).toList();
        courses = numbered()
                .mapToObj(i -> store.stored(new Course(null, name(i) + LONG)))
                .toList();
        numbered().forEach(this::furtherRows);
    }

    private void furtherRows(int i) {
        store.stored(new Book(null, key(editor.id()), null, name(i), 100, null, LONG_AGO));
        store.stored(new Letter(null, name(i)));
        store.stored(new Enrollment(null, key(student.id()), key(courses.get(i).id()), "a"));
    }

    private static IntStream numbered() {
        return IntStream.range(0, PublisherUnderTest.MOST);
    }

    /** The names of the rows are numbers of two digits, so that their order is that of the numbers. */
    private static String name(long i) {
        return "a%02d".formatted(i);
    }

    private static Long key(@Nullable Long id) {
        return Objects.requireNonNull(id);
    }

    Author author() {
        return author;
    }

    /** An author of many books. */
    Author editor() {
        return editor;
    }

    Student student() {
        return student;
    }

    Book book() {
        return book;
    }

    /** One of the books with an editor. */
    Book book(int i) {
        return books.get(i % books.size());
    }

    Label label(int i) {
        return labels.get(i % labels.size());
    }

    Course course(int i) {
        return courses.get(i % courses.size());
    }

    List<Book> books(long number) {
        return books.subList(0, (int) number);
    }

    Selection<Author> authors(long number) {
        return store.relata()
                .from(Author.class)
                .where(Author::name, lt(name(number)))
                .orderBy(asc(Author::name));
    }

    Selection<Author> unorderedAuthors(long number) {
        return store.relata().from(Author.class).where(Author::name, lt(name(number)));
    }

    /** One book of each author. */
    Selection<Book> booksOfMany(long number) {
        return store.relata()
                .from(Book.class)
                .where(Book::title, lt(name(number)))
                .where(Book::editorId)
                .isNotNull()
                .orderBy(asc(Book::title));
    }

    Selection<Book> booksOfOne(long number) {
        return store.relata().on(editor, Author.BOOKS).where(Book::title, lt(name(number)));
    }

    LinkSelection<Course, Enrollment> links(long number) {
        return store.relata()
                .on(student, Student.COURSES)
                .links()
                .whereTarget(Course::title, lt(name(number)))
                .orderByTarget(asc(Course::title));
    }

    /** Rows of which each fills a buffer. */
    Selection<Course> longRows(long number) {
        return store.relata()
                .from(Course.class)
                .where(Course::title, lt(name(number)))
                .orderBy(asc(Course::title));
    }

    /** A selection that is refused before anything is sent. */
    Selection<Author> refused() {
        return authors(1).limit(-1);
    }

    /** A row of an own name that is not stored yet. */
    Author draft() {
        String name = "draft" + drafts.incrementAndGet();
        return new Author(null, name, name + "@example.com");
    }

    List<Author> drafts(long number) {
        return numbered().limit(number).mapToObj(i -> draft()).toList();
    }

    /** New rows with ids of their own: transactions at the same time do not meet at a counter. */
    List<Note> notes(long number) {
        return numbered()
                .limit(number)
                .mapToObj(i -> new Note(drafts.incrementAndGet(), "a note", 1, null, null))
                .toList();
    }

    /** A book that has an owner to get. */
    @SuppressWarnings("NullAway") // a component that is required may be null in a draft
    Book draftOfBook() {
        return new Book(null, null, null, "draft" + drafts.incrementAndGet(), 100, null, LONG_AGO);
    }

    List<Book> draftsOfBooks(long number) {
        return numbered().limit(number).mapToObj(i -> draftOfBook()).toList();
    }
}
