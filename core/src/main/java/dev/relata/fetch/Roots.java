package dev.relata.fetch;

import dev.relata.engine.Compiled;
import dev.relata.engine.Engine;
import dev.relata.engine.Pages;
import dev.relata.engine.ProgressReport;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads the rows that a plan begins with, and then the plan: for all of them, or for some at a time. Immutable. */
final class Roots {

    /** A chunk costs one statement for each branch; larger ones save little and hold more. */
    private static final int CHUNK = 512;

    private final Engine engine;
    private final Compiled selection;
    private final Shape shape;
    private final Layout layout;

    Roots(Engine engine, Compiled selection, Shape shape) {
        this.engine = engine;
        this.selection = selection;
        this.shape = shape;
        this.layout = Layout.of(shape);
    }

    private Select select(Compiled rows) {
        return Select.of(rows.label(), rows.query(), layout.columns());
    }

    Flux<Node> all() {
        return read(selection.ordered()).flatMapIterable(nodes -> nodes);
    }

    /** At most so many of them. */
    Mono<List<Node>> some(int rows) {
        return read(selection.limited(rows));
    }

    private Mono<List<Node>> read(Compiled rows) {
        if (rows.isVoid()) {
            return Mono.just(List.of());
        }
        Select select = select(rows);
        return engine.sessions()
                .read(session -> session.select(select)
                        .map(layout::read)
                        .collectList()
                        .flatMap(nodes -> load(session, nodes))
                        .flux())
                .single();
    }

    /** A page of them; a row is read beyond it, and nothing further for that one. */
    <R> Mono<Page<R>> page(int size, @Nullable String cursor, Function<Node, R> finish) {
        Pages<Node> pages = new Pages<>(
                engine,
                () -> selection,
                rows -> new Pages.Item<>(
                        layout.columns(), layout::read, (session, nodes) -> Loading.of(session, shape, nodes)));
        return pages.page(size, cursor)
                .map(page -> new Page<>(page.items().stream().map(finish).toList(), page.next()));
    }

    private Mono<List<Node>> load(Session session, List<Node> nodes) {
        return Loading.of(session, shape, nodes).thenReturn(nodes);
    }

    /** Streams the rows, finishing some at a time. */
    <R> Flux<R> iterate(Iteration iteration, Function<Node, R> finish) {
        Compiled rows = selection.ordered();
        if (rows.isVoid()) {
            return Flux.empty();
        }
        Flux<R> stream = engine.sessions()
                .snapshot(session -> session.stream(select(rows), new Iteration(iteration.rows(), null))
                        .buffer(iteration.rows() == null ? CHUNK : iteration.rows())
                        .concatMap(chunk -> finished(session, chunk, finish), 1));
        return ProgressReport.of(iteration, stream);
    }

    private <R> Flux<R> finished(Session session, List<@Nullable Object[]> chunk, Function<Node, R> finish) {
        return Flux.defer(() -> {
            List<Node> nodes = new ArrayList<>(chunk.size());
            chunk.forEach(row -> nodes.add(layout.read(row)));
            return load(session, nodes).flatMapIterable(loaded -> loaded).map(finish);
        });
    }
}
