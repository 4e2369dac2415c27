package dev.relata.r2dbc.faults;

import dev.relata.Relata;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** The shop behind the proxy, and what is looked at after each operation. While it is open, dropped errors are kept. */
final class ShopUnderFaults implements AutoCloseable {

    private static final Duration GIVEN_BACK = Duration.ofSeconds(10);
    private static final Duration HANGS = Duration.ofSeconds(25);

    /** The time limit of a caller. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final GoodsDatabase goods = new GoodsDatabase();
    private final FaultProxy proxy;
    private final ConnectionPool pool;
    private final R2dbcStore store;
    private final Relata relata;
    private final List<Operation> operations;
    private final Queue<DroppedError> dropped = new ConcurrentLinkedQueue<>();
    private final List<String> droppedByLibrary = new CopyOnWriteArrayList<>();
    private final String filled = goods.digest();
    private Map<Direction, Long> moved = Map.of();
    private boolean changed;

    ShopUnderFaults(int connections) throws IOException {
        proxy = FaultProxy.to(goods.database().host(), goods.database().port());
        pool = TestDatabase.pool(
                new PostgresqlConnectionFactory(goods.database()
                        .configuration()
                        .host("localhost")
                        .port(proxy.port())
                        .build()),
                connections);
        store = R2dbcStore.of(pool);
        relata = Relata.builder().store(store).model(Goods.MODEL).build();
        operations = Catalogue.of(
                relata, Relata.builder().store(store).model(Goods.WAREHOUSE).build());
        Hooks.onErrorDropped(error -> dropped.add(new DroppedError(error)));
    }

    GoodsDatabase goods() {
        return goods;
    }

    FaultProxy proxy() {
        return proxy;
    }

    Relata relata() {
        return relata;
    }

    R2dbcStore store() {
        return store;
    }

    List<Operation> operations() {
        return operations;
    }

    /** Returns the digest of the tables as they are before each operation. */
    String filled() {
        return filled;
    }

    /**
     * What an operation came to.
     *
     * @param error its error, null for none
     * @param hung whether it has not ended
     * @param digest what is in the tables afterwards
     * @param left what was left behind, and other breaches of promises that any operation makes
     */
    record Outcome(@Nullable Throwable error, boolean hung, String digest, List<String> left) {}

    /** Takes a connection that works, so that the next operation finds one open. */
    void warm() {
        proxy.arm(Fault.NONE);
        fillIfChanged();
        Object found = relata.find(Goods.Customer.class, 1L).block(HANGS);
        if (found == null) {
            throw new IllegalStateException("the shop is empty");
        }
    }

    /** Runs an operation under a fault, and looks at what is left of it. */
    Outcome run(Operation operation, Fault fault) {
        fillIfChanged();
        dropped.clear();
        proxy.arm(fault);
        Signal<?> end = end(operation.publisher().get(), HANGS);
        moved = Map.of(
                Direction.TO_SERVER,
                proxy.bytes(Direction.TO_SERVER),
                Direction.TO_CLIENT,
                proxy.bytes(Direction.TO_CLIENT));
        proxy.arm(Fault.NONE);
        return looked(end == null ? null : end.getThrowable(), end == null);
    }

    private static @Nullable Signal<?> end(Publisher<?> operation, Duration hangs) {
        try {
            return Flux.from(operation).ignoreElements().materialize().block(hangs);
        } catch (IllegalStateException late) {
            return null;
        }
    }

    private void fillIfChanged() {
        if (changed) {
            goods.fill();
        }
        changed = false;
    }

    /** Returns what the driver and its pool have dropped so far. */
    List<String> droppedByLibrary() {
        return droppedByLibrary;
    }

    /**
     * What an operation came to whose packets were swallowed.
     *
     * @param error its error, null for none
     * @param wrong breaches of promises
     */
    record Swallowed(@Nullable Throwable error, List<String> wrong) {}

    /** Runs an operation whose caller has a time limit, under a fault that lets nothing through any more, and looks at what is held. */
    Swallowed swallow(Operation operation, Fault fault, boolean wholeNetwork) throws IOException {
        proxy.arm(fault);
        Signal<?> end =
                end(Flux.from(operation.publisher().get()).ignoreElements().timeout(LIMIT), LIMIT.multipliedBy(3));
        Throwable error = end == null ? null : end.getThrowable();
        List<String> wrong = new ArrayList<>();
        if (end == null) {
            wrong.add("the time limit of the caller did not hold");
        }
        if (error != null && !(error instanceof TimeoutException)) {
            wrong.add("it ends in " + error);
        }
        check(wrong, () -> store.heldConnections() == 0, "the store holds " + store.connections());
        if (!wholeNetwork) {
            wrong.addAll(left(DroppedError::isOfLateCommit));
        }
        proxy.cutAll();
        dropped.clear();
        changed = true;
        return new Swallowed(error, wrong);
    }

    /** Runs an operation that is cancelled after a time over a slow network, and looks at what is left of it. */
    Outcome cancel(Operation operation, Duration after, Fault slow) {
        fillIfChanged();
        proxy.arm(slow);
        Flux<?> running = Flux.from(operation.publisher().get());
        Throwable error = running.ignoreElements()
                .materialize()
                .takeUntilOther(Mono.delay(after))
                .blockOptional(HANGS)
                .map(Signal::getThrowable)
                .orElse(null);
        proxy.arm(Fault.NONE);
        return looked(error, false);
    }

    private Outcome looked(@Nullable Throwable error, boolean hung) {
        List<String> left = left();
        String digest = goods.digest();
        changed = !digest.equals(filled);
        return new Outcome(error, hung, digest, left);
    }

    /** Returns what is left behind once nothing runs any more. */
    List<String> left() {
        return left(error -> false);
    }

    private List<String> left(Predicate<DroppedError> expected) {
        List<String> left = new ArrayList<>();
        check(left, () -> store.heldConnections() == 0, "the store holds " + store.connections());
        check(left, () -> metrics().acquiredSize() + metrics().pendingAcquireSize() == 0, "the pool lacks connections");
        check(
                left,
                () -> goods.connections() <= metrics().allocatedSize(),
                "more connections at the server than in the pool");
        check(left, () -> goods.busy() == 0, "the server has a transaction or a statement of ours");
        dropped.stream()
                .filter(error -> !error.isOfLibrary() && !expected.test(error))
                .forEach(error -> left.add(error.toString()));
        droppedByLibrary.addAll(dropped.stream()
                .filter(DroppedError::isOfLibrary)
                .map(DroppedError::toString)
                .toList());
        dropped.clear();
        return left;
    }

    /** Returns how many bytes the last operation has moved. */
    long moved(Direction direction) {
        return moved.getOrDefault(direction, 0L);
    }

    private PoolMetrics metrics() {
        return pool.getMetrics().orElseThrow();
    }

    private static void check(List<String> left, BooleanSupplier condition, String otherwise) {
        if (!within(GIVEN_BACK, condition)) {
            left.add(otherwise);
        }
    }

    /** Whether a condition comes true in a time. */
    static boolean within(Duration time, BooleanSupplier condition) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        Hooks.resetOnErrorDropped();
        proxy.close();
        pool.disposeLater().onErrorComplete().block(Duration.ofSeconds(5));
        goods.close();
    }
}
