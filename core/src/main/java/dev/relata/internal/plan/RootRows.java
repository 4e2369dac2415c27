package dev.relata.internal.plan;

import dev.relata.error.RefusedException;
import dev.relata.internal.explain.ExplainedSession;
import dev.relata.internal.operator.FirstError;
import dev.relata.internal.operator.GrowingChunks;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.KeysetPage;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.query.Iteration;
import dev.relata.query.Page;
import dev.relata.spi.Burst;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.Unreadable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads the rows that a plan begins with, and then the plan: for all of them, or for a chunk at a time. Immutable.
 *
 * @param <R> what a row is finished as, once its plan is carried out
 */
final class RootRows<R> implements RowReader<R> {

    private final Sessions sessions;
    private final PlanShape shape;
    private final ColumnLayout layout;
    private final Function<GraphNode, R> finish;

    RootRows(Sessions sessions, PlanShape shape, Function<GraphNode, R> finish) {
        this.sessions = sessions;
        this.shape = shape;
        this.layout = shape.layout();
        this.finish = finish;
    }

    private Select select(CompiledSelection rows) {
        return rows.select(layout.columns());
    }

    /** A session that explains knows the whole plan before its first request: there may be no rows to go on from. */
    private Session planned(Session session, Select select, @Nullable String chunks) {
        return ExplainedSession.expecting(session, () -> PlanOutline.of(shape, select, chunks));
    }

    private static String chunks(Iteration iteration) {
        return "what is below is read for "
                + (iteration.rows() == null
                        ? "256 rows at a time, then more, up to 4,096"
                        : iteration.rows() + " rows at a time");
    }

    @Override
    public Flux<R> read(CompiledSelection rows) {
        Select select = select(rows);
        return sessions.locking(
                        rows.rowLock(),
                        rows.label(),
                        session -> Unreadable.atTheEnd(
                                        planned(session, select, null).select(select))
                                .collectList()
                                .flatMap(found -> load(session, found))
                                .flux())
                .single()
                .flatMapMany(nodes -> nodes.map(finish));
    }

    @Override
    public Flux<R> stream(CompiledSelection rows, Iteration iteration) {
        boolean parallel = iteration.connections() > 1;
        if (parallel && !shape.branches().isEmpty()) {
            throw new RefusedException(
                    rows.label() + ": parallel(…) reads rows over several connections, and what is read"
                            + " beside them, such as " + shape.branches().get(0).name()
                            + ", is read over one: leave parallel(…) out, or read rows, or views of nothing but their own components");
        }
        Select select = select(rows);
        Iteration fetches = new Iteration(iteration.rows(), null, iteration.connections());
        return sessions.in(
                parallel ? Access.STREAM : Access.SNAPSHOT,
                session -> chunks(
                        iteration,
                        Unreadable.atTheEnd(planned(session, select, chunks(iteration)).stream(select, fetches)),
                        found -> finished(session, found)));
    }

    /** A chunk costs one statement for each branch. */
    private static <V, R> Flux<R> chunks(Iteration iteration, Flux<V> rows, Function<List<V>, Flux<R>> work) {
        Integer fixed = iteration.rows();
        return fixed == null
                ? GrowingChunks.concatMap(rows, work)
                : rows.buffer(fixed).concatMap(work, 1).onErrorMap(FirstError::of);
    }

    private Flux<R> finished(Session session, List<@Nullable Object[]> chunk) {
        return Mono.defer(() -> load(session, chunk)).flatMapMany(nodes -> Burst.around(nodes.map(finish)));
    }

    /** A row is read beyond the page, and nothing further for that one. */
    @Override
    public Mono<Page<R>> page(KeysetPage page) {
        Select select = page.select(layout.columns());
        return sessions.in(
                        Access.READ,
                        session -> Unreadable.atTheEnd(
                                        planned(session, select, null).select(select))
                                .collectList()
                                .map(rows -> page.of(rows, this::readable))
                                .delayUntil(read -> complete(session, read.items()))
                                .flux())
                .single()
                .map(read -> new Page<>(read.items().stream().map(finish).toList(), read.next()));
    }

    private GraphNode readable(@Nullable Object[] row) {
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

    /** Carries out the plan for the rows up to the first that cannot be read; the nodes end with the first failure. */
    private Mono<Flux<GraphNode>> load(Session session, List<@Nullable Object[]> rows) {
        List<GraphNode> nodes = new ArrayList<>(rows.size());
        boolean unreadable = false;
        for (int i = 0; i < rows.size() && !unreadable; i++) {
            GraphNode node = layout.read(rows.get(i));
            unreadable = node.failure() != null;
            nodes.add(node);
        }
        boolean ends = unreadable;
        return PlanExecution.of(session, shape, ends ? nodes.subList(0, nodes.size() - 1) : nodes)
                .map(failed -> failed || ends ? untilFailure(nodes) : Flux.fromIterable(nodes));
    }

    private static Flux<GraphNode> untilFailure(List<GraphNode> nodes) {
        return Flux.defer(() -> {
            Set<GraphNode> whole = Collections.newSetFromMap(new IdentityHashMap<>());
            return Flux.fromIterable(nodes).handle((node, sink) -> {
                RuntimeException failure = node.failureBelow(whole);
                if (failure == null) {
                    sink.next(node);
                } else {
                    sink.error(failure);
                }
            });
        });
    }
}
