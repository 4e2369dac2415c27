package dev.relata.fetch;

import dev.relata.engine.Compiled;
import dev.relata.engine.Engine;
import dev.relata.engine.Pages;
import dev.relata.engine.ProgressReport;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.Unreadable;
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
        return read(selection.ordered());
    }

    /** At most so many of them. */
    Mono<List<Node>> some(int rows) {
        return read(selection.limited(rows)).collectList();
    }

    private Flux<Node> read(Compiled rows) {
        if (rows.isVoid()) {
            return Flux.empty();
        }
        Select select = select(rows);
        return engine.sessions()
                .read(session -> Unreadable.atTheEnd(session.select(select))
                        .collectList()
                        .flatMap(found -> load(session, found))
                        .flux())
                .single()
                .flatMapMany(Function.identity());
    }

    /** A page of them; a row is read beyond it, and nothing further for that one. */
    <R> Mono<Page<R>> page(int size, @Nullable String cursor, Function<Node, R> finish) {
        Pages<Node> pages = new Pages<>(
                engine, () -> selection, rows -> new Pages.Item<>(layout.columns(), this::whole, this::complete));
        return pages.page(size, cursor)
                .map(page -> new Page<>(page.items().stream().map(finish).toList(), page.next()));
    }

    private Node whole(@Nullable Object[] row) {
        Node node = layout.read(row);
        if (node.failure() != null) {
            throw node.failure();
        }
        return node;
    }

    private Mono<Void> complete(Session session, List<Node> nodes) {
        return Loading.of(session, shape, nodes)
                .flatMap(failed -> failed ? untilFailure(nodes).then() : Mono.empty());
    }

    /** Reads the plan for the rows, up to the first that cannot be read; answers the nodes, which end with the first failure. */
    private Mono<Flux<Node>> load(Session session, List<@Nullable Object[]> rows) {
        List<Node> nodes = new ArrayList<>(rows.size());
        RuntimeException unreadable = null;
        for (int i = 0; i < rows.size() && unreadable == null; i++) {
            Node node = layout.read(rows.get(i));
            unreadable = node.failure();
            nodes.add(node);
        }
        List<Node> whole = unreadable == null ? nodes : nodes.subList(0, nodes.size() - 1);
        boolean ends = unreadable != null;
        return Loading.of(session, shape, whole)
                .map(failed -> failed || ends ? untilFailure(nodes) : Flux.fromIterable(nodes));
    }

    private static Flux<Node> untilFailure(List<Node> nodes) {
        return Flux.defer(() -> {
            Failures failures = new Failures();
            return Flux.fromIterable(nodes).handle((node, sink) -> {
                RuntimeException failure = failures.in(node);
                if (failure == null) {
                    sink.next(node);
                } else {
                    sink.error(failure);
                }
            });
        });
    }

    /** Streams the rows, finishing some at a time. */
    <R> Flux<R> iterate(Iteration iteration, Function<Node, R> finish) {
        Compiled rows = selection.ordered();
        if (rows.isVoid()) {
            return Flux.empty();
        }
        Flux<R> stream = engine.sessions()
                .snapshot(session -> Unreadable.atTheEnd(
                                session.stream(select(rows), new Iteration(iteration.rows(), null)))
                        .buffer(iteration.rows() == null ? CHUNK : iteration.rows())
                        .concatMap(chunk -> finished(session, chunk, finish), 1));
        return ProgressReport.of(iteration, stream);
    }

    private <R> Flux<R> finished(Session session, List<@Nullable Object[]> chunk, Function<Node, R> finish) {
        return Mono.defer(() -> load(session, chunk)).flatMapMany(nodes -> nodes.map(finish));
    }
}
