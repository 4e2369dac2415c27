package dev.relata.test.internal.memory;

import dev.relata.query.Iteration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** Hands out the rows of a stream as they are demanded, a fetch at a time. One subscription's. */
final class Fetching {

    private static final int FIRST = 64;
    private static final int LARGEST = 4096;

    private final Statements statements;
    private final String label;
    private final List<@Nullable Object[]> rows;
    private final @Nullable Integer fixed;
    private int next;
    private int fetched;
    private int size;

    private Fetching(Statements statements, String label, List<@Nullable Object[]> rows, @Nullable Integer fixed) {
        this.statements = statements;
        this.label = label;
        this.rows = rows;
        this.fixed = fixed;
        this.size = fixed == null ? FIRST : fixed;
    }

    static Flux<@Nullable Object[]> stream(
            Statements statements, String label, List<@Nullable Object[]> rows, Iteration iteration) {
        return Flux.generate(() -> new Fetching(statements, label, rows, iteration.rows()), Fetching::next);
    }

    private Fetching next(SynchronousSink<@Nullable Object[]> sink) {
        if (next == fetched && next < rows.size()) {
            fetch();
        }
        if (next < rows.size()) {
            sink.next(rows.get(next++));
        } else {
            sink.complete();
        }
        return this;
    }

    private void fetch() {
        int count = Math.min(size, rows.size() - fetched);
        fetched += count;
        size = fixed == null ? Math.min(LARGEST, size * 4) : fixed;
        statements.fetch(label, count);
    }
}
