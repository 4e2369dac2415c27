package dev.relata.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SamplesTest {

    @Test
    void theMedianOfAnOddNumberIsTheMiddleOne() {
        Samples samples = new Samples(9_000_000, 1_000_000, 2_000_000);

        assertThat(samples.medianMs()).isEqualTo(2);
        assertThat(samples.minMs()).isEqualTo(1);
        assertThat(samples.maxMs()).isEqualTo(9);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
        assertThat(new Samples(4_000_000, 1_000_000, 3_000_000, 9_000_000).medianMs())
                .isEqualTo(3.5);
    }

    @Test
    void nothingHasNoMedian() {
        assertThatIllegalArgumentException().isThrownBy(Samples::new);
    }
}
