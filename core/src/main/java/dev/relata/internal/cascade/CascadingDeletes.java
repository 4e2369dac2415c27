package dev.relata.internal.cascade;

import dev.relata.internal.observe.BulkNotifier;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.session.Access;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.write.Deletes;
import dev.relata.internal.write.KeyChanges;
import dev.relata.internal.write.Referrers;
import dev.relata.internal.write.UpdateTimes;
import dev.relata.internal.write.Writes;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.query.DeletePlan;
import dev.relata.spi.Delete;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Deletes rows by what the model says of those that refer to them; keeps the graphs that it has read from the model. Thread-safe. */
public final class CascadingDeletes implements Deletes {

    private final Model model;
    private final Sessions sessions;
    private final KeyChanges keyChanges;
    private final UpdateTimes times;
    private final BulkNotifier observed;
    private final Map<Known, CascadeGraph> graphs = new ConcurrentHashMap<>();

    private record Known(EntityType<?> type, Set<String> views) {}

    /**
     * Makes the deletes.
     *
     * @param model the model
     * @param sessions chooses where requests go
     * @param keyChanges sets keys of rows whose targets go
     * @param times the times that these rows get
     * @param observed is told of deletes with more than one statement
     */
    public CascadingDeletes(
            Model model, Sessions sessions, KeyChanges keyChanges, UpdateTimes times, BulkNotifier observed) {
        this.model = model;
        this.sessions = sessions;
        this.keyChanges = keyChanges;
        this.times = times;
        this.observed = observed;
    }

    @Override
    public Mono<Long> delete(Supplier<CompiledSelection> selection, boolean whole) {
        return Mono.defer(() -> {
            CompiledSelection compiled = selection.get();
            EntityType<?> type = compiled.query().type();
            Writes.refuseReadOnly(type, compiled.label());
            if (compiled.matchesNothing()) {
                return Mono.just(0L);
            }
            return graph(new Referrers(model, Set.of()), type).nothingToDo()
                    ? alone(compiled, whole)
                    : Referrers.ofDelete(model, sessions, type)
                            .flatMap(referrers -> delete(graph(referrers, type), compiled, whole));
        });
    }

    private Mono<Long> alone(CompiledSelection selection, boolean whole) {
        Delete delete = new Delete(selection.label(), selection.query(), whole);
        return sessions.write(session -> session.delete(delete));
    }

    /** The way of a delete with others: the rows that go, the checks, the keys that are set, the rows from below. */
    private Mono<Long> delete(CascadeGraph graph, CompiledSelection selection, boolean whole) {
        if (graph.nothingToDo()) {
            return alone(selection, whole);
        }
        Mono<Long> deleted = sessions.atomically(session -> {
            DeletionSet set = new DeletionSet(session, graph, true);
            DeleteExecutor executor = new DeleteExecutor(set, keyChanges, times);
            return new DeletionDiscovery(set)
                    .from(selection)
                    .flatMap(selected -> new DeleteGuard(set)
                            .check(selection.label())
                            .then(executor.checkDefaults())
                            .then(Mono.defer(executor::execute))
                            .map(rows -> counted(selected, rows)))
                    .defaultIfEmpty(0L);
        });
        return observed.count(selection.label(), "delete", deleted);
    }

    /** Rows that go with others of their own type are not among those asked for. */
    private static long counted(SelectedRows selected, long rows) {
        List<List<Object>> ids = selected.ids();
        return ids == null ? rows : ids.size();
    }

    @Override
    public Mono<DeletePlan> plan(Supplier<CompiledSelection> selection) {
        return Mono.defer(() -> {
            CompiledSelection compiled = selection.get();
            EntityType<?> type = compiled.query().type();
            Writes.refuseReadOnly(type, compiled.label());
            Mono<DeletePlan> nothing = Mono.just(new DeletePlan(type.table(), 0, List.of(), List.of()));
            return compiled.matchesNothing()
                    ? nothing
                    : Referrers.ofDelete(model, sessions, type)
                            .flatMap(referrers -> sessions.in(Access.SNAPSHOT, session -> {
                                        DeletionSet set = new DeletionSet(session, graph(referrers, type), false);
                                        return new DeletionDiscovery(set)
                                                .from(compiled)
                                                .flatMap(new DeletePreview(set)::plan)
                                                .switchIfEmpty(nothing)
                                                .flux();
                                    })
                                    .single());
        });
    }

    /** The types of the model are as many as it has; junctions without a record are made anew and not kept. */
    private CascadeGraph graph(Referrers referrers, EntityType<?> type) {
        return type.javaType().isRecord()
                ? graphs.computeIfAbsent(new Known(type, referrers.views()), any -> CascadeGraph.of(referrers, type))
                : CascadeGraph.of(referrers, type);
    }
}
