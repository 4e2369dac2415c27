package dev.relata.benchmarks.library;

/**
 * What a lookup is for: a review with its book.
 *
 * @param review the review
 * @param book its book
 */
public record Line(Review review, Book book) {

    /**
     * Looks at every value.
     *
     * @param tally takes them
     */
    public void tally(Tally tally) {
        long unused =
                tally.book(review.id(), book.id(), book.authorId(), book.title(), book.pages(), book.publishedAt());
    }
}
