package dev.relata.benchmarks.library;

/** What a lookup is for: a review with its book. */
record Line(Review review, Book book) {

    void tally(Tally tally) {
        long unused =
                tally.book(review.id(), book.id(), book.authorId(), book.title(), book.pages(), book.publishedAt());
    }
}
