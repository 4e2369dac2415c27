package dev.relata.test.internal.memory;

import dev.relata.query.Iteration;
import dev.relata.spi.stream.CursorFlux;
import dev.relata.spi.stream.CursorSource;
import dev.relata.spi.stream.CursorSubscription;
import dev.relata.spi.stream.FetchSize;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Hands out the rows of a stream as they are demanded, a fetch at a time. One subscription's. */
final class StreamFetcher implements CursorSource {

    private final Statements statements;
    private final String label;
    private final List<@Nullable Object[]> rows;
    private final CursorSubscription<@Nullable Object[]> subscription;
    private int fetched;

    private StreamFetcher(
            Statements statements,
            String label,
            List<@Nullable Object[]> rows,
            CursorSubscription<@Nullable Object[]> subscription) {
        this.statements = statements;
        this.label = label;
        this.rows = rows;
        this.subscription = subscription;
    }

    static Flux<@Nullable Object[]> stream(
            Statements statements, String label, List<@Nullable Object[]> rows, Iteration iteration) {
        return new CursorFlux<@Nullable Object[]>(
                () -> size(iteration), subscription -> new StreamFetcher(statements, label, rows, subscription));
    }

    private static FetchSize size(Iteration iteration) {
        Integer fixed = iteration.rows();
        return fixed == null ? FetchSize.growing(1) : FetchSize.fixed(fixed);
    }

    @Override
    public void fetch(int count) {
        int from = fetched;
        fetched = Math.min(from + count, rows.size());
        if (fetched > from) {
            statements.fetch(label, fetched - from);
        }
        subscription.fetched(rows.subList(from, fetched), fetched == rows.size());
    }

    @Override
    public void cancel() {}
}
