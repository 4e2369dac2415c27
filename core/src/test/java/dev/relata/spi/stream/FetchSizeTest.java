package dev.relata.spi.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FetchSizeTest {

    private static List<Integer> sizes(FetchSize size, int fetches, int rowBytes) {
        return IntStream.range(0, fetches)
                .map(fetch -> {
                    int rows = size.next();
                    for (int row = 0; row < rows; row++) {
                        if (size.wantsSample()) {
                            size.sample(rowBytes);
                        }
                    }
                    return rows;
                })
                .boxed()
                .toList();
    }

    @Test
    void smallRowsGrowFourfoldUpToTheMostRows() {
        assertThat(sizes(FetchSize.growing(1), 5, 100)).containsExactly(64, 256, 1024, 4096, 4096);
    }

    @Test
    void rowsOfUnknownSizeAreBoundByTheirNumber() {
        assertThat(sizes(FetchSize.growing(1), 5, 0)).containsExactly(64, 256, 1024, 4096, 4096);
    }

    @Test
    void largeRowsAreBoundByAMebibyte() {
        assertThat(sizes(FetchSize.growing(1), 3, 1 << 13)).containsExactly(64, 128, 128);
        assertThat(sizes(FetchSize.growing(1), 2, 1 << 21)).containsExactly(64, 1);
        assertThat(sizes(FetchSize.growing(2), 2, 1 << 21)).containsExactly(64, 2);
    }

    @Test
    void oneRowInEightIsSampledAndNoneOfAFixedSize() {
        FetchSize growing = FetchSize.growing(1);
        growing.next();
        assertThat(IntStream.range(0, 64).filter(row -> growing.wantsSample())).hasSize(8);

        FetchSize fixed = FetchSize.fixed(3);
        assertThat(sizes(fixed, 3, 1 << 21)).containsExactly(3, 3, 3);
        assertThat(fixed.wantsSample()).isFalse();
        assertThat(fixed.current()).isEqualTo(3);
    }

    @Test
    void aFixedSizeOfNothingIsRefused() {
        assertThatThrownBy(() -> FetchSize.fixed(0)).hasMessageContaining("must be 1 or more, was 0");
    }
}
