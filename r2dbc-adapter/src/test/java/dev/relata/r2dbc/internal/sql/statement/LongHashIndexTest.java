package dev.relata.r2dbc.internal.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The table of integers beside a hash map. */
class LongHashIndexTest {

    @Test
    void answersLikeAHashMap() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            int size = 1 + random.nextInt(200);
            int range = 1 + random.nextInt(400);
            LongHashIndex table = new LongHashIndex(size);
            Map<Long, Integer> map = new HashMap<>();
            for (int i = 0; i < size; i++) {
                long key = key(random, range);
                assertThat(table.add(key, i)).as("seed %d", seed).isEqualTo(map.putIfAbsent(key, i) == null);
            }
            for (int i = 0; i < size; i++) {
                long key = key(random, range);
                assertThat(table.position(key))
                        .as("seed %d", seed)
                        .isEqualTo(map.getOrDefault(key, LongHashIndex.NONE));
            }
        }
    }

    /** Close ones, and ones whose lower bits are all alike. */
    private static long key(Random random, int range) {
        long key = random.nextInt(range) - range / 2;
        return random.nextBoolean() ? key : key << 40;
    }
}
