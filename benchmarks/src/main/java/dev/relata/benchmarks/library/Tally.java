package dev.relata.benchmarks.library;

import java.time.Instant;

/**
 * The consumer of all variants: looks at every value of every row, and at whose row it is, so that a row in the wrong place
 * is another sum. Keeps nothing. Used by one subscription.
 */
public final class Tally {

    private static final long FACTOR = 0x9E3779B97F4A7C15L;

    private long sum;
    private long rows;

    /** Makes one that has seen nothing. */
    public Tally() {}

    /**
     * Takes an author.
     *
     * @param id the id
     * @param name the name
     * @param email the address
     * @return the owner of the author's books
     */
    public long author(long id, String name, String email) {
        return take(0, id * 31 + name.length() * 7L + email.length());
    }

    /**
     * Takes a book.
     *
     * @param owner whose it is: what an author answered, or the id of a review
     * @param id the id
     * @param authorId the author's id
     * @param title the title
     * @param pages the pages
     * @param publishedAt when
     * @return the owner of the book's tags
     */
    public long book(long owner, long id, long authorId, String title, int pages, Instant publishedAt) {
        long value = id * 31 + authorId * 17 + title.length() * 7L + pages;
        return take(owner, value + publishedAt.getEpochSecond() + publishedAt.getNano());
    }

    /**
     * Takes a tag.
     *
     * @param owner what its book answered
     * @param id the id
     * @param name the name
     */
    public void tag(long owner, long id, String name) {
        long unused = take(owner, id * 31 + name.length());
    }

    private long take(long owner, long value) {
        long mixed = (owner + value) * FACTOR;
        mixed ^= mixed >>> 32;
        sum += mixed;
        rows++;
        return mixed;
    }

    /**
     * Answers what was seen.
     *
     * @return depends on all values, on their owners and on the number of rows, not on their order
     */
    public long sum() {
        return sum * 31 + rows;
    }
}
