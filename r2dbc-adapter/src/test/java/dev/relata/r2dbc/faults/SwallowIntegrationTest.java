package dev.relata.r2dbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A network that swallows all that is sent from any byte of an operation on: the caller's own time limit holds, and then nothing is held.
 * {@code -Dfaults.swallows=…} says how many operations the long form has, where not all.
 */
class SwallowIntegrationTest {

    private static final int SHORT = 5;

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

    /** Of the whole network nothing gets through, so the server may keep what it has. */
    @Test
    @Timeout(600)
    void theStoreHoldsNothingTenSecondsAfterTheTimeLimitOfTheCaller() throws IOException {
        swallowed(SHORT, true);
    }

    /** A firewall that has forgotten one connection: others get through. */
    @Test
    @Timeout(600)
    void neitherSideHoldsAnythingTenSecondsAfterOneConnectionWentSilent() throws IOException {
        swallowed(SHORT, false);
    }

    @Test
    @Tag("soak")
    @Timeout(7200)
    void silentNetworks() throws IOException {
        swallowed(Integer.getInteger("faults.swallows", Integer.MAX_VALUE), true);
    }

    @Test
    @Tag("soak")
    @Timeout(7200)
    void silentConnections() throws IOException {
        swallowed(Integer.getInteger("faults.swallows", Integer.MAX_VALUE), false);
    }

    private void swallowed(int times, boolean wholeNetwork) throws IOException {
        List<Operation> operations = new ArrayList<>(shop.operations());
        Collections.shuffle(operations, new Random(seed));
        FaultRound round = new FaultRound(shop, seed);
        for (Operation operation : operations.subList(0, Math.min(times, operations.size()))) {
            round.swallow(operation, wholeNetwork);
        }
        System.out.println("faults.seed=" + seed + " " + round.seen());
        assertThat(round.problems()).as("faults.seed=" + seed).isEmpty();
    }
}
