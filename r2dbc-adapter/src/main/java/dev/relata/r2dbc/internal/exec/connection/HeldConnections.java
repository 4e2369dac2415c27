package dev.relata.r2dbc.internal.exec.connection;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;

/** The connections that have been taken and not given back. Thread-safe. */
public final class HeldConnections {

    private final AtomicLong numbers;
    private final Map<Long, Entry> held = new ConcurrentHashMap<>();

    private record Entry(String label, long since, IntSupplier waiting) {}

    /** One of them: its number, what it was taken for, how long it has been held, and how many statements wait for it. */
    public record Held(long number, String label, Duration held, int waiting) {}

    /** Makes a list of none. */
    public HeldConnections() {
        this(new AtomicLong());
    }

    private HeldConnections(AtomicLong numbers) {
        this.numbers = numbers;
    }

    /**
     * Makes a list of none for another server.
     *
     * @return the list, whose numbers are none of those of this one
     */
    public HeldConnections beside() {
        return new HeldConnections(numbers);
    }

    /** Adds a connection; returns its number. */
    long taken(String label) {
        long number = number();
        held.put(number, new Entry(label, System.nanoTime(), () -> 0));
        return number;
    }

    /** Returns the number of a connection that is not in the list. */
    long number() {
        return numbers.incrementAndGet();
    }

    void waiting(long number, IntSupplier tasks) {
        held.computeIfPresent(number, (any, entry) -> new Entry(entry.label, entry.since, tasks));
    }

    void givenBack(long number) {
        held.remove(number);
    }

    /**
     * Returns the number.
     *
     * @return how many are held now
     */
    public int count() {
        return held.size();
    }

    /**
     * Returns what is held.
     *
     * @return each connection, the one that is held longest first
     */
    public List<Held> list() {
        long now = System.nanoTime();
        return held.entrySet().stream()
                .map(each -> shown(each.getKey(), each.getValue(), now))
                .sorted(Comparator.comparing(Held::held).reversed())
                .toList();
    }

    private static Held shown(long number, Entry entry, long now) {
        return new Held(
                number, entry.label, Duration.ofNanos(Math.max(now - entry.since, 0)), entry.waiting.getAsInt());
    }
}
