package dev.relata.r2dbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every public operation under faults at random bytes: a Relata error that tells the truth, and nothing left behind. Repeated with
 * {@code -Dfaults.seed=…}; {@code -Dfaults.cuts=…} and {@code -Dfaults.kills=…} make the long form longer.
 */
class FaultIntegrationTest {

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private ShopUnderFaults shop;

    @BeforeEach
    void open() throws IOException {
        shop = new ShopUnderFaults(4);
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Test
    @Timeout(120)
    void allOfThemOverASlowNetwork() {
        FaultRound round = new FaultRound(shop, seed);
        shop.operations().forEach(operation -> round.slow(operation, Fault.drip(1000)));
        assertThat(round.problems()).isEmpty();
    }

    @Test
    @Timeout(120)
    void aRandomFewOfTheOperations() {
        run(FaultKind.CUT, 100);
        run(FaultKind.KILLED, 30);
    }

    @Test
    @Tag("soak")
    @Timeout(3600)
    void cuts() {
        run(FaultKind.CUT, Integer.getInteger("faults.cuts", 1000));
    }

    @Test
    @Tag("soak")
    @Timeout(3600)
    void killedBackends() {
        run(FaultKind.KILLED, Integer.getInteger("faults.kills", 300));
    }

    private void run(FaultKind kind, int times) {
        System.out.println("faults.seed=" + seed);
        FaultRound round = new FaultRound(shop, seed);
        List<Operation> operations = new java.util.ArrayList<>(shop.operations());
        Collections.shuffle(operations, new Random(seed));
        String only = System.getProperty("faults.only", "");
        operations.removeIf(operation -> !operation.name().matches(only + ".*"));
        for (int i = 0; i < times; i++) {
            round.run(operations.get(i % operations.size()), kind);
        }
        System.out.println(round.seen());
        assertThat(round.problems()).as("faults.seed=" + seed).isEmpty();
    }
}
