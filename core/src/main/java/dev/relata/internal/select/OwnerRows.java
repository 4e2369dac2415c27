package dev.relata.internal.select;

import dev.relata.internal.lookup.LookupReads;
import dev.relata.internal.lookup.LookupShape.LookupKind;
import dev.relata.internal.plan.RowReader;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.KeysetPage;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads rows of one owner together with those of others where the context has a batch scope; streams and pages are read
 * plainly.
 *
 * @param lookups reads what can travel together
 * @param origin where the read was assembled
 * @param plain reads the rest
 */
record OwnerRows<T>(LookupReads lookups, LookupReads.Origin origin, PlainRows<T> plain) implements RowReader<T> {

    @Override
    public Flux<T> read(CompiledSelection rows) {
        if (rows.rowLock() != null) {
            return plain.read(rows);
        }
        return lookups.many(rows, LookupKind.ROWS, plain.shape().read(), origin);
    }

    @Override
    public Flux<T> stream(CompiledSelection rows, Iteration iteration) {
        return plain.stream(rows, iteration);
    }

    @Override
    public Mono<Page<T>> page(KeysetPage page) {
        return plain.page(page);
    }
}
