package dev.relata.examples.atlas.report;

import java.util.SplittableRandom;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the rows of an answer come to, in whatever order they arrive. Immutable.
 *
 * @param rows how many there are
 * @param checksum the same for the same rows, each as often, within one run of the program
 */
record Answer(long rows, long checksum) {

    private static final Answer NONE = new Answer(0, 0);

    /** Reads all rows, and keeps none. */
    static Mono<Answer> of(Flux<?> rows) {
        return rows.reduce(NONE, Answer::plus);
    }

    /** Hashes are scattered before they are added: the sum of those of two rows is often that of two others. */
    private Answer plus(Object row) {
        return new Answer(rows + 1, checksum + new SplittableRandom(row.hashCode()).nextLong());
    }
}
