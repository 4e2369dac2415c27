package dev.relata.benchmarks.peer;

import dev.relata.benchmarks.library.Review;
import java.util.List;

/**
 * What is asked of a peer. Immutable.
 *
 * @param rows how many events are in their table
 * @param reviews the reviews that look up their books
 */
public record PeerTask(int rows, List<Review> reviews) {

    /** Lookups of the workload {@code lone}, one after another. */
    public static final int LONE = 1_000;

    /** Copies the reviews. */
    public PeerTask {
        reviews = List.copyOf(reviews);
    }

    /**
     * The review whose book {@code lone} looks up again and again.
     *
     * @return the review
     */
    public Review lone() {
        return reviews.get(0);
    }
}
