package dev.relata.benchmarks.library;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final Instant MOMENT = Instant.EPOCH;

    @Test
    void theOrderOfRowsIsNoMatter() {
        assertThat(sum(1, 10, 2, 20)).isEqualTo(sum(2, 20, 1, 10));
    }

    @Test
    void aRowUnderAnotherOwnerIsAnotherSum() {
        assertThat(sum(1, 10, 2, 20)).isNotEqualTo(sum(1, 20, 2, 10));
    }

    @Test
    void aRowThatIsMissingIsAnotherSum() {
        assertThat(sum(1, 10)).isNotEqualTo(sum(1, 10, 1, 10)).isNotEqualTo(sum());
    }

    /** Pairs of owner and book. */
    private static long sum(long... pairs) {
        Tally tally = new Tally();
        for (int i = 0; i < pairs.length; i += 2) {
            assertThat(tally.book(pairs[i], pairs[i + 1], 7, "title", 3, MOMENT))
                    .isNotZero();
        }
        return tally.sum();
    }
}
