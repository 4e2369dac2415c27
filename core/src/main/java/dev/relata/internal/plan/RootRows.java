package dev.relata.internal.plan;

import dev.relata.internal.engine.Engine;
import dev.relata.internal.engine.KeysetPages;
import dev.relata.internal.engine.ProgressReport;
import dev.relata.internal.resolve.CompiledSelection;
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
final class RootRows {

    /** A chunk costs one statement for each branch; larger ones save little and hold more. */
    private static final int CHUNK = 512;

    private final Engine engine;
    private final CompiledSelection selection;
    private final PlanShape shape;
    private final ColumnLayout layout;

    RootRows(Engine engine, CompiledSelection selection, PlanShape shape) {
        this.engine = engine;
        this.selection = selection;
        this.shape = shape;
        this.layout = ColumnLayout.of(shape);
    }

    private Select select(CompiledSelection rows) {
        return Select.of(rows.label(), rows.query(), layout.columns());
    }

    Flux<GraphNode> all() {
        return read(selection.ordered());
    }

    /** At most so many of them. */
    Mono<List<GraphNode>> some(int rows) {
        return read(selection.limited(rows)).collectList();
    }

    private Flux<GraphNode> read(CompiledSelection rows) {
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
    <R> Mono<Page<R>> page(int size, @Nullable String cursor, Function<GraphNode, R> finish) {
        KeysetPages<GraphNode> pages = new KeysetPages<>(
                engine, () -> selection, rows -> new KeysetPages.Item<>(layout.columns(), this::whole, this::complete));
        return pages.page(size, cursor)
                .map(page -> new Page<>(page.items().stream().map(finish).toList(), page.next()));
    }

    private GraphNode whole(@Nullable Object[] row) {
        GraphNode node = layout.read(row);
        if (node.failure() != null) {
            throw node.failure();
        }
        return node;
    }

    private Mono<Void> complete(Session session, List<GraphNode> nodes) {
        return PlanExecution.of(session, shape, nodes)
                .flatMap(failed -> failed ? untilFailure(nodes).then() : Mono.empty());
    }

    /** Reads the plan for the rows, up to the first that cannot be read; answers the nodes, which end with the first failure. */
    private Mono<Flux<GraphNode>> load(Session session, List<@Nullable Object[]> rows) {
        List<GraphNode> nodes = new ArrayList<>(rows.size());
        RuntimeException unreadable = null;
        for (int i = 0; i < rows.size() && unreadable == null; i++) {
            GraphNode node = layout.read(rows.get(i));
            unreadable = node.failure();
            nodes.add(node);
        }
        List<GraphNode> whole = unreadable == null ? nodes : nodes.subList(0, nodes.size() - 1);
        boolean ends = unreadable != null;
        return PlanExecution.of(session, shape, whole)
                .map(failed -> failed || ends ? untilFailure(nodes) : Flux.fromIterable(nodes));
    }

    private static Flux<GraphNode> untilFailure(List<GraphNode> nodes) {
        return Flux.defer(() -> {
            GraphFailures failures = new GraphFailures();
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
    <R> Flux<R> iterate(Iteration iteration, Function<GraphNode, R> finish) {
        CompiledSelection rows = selection.ordered();
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

    private <R> Flux<R> finished(Session session, List<@Nullable Object[]> chunk, Function<GraphNode, R> finish) {
        return Mono.defer(() -> load(session, chunk)).flatMapMany(nodes -> nodes.map(finish));
    }
}
