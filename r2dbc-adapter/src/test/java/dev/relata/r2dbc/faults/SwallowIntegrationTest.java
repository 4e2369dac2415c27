package dev.relata.r2dbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/** A network that swallows all that is sent from a byte on: the caller's own time limit holds, and then nothing is held. */
class SwallowIntegrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private final int times = Integer.getInteger("faults.swallows", 6);
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
        swallowed(true);
    }

    /** A firewall that has forgotten one connection: others get through. */
    @Test
    @Timeout(600)
    void neitherSideHoldsAnythingTenSecondsAfterOneConnectionWentSilent() throws IOException {
        swallowed(false);
    }

    private void swallowed(boolean wholeNetwork) throws IOException {
        Random random = new Random(seed);
        List<Operation> operations = new ArrayList<>(shop.operations());
        Collections.shuffle(operations, random);
        List<String> wrong = new ArrayList<>();
        for (Operation operation : operations.subList(0, times)) {
            swallow(operation, random, wholeNetwork, wrong);
        }
        assertThat(wrong).as("faults.seed=" + seed).isEmpty();
    }

    private void swallow(Operation operation, Random random, boolean wholeNetwork, List<String> wrong)
            throws IOException {
        shop.warm();
        Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
        int at = random.nextInt(400);
        shop.proxy().arm(wholeNetwork ? Fault.swallow(direction, at) : Fault.swallowConnection(direction, at));
        Throwable error = Flux.from(operation.publisher().get())
                .then()
                .timeout(LIMIT)
                .materialize()
                .block(LIMIT.multipliedBy(3))
                .getThrowable();
        String name = operation + ", swallowed from byte " + at + " " + direction + " on";
        if (error != null && !(error instanceof TimeoutException)) {
            wrong.add(name + ": it ends in " + error);
        }
        if (!ShopUnderFaults.within(
                ShopUnderFaults.GIVEN_BACK, () -> shop.store().heldConnections() == 0)) {
            wrong.add(name + ": the store holds " + shop.store().connections());
        }
        if (!wholeNetwork) {
            shop.left().forEach(left -> wrong.add(name + ": " + left));
        }
        shop.proxy().cutAll();
        shop.changed();
    }
}
