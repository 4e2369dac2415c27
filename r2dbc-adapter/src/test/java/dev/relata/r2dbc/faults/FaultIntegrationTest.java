package dev.relata.r2dbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every public operation under faults at random bytes: a Relata error that tells the truth, and nothing left behind. Repeated with
 * {@code -Dfaults.seed=…}; {@code -Dfaults.cuts=…}, {@code -Dfaults.kills=…} and {@code -Dfaults.cancels=…} say how long the long form is.
 */
class FaultIntegrationTest {

    private static final Duration LATENCY = Duration.ofMillis(3);

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
    @Timeout(300)
    void allOfThemOverASlowNetwork() {
        FaultRound round = new FaultRound(shop, seed);
        Random random = new Random(seed);
        shop.operations()
                .forEach(operation ->
                        round.slow(operation, random.nextInt(4) == 0 ? Fault.delay(LATENCY) : Fault.drip(1000)));
        assertThat(round.problems()).as("faults.seed=" + seed).isEmpty();
    }

    @Test
    @Timeout(300)
    void aRandomFewOfTheOperations() {
        run(FaultKind.CUT, 60);
        run(FaultKind.KILLED, 20);
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

    @Test
    @Timeout(300)
    void aFewRandomCancels() {
        cancel(60, List.of(Fault.NONE, Fault.drip(200), Fault.delay(LATENCY)));
    }

    @Test
    @Tag("soak")
    @Timeout(3600)
    void cancels() {
        cancel(Integer.getInteger("faults.cancels", 10_000), List.of(Fault.NONE));
    }

    private void cancel(int times, List<Fault> networks) {
        FaultRound round = new FaultRound(shop, seed);
        Random random = new Random(seed);
        each(times, operation -> round.cancel(operation, networks.get(random.nextInt(networks.size()))));
        report(round);
    }

    private void run(FaultKind kind, int times) {
        FaultRound round = new FaultRound(shop, seed);
        each(times, operation -> round.run(operation, kind));
        report(round);
    }

    /** The operations in a random order, as often as is needed. */
    private void each(int times, Consumer<Operation> run) {
        List<Operation> operations = new ArrayList<>(shop.operations());
        Collections.shuffle(operations, new Random(seed));
        operations.removeIf(operation -> !operation.name().matches(System.getProperty("faults.only", "") + ".*"));
        for (int i = 0; i < times; i++) {
            run.accept(operations.get(i % operations.size()));
        }
    }

    private void report(FaultRound round) {
        System.out.println("faults.seed=" + seed + " " + round.seen() + ", dropped by driver and pool: "
                + shop.droppedByLibrary().size());
        shop.droppedByLibrary().stream().distinct().limit(3).forEach(System.out::println);
        assertThat(round.problems()).as("faults.seed=" + seed).isEmpty();
    }
}
