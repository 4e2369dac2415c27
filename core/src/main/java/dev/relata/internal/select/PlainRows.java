package dev.relata.internal.select;

import dev.relata.internal.export.RowEncoder;
import dev.relata.internal.plan.RowReader;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.KeysetPage;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Requests;
import dev.relata.internal.session.Sessions;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.spi.Select;
import dev.relata.spi.Unreadable;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads rows with nothing beside them.
 *
 * @param sessions where requests go
 * @param shape what is read of a row
 */
record PlainRows<R>(Sessions sessions, RowShape<R> shape) implements RowReader<R> {

    @Override
    public Flux<R> read(CompiledSelection rows) {
        return sessions.locking(rows.rowLock(), rows.label(), Requests.select(select(rows)))
                .map(shape.read());
    }

    @Override
    public Flux<R> stream(CompiledSelection rows, Iteration iteration) {
        return sessions.in(Access.STREAM, Requests.stream(select(rows), iteration))
                .map(shape.read());
    }

    /** Streams the rows as an encoder writes them. */
    Flux<ByteBuffer> encoded(CompiledSelection rows, Iteration iteration, RowEncoder encoder) {
        Select select = select(rows);
        return encoder.takesValues()
                ? sessions.in(Access.STREAM, Requests.stream(select, iteration, encoder))
                : sessions.in(Access.STREAM, Requests.stream(select, iteration)).map(encoder::row);
    }

    @Override
    public Mono<Page<R>> page(KeysetPage page) {
        return page(page, shape.read());
    }

    /** Reads a page whose items are made by a function. */
    <E> Mono<Page<E>> page(KeysetPage page, Function<@Nullable Object[], E> read) {
        return Unreadable.atTheEnd(sessions.in(
                        Access.READ, Requests.select(page.select(shape.columns().get()))))
                .collectList()
                .map(rows -> page.of(rows, read));
    }

    private Select select(CompiledSelection rows) {
        return rows.select(shape.columns().get());
    }
}
