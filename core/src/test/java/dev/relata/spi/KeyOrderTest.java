package dev.relata.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    /** As PostgreSQL and MongoDB do, and {@link UUID#compareTo} does not. */
    @Test
    void uuidsAreSortedByTheirBytesWithoutASign() {
        List<List<Object>> sorted = List.of(
                List.of(UUID.fromString("00000000-0000-0000-0000-000000000001")),
                List.of(UUID.fromString("00000000-0000-0000-8000-000000000000")),
                List.of(UUID.fromString("7fffffff-ffff-ffff-ffff-ffffffffffff")),
                List.of(UUID.fromString("80000000-0000-0000-0000-000000000000")),
                List.of(UUID.fromString("ffffffff-ffff-ffff-ffff-ffffffffffff")));

        assertThat(sorted).isSortedAccordingTo(KeyOrder::compare);
    }

    @Test
    void keysOfSeveralPartsAreComparedPartByPart() {
        List<List<Object>> sorted =
                List.of(List.of(-1, 9L), List.of(1, Long.MIN_VALUE), List.of(1, -1L), List.of(1, 2L), List.of(10, 0L));

        assertThat(sorted).isSortedAccordingTo(KeyOrder::compare);
        assertThat(KeyOrder.compare(List.of(1, 2L), List.of(1, 2L))).isZero();
    }

    @Test
    void othersAreForTheStoreToCompare() {
        assertThat(KeyOrder.agreed(Long.class)).isTrue();
        assertThat(KeyOrder.agreed(UUID.class)).isTrue();
        assertThat(KeyOrder.agreed(String.class)).isFalse();
        assertThat(KeyOrder.agreed(BigDecimal.class)).isFalse();
    }
}
