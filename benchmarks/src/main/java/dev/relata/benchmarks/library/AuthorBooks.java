package dev.relata.benchmarks.library;

import java.util.List;

/** An author's graph, as one writes it by hand. */
record AuthorBooks(Author author, List<BookTags> books) {

    /** A book's part of it. */
    record BookTags(Book book, List<Tag> tags) {}

    void tally(Tally tally) {
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
