package dev.relata.r2dbc.internal.sql.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PageRangeTest {

    @Test
    void rangesHaveEachPageOnceAndAllBehindTheLastThatWasCounted() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 1000; round++) {
            long pages = random.nextLong(0x1_0000_0000L) >>> random.nextInt(32);
            int connections = 1 + random.nextInt(64);
            List<PageRange> ranges = PageRange.divide(pages, connections);
            long next = 0;
            for (PageRange range : ranges) {
                assertThat(range.from()).as("seed %s", seed).isEqualTo(next);
                assertThat(range.to()).as("seed %s", seed).isGreaterThan(range.from());
                next = range.to();
            }
            assertThat(next).as("seed %s", seed).isEqualTo(0xFFFF_FFFFL);
            assertThat(ranges).as("seed %s", seed).hasSizeLessThanOrEqualTo(8 * connections);
        }
    }

    @Test
    void smallTablesAreNotDivided() {
        assertThat(PageRange.divide(0, 4)).singleElement().matches(PageRange::isWhole);
        assertThat(PageRange.divide(255, 4)).singleElement().matches(PageRange::isWhole);
        assertThat(PageRange.divide(256, 4)).hasSize(2);
    }
}
