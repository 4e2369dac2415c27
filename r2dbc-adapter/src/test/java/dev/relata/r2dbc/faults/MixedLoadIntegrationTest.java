package dev.relata.r2dbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RelataException;
import io.netty.buffer.ByteBufUtil;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Operations at once, more than there are connections, under cancels, cuts and kills, with each buffer of Netty watched. */
class MixedLoadIntegrationTest {

    private static final int WORKERS = 8;

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private final Duration time = Duration.ofSeconds(Long.getLong("faults.seconds", 600));
    private final Queue<String> leaks = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> raw = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicInteger> ends = new ConcurrentHashMap<>();
    private ResourceLeakDetector.Level before;
    private ShopUnderFaults shop;

    @BeforeEach
    void open() throws IOException {
        before = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ByteBufUtil.setLeakListener((type, records) -> leaks.add(type + records));
        shop = new ShopUnderFaults(4);
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
        ByteBufUtil.setLeakListener(null);
        ResourceLeakDetector.setLevel(before);
    }

    @Test
    @Tag("soak")
    @Timeout(7200)
    void nothingLeaksAndNothingIsHeldAfterwards() {
        long deadline = System.nanoTime() + time.toNanos();
        Mono<Void> load = Flux.range(0, WORKERS)
                .flatMap(worker -> worker(new Random(seed + worker), deadline))
                .then();
        Thread faults = new Thread(() -> faults(new Random(seed), deadline));
        faults.setUncaughtExceptionHandler((ended, error) -> raw.add(error));
        faults.start();
        load.block(time.plusSeconds(60));
        System.out.println("faults.seed=" + seed + " " + new TreeMap<>(ends) + ", dropped by driver and pool: "
                + shop.droppedByLibrary().size());

        assertThat(join(faults)).isTrue();
        shop.proxy().arm(Fault.NONE);
        assertThat(shop.left()).isEmpty();
        assertThat(raw).isEmpty();
        // The last of the load may have deleted all that is read below.
        shop.goods().fill();
        collectGarbage();
        assertThat(leaks).isEmpty();
    }

    private Mono<Void> worker(Random random, long deadline) {
        List<Operation> operations = shop.operations();
        return Mono.defer(() -> one(operations.get(random.nextInt(operations.size())), random))
                .repeat(() -> System.nanoTime() - deadline < 0)
                .then();
    }

    private Mono<Void> one(Operation operation, Random random) {
        Publisher<?> cancel = random.nextInt(8) == 0 ? Mono.delay(Duration.ofMillis(random.nextInt(30))) : Mono.never();
        return Flux.from(operation.publisher().get())
                .ignoreElements()
                .doOnError(error -> !(error instanceof RelataException), raw::add)
                .doOnError(error -> count(error.getClass().getSimpleName()))
                .doOnSuccess(done -> count("success"))
                .doOnCancel(() -> count("cancel"))
                .onErrorComplete()
                .then()
                .takeUntilOther(cancel);
    }

    private void count(String end) {
        ends.computeIfAbsent(end, any -> new AtomicInteger()).incrementAndGet();
    }

    /** A fault every half second, as long as nothing fails here; the rows come back too, as most of them are deleted soon. */
    private void faults(Random random, long deadline) {
        while (System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
            Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
            FaultKind kind = random.nextInt(4) == 0 ? FaultKind.KILLED : FaultKind.CUT;
            shop.proxy().arm(kind.at(shop, direction, random.nextInt(3000), random.nextBoolean()));
            count("fault");
            if (random.nextInt(4) == 0) {
                shop.goods().fill();
            }
        }
    }

    private static boolean join(Thread thread) {
        return ShopUnderFaults.within(Duration.ofSeconds(20), () -> !thread.isAlive());
    }

    /** A leak is found when the buffer is collected, and told when the next one is allocated. */
    private void collectGarbage() {
        for (int i = 0; i < 5; i++) {
            System.gc();
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            shop.warm();
        }
    }
}
