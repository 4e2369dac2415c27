package dev.relata.test.internal.memory;

import dev.relata.query.Iteration;
import dev.relata.spi.stream.FetchSize;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.SynchronousSink;

/** Hands out the rows of a stream as they are demanded, a fetch at a time. One subscription's. */
final class StreamFetcher {

    private final Statements statements;
    private final String label;
    private final List<@Nullable Object[]> rows;
    private final FetchSize size;
    private int next;
    private int fetched;

    private StreamFetcher(Statements statements, String label, List<@Nullable Object[]> rows, FetchSize size) {
        this.statements = statements;
        this.label = label;
        this.rows = rows;
        this.size = size;
    }

    static Flux<@Nullable Object[]> stream(
            Statements statements, String label, List<@Nullable Object[]> rows, Iteration iteration) {
        return Flux.generate(() -> new StreamFetcher(statements, label, rows, size(iteration)), StreamFetcher::next);
    }

    private static FetchSize size(Iteration iteration) {
        Integer fixed = iteration.rows();
        return fixed == null ? FetchSize.growing(1) : FetchSize.fixed(fixed);
    }

    private StreamFetcher next(SynchronousSink<@Nullable Object[]> sink) {
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
        int count = Math.min(size.next(), rows.size() - fetched);
        fetched += count;
        statements.fetch(label, count);
    }
}
