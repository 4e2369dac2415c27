package dev.relata.benchmarks.library;

import java.time.Instant;
import java.util.List;

/** An author's graph as a view: what is asked of each row, in a record of its own. */
record AuthorView(long id, String name, String email, List<BookView> books) {

    /** A book's part of it. */
    record BookView(long id, long authorId, String title, int pages, Instant publishedAt, List<Tag> tags) {}

    void tally(Tally tally) {
        long owner = tally.author(id, name, email);
        for (BookView book : books) {
            long bookOwner =
                    tally.book(owner, book.id(), book.authorId(), book.title(), book.pages(), book.publishedAt());
            for (Tag tag : book.tags()) {
                tally.tag(bookOwner, tag.id(), tag.name());
            }
        }
    }
}
