package dev.relata.r2dbc.faults;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.r2dbc.faults.ShopUnderFaults.Outcome;
import dev.relata.r2dbc.faults.ShopUnderFaults.Swallowed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Operations under faults at random bytes, one after the other, and what was wrong with them. Used by one thread. */
final class FaultRound {

    /** About the bytes of a last statement, and of COMMIT. */
    private static final int ENDING = 80;

    private final ShopUnderFaults shop;
    private final Random random;
    private final Map<String, Footprint> footprints = new LinkedHashMap<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /** What an operation moves, and what it leaves in the tables, where nothing fails. */
    private record Footprint(long toServer, long toClient, Duration time, String digest) {

        long bytes(Direction direction) {
            return direction == Direction.TO_SERVER ? toServer : toClient;
        }
    }

    FaultRound(ShopUnderFaults shop, long seed) {
        this.shop = shop;
        this.random = new Random(seed);
    }

    /** Returns what was wrong. */
    List<String> problems() {
        return problems;
    }

    /** Returns how often each end was seen. */
    Map<String, Integer> seen() {
        return seen;
    }

    /** Runs an operation under a kind of fault at a random byte. */
    void run(Operation operation, FaultKind kind) {
        Footprint footprint = footprints.computeIfAbsent(operation.name(), name -> measure(operation));
        Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
        boolean warm = random.nextInt(4) > 0;
        if (warm) {
            shop.warm();
        }
        long at = at(footprint.bytes(direction));
        Outcome outcome = shop.run(operation, kind.at(shop, direction, at, random.nextBoolean()));
        List<String> wrong = wrong(footprint.digest(), outcome);
        seen.merge(kind + ": " + name(outcome), 1, Integer::sum);
        if (!wrong.isEmpty()) {
            problems.add(operation + ", " + kind + " at byte " + at + " " + direction
                    + (warm ? "" : ", a new connection") + ": " + String.join("; ", wrong));
        }
    }

    /** Any byte, and those of the ending as often as all others: what goes wrong there is worst, and they are few. */
    private long at(long bytes) {
        long last = Math.min(bytes, ENDING);
        return random.nextBoolean()
                ? (long) (random.nextDouble() * bytes)
                : bytes - last + (long) (random.nextDouble() * last);
    }

    /** Cancels an operation at a random time, over a network that has no fault other than to be slow. */
    void cancel(Operation operation, Fault slow) {
        Footprint footprint = footprints.computeIfAbsent(operation.name(), name -> measure(operation));
        int longer = slow == Fault.NONE ? 1 : 4;
        Duration after = Duration.ofNanos(
                (long) (random.nextDouble() * longer * footprint.time().toNanos()));
        Outcome outcome = shop.cancel(operation, after, slow);
        List<String> wrong = new ArrayList<>(outcome.left());
        if (outcome.error() != null) {
            wrong.add("it ends in " + outcome.error());
        }
        if (!outcome.digest().equals(shop.filled()) && !outcome.digest().equals(footprint.digest())) {
            wrong.add("half of it is stored");
        }
        seen.merge(
                operation.writes() && !outcome.digest().equals(shop.filled()) ? "stored" : "nothing stored",
                1,
                Integer::sum);
        if (!wrong.isEmpty()) {
            problems.add(operation + ", cancelled after " + after + ": " + String.join("; ", wrong));
        }
    }

    /**
     * Swallows all that is sent from a random byte of an operation on: the time limit of its caller holds, and then nothing is held.
     *
     * @param wholeNetwork whether nothing gets through on any connection, so that the server may keep what it has
     */
    void swallow(Operation operation, boolean wholeNetwork) throws IOException {
        Footprint footprint = footprints.computeIfAbsent(operation.name(), name -> measure(operation));
        Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
        long at = at(footprint.bytes(direction));
        shop.warm();
        Fault fault = wholeNetwork ? Fault.swallow(direction, at) : Fault.swallowConnection(direction, at);
        Swallowed swallowed = shop.swallow(operation, fault, wholeNetwork);
        seen.merge(swallowed.error() == null ? "success" : "time limit", 1, Integer::sum);
        if (!swallowed.wrong().isEmpty()) {
            problems.add(operation + ", swallowed from byte " + at + " of " + footprint.bytes(direction) + " "
                    + direction + " on: " + String.join("; ", swallowed.wrong()));
        }
    }

    /** Runs an operation where bytes only come late, and expects no difference. */
    void slow(Operation operation, Fault fault) {
        String digest = clean(operation).digest();
        Outcome outcome = shop.run(operation, fault);
        List<String> wrong = wrong(digest, outcome);
        if (outcome.error() != null) {
            wrong.add("it ends in " + outcome.error());
        }
        if (!wrong.isEmpty()) {
            problems.add(operation + ": " + String.join("; ", wrong));
        }
    }

    /** The second run is the one that counts: the first prepares statements. */
    private Footprint measure(Operation operation) {
        shop.warm();
        clean(operation);
        long before = System.nanoTime();
        Outcome outcome = clean(operation);
        Duration time = Duration.ofNanos(System.nanoTime() - before);
        return new Footprint(shop.moved(Direction.TO_SERVER), shop.moved(Direction.TO_CLIENT), time, outcome.digest());
    }

    private Outcome clean(Operation operation) {
        Outcome outcome = shop.run(operation, Fault.NONE);
        if (outcome.hung() || outcome.error() != null || !outcome.left().isEmpty()) {
            problems.add(operation + " fails without a fault: " + outcome.left() + ", " + outcome.error());
        }
        return outcome;
    }

    private static String name(Outcome outcome) {
        Throwable error = outcome.error();
        if (outcome.hung()) {
            return "hung";
        }
        return error == null ? "success" : error.getClass().getSimpleName();
    }

    private List<String> wrong(String expected, Outcome outcome) {
        List<String> wrong = new ArrayList<>(outcome.left());
        Throwable error = outcome.error();
        if (outcome.hung()) {
            wrong.add("it did not end");
        }
        if (error != null && !(error instanceof RelataException)) {
            wrong.add("it ends in " + error + ", " + List.of(error.getSuppressed()));
        }
        if (error instanceof StoreException store && !store.retryable() && !(error instanceof CommitUnknownException)) {
            wrong.add("it is not retryable: " + error);
        }
        String digest = outcome.digest();
        boolean none = digest.equals(shop.filled());
        boolean whole = digest.equals(expected);
        if (!isTruth(error, none, whole)) {
            wrong.add((none ? "nothing" : whole ? "all" : "half") + " of it is stored: " + error);
        }
        return wrong;
    }

    private static boolean isTruth(@Nullable Throwable error, boolean none, boolean whole) {
        if (error == null) {
            return whole;
        }
        return none || whole && error instanceof CommitUnknownException;
    }
}
