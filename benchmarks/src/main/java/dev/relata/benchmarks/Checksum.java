package dev.relata.benchmarks;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The consumer of all variants: asks for everything at once, looks at every value of every row and keeps none. Used by one
 * subscription.
 */
public final class Checksum {

    private final int rows;
    private int seen;
    private long sum;

    /**
     * Begins one.
     *
     * @param rows how many there must be
     */
    public Checksum(int rows) {
        this.rows = rows;
    }

    /**
     * Consumes a stream.
     *
     * @param events the stream
     * @param rows how many there must be; an error otherwise
     * @return a number that depends on all values
     */
    public static Mono<Long> of(Flux<Event> events, int rows) {
        return events.collect(() -> new Checksum(rows), Checksum::add).map(Checksum::value);
    }

    /**
     * Takes a row.
     *
     * @param event the row
     */
    public void add(Event event) {
        seen++;
        sum += event.id() * 31
                + event.ownerId()
                + event.title().length()
                + event.pages()
                + event.createdAt().getEpochSecond()
                + event.createdAt().getNano();
    }

    /**
     * Ends it.
     *
     * @return a number that depends on all values
     * @throws IllegalStateException where it has taken another number of rows
     */
    public long value() {
        if (seen != rows) {
            throw new IllegalStateException("expected " + rows + " rows, saw " + seen);
        }
        return sum;
    }
}
