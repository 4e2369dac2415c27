package dev.relata.benchmarks.library;

import java.util.List;

/**
 * An author's graph, as one writes it by hand.
 *
 * @param author the author
 * @param books the books with their tags
 */
public record AuthorBooks(Author author, List<BookTags> books) {

    /**
     * A book's part of it.
     *
     * @param book the book
     * @param tags its tags
     */
    public record BookTags(Book book, List<Tag> tags) {}

    /**
     * Looks at every value.
     *
     * @param tally takes them
     */
    public void tally(Tally tally) {
        long owner = tally.author(author.id(), author.name(), author.email());
        for (BookTags one : books) {
            Book book = one.book();
            long bookOwner =
                    tally.book(owner, book.id(), book.authorId(), book.title(), book.pages(), book.publishedAt());
            for (Tag tag : one.tags()) {
                tally.tag(bookOwner, tag.id(), tag.name());
            }
        }
    }
}
