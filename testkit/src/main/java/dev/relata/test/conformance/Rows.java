package dev.relata.test.conformance;

import dev.relata.test.conformance.model.Author;
import dev.relata.test.conformance.model.Book;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Person;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows that are not stored yet, with what a test does not care about filled in. */
final class Rows {

    /** No finer than every store keeps it. */
    static final Instant LONG_AGO = Instant.parse("2001-02-03T04:05:06.789Z");

    private Rows() {}

    static Author author(String name) {
        return new Author(null, name, name + "@example.com");
    }

    static Person person(String name) {
        return new Person(null, name);
    }

    static Book book(Author author, String title, int pages) {
        return new Book(null, id(author), null, title, pages, null, LONG_AGO);
    }

    static Book book(Author author, @Nullable Person editor, String title) {
        return new Book(null, id(author), editor == null ? null : editor.id(), title, 100, null, LONG_AGO);
    }

    static Book withIsbn(Book book, @Nullable String isbn) {
        return new Book(
                book.id(), book.authorId(), book.editorId(), book.title(), book.pages(), isbn, book.publishedAt());
    }

    static Book titled(Book book, String title) {
        return new Book(
                book.id(), book.authorId(), book.editorId(), title, book.pages(), book.isbn(), book.publishedAt());
    }

    /** A draft under no key at all, as a caller has it before it is given to an owner. */
    @SuppressWarnings("NullAway") // a component that is required may be null in a draft: Relata fills it
    static Book draft(String title, int pages) {
        return new Book(null, null, null, title, pages, null, LONG_AGO);
    }

    static Long id(Author author) {
        return Objects.requireNonNull(author.id(), "store the author first");
    }

    static Long id(Book book) {
        return Objects.requireNonNull(book.id(), "store the book first");
    }

    static Long id(Label label) {
        return Objects.requireNonNull(label.id(), "store the label first");
    }
}
