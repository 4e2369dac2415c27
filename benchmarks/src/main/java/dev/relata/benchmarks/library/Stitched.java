package dev.relata.benchmarks.library;

import dev.relata.benchmarks.library.AuthorBooks.BookTags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The graphs of authors as one stitches them by hand, level by level, in hash maps. Used by one subscription. */
public final class Stitched {

    private final Map<Long, AuthorBooks> authors = new HashMap<>();
    private final Map<Long, BookTags> books = new HashMap<>();
    private final List<AuthorBooks> graphs = new ArrayList<>();

    /** Makes an empty one. */
    public Stitched() {}

    /**
     * Takes an author.
     *
     * @param author the author
     */
    public void author(Author author) {
        AuthorBooks graph = new AuthorBooks(author, new ArrayList<>());
        authors.put(author.id(), graph);
        graphs.add(graph);
    }

    /**
     * Takes a book of an author that it has.
     *
     * @param book the book
     */
    public void book(Book book) {
        BookTags graph = new BookTags(book, new ArrayList<>(4));
        books.put(book.id(), graph);
        Objects.requireNonNull(authors.get(book.authorId())).books().add(graph);
    }

    /**
     * Takes a tag of a book that it has.
     *
     * @param bookId the book
     * @param tag the tag
     */
    public void tag(long bookId, Tag tag) {
        Objects.requireNonNull(books.get(bookId)).tags().add(tag);
    }

    /**
     * The authors that it has.
     *
     * @return their keys
     */
    public Long[] authors() {
        return authors.keySet().toArray(Long[]::new);
    }

    /**
     * The books that it has.
     *
     * @return their keys
     */
    public Long[] books() {
        return books.keySet().toArray(Long[]::new);
    }

    /**
     * Looks at every value.
     *
     * @return the checksum
     */
    public long tally() {
        Tally tally = new Tally();
        graphs.forEach(graph -> graph.tally(tally));
        return tally.sum();
    }
}
