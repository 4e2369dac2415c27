package dev.relata.r2dbc.internal.sql.statement;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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

    /** A table whose keys meet in few slots takes as many steps for each as there are keys: minutes for these. */
    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS)
    void keysOfShardsAndInStepsAreFoundAtOnce() {
        int size = 1 << 20;
        for (LongUnaryOperator pattern : List.<LongUnaryOperator>of(
                i -> i,
                i -> i * 1024,
                i -> i * 4096,
                i -> i << 28,
                i -> i << 32,
                i -> (i % 64 << 32) + i / 64,
                i -> (i % 64 << 40) + i / 64,
                i -> -i)) {
            LongHashIndex table = new LongHashIndex(size);
            for (int i = 0; i < size; i++) {
                assertThat(table.add(pattern.applyAsLong(i), i)).isTrue();
            }
            for (int i = 0; i < size; i += 97) {
                assertThat(table.position(pattern.applyAsLong(i))).isEqualTo(i);
            }
        }
    }
}
