package dev.relata.internal.cascade;

import dev.relata.internal.engine.Cascades;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.query.DeletePlan;
import dev.relata.spi.Delete;
import dev.relata.spi.Session;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Deletes rows and changes their keys by what the model says; keeps what it has read from the model, nothing else. Thread-safe. */
public final class ModelCascades implements Cascades {

    private final Map<Known, CascadeGraph> closures = new ConcurrentHashMap<>();

    private record Known(EntityType<?> type, Set<String> views) {}

    /** Makes one that has read nothing yet. */
    public ModelCascades() {}

    @Override
    public Mono<Long> delete(Engine engine, Supplier<CompiledSelection> selection, boolean whole) {
        return Mono.defer(() -> {
            CompiledSelection compiled = selection.get();
            if (compiled.isVoid()) {
                return Mono.just(0L);
            }
            EntityType<?> type = compiled.query().type();
            CascadeGraph declared = closure(new Referrers(engine.model(), Set.of()), type);
            return declared.untouched()
                    ? alone(engine, compiled, whole)
                    : Referrers.ofDelete(engine, type)
                            .flatMap(referrers -> delete(engine, closure(referrers, type), compiled, whole));
        });
    }

    private static Mono<Long> alone(Engine engine, CompiledSelection selection, boolean whole) {
        Delete delete = new Delete(selection.label(), selection.query(), whole);
        return engine.sessions().one(session -> session.delete(delete));
    }

    private static Mono<Long> delete(Engine engine, CascadeGraph closure, CompiledSelection selection, boolean whole) {
        return closure.untouched()
                ? alone(engine, selection, whole)
                : engine.sessions().atomically(session -> delete(engine, session, closure, selection));
    }

    private static Mono<Long> delete(
            Engine engine, Session session, CascadeGraph closure, CompiledSelection selection) {
        return new SelectedRows(session, closure, true)
                .settle(selection)
                .flatMap(roots -> new CascadeWalk(session, closure, true)
                        .from(roots)
                        .flatMap(going -> delete(engine, session, closure, going, selection.label()))
                        .map(rows -> counted(roots, rows)))
                .defaultIfEmpty(0L);
    }

    /** Rows that go with others of their own type are not among those asked for. */
    private static long counted(SelectedRows.Settled roots, long rows) {
        List<List<Object>> ids = roots.ids();
        return ids == null ? rows : ids.size();
    }

    private static Mono<Long> delete(
            Engine engine, Session session, CascadeGraph closure, DeletionSet going, String label) {
        Protection protection = new Protection(session, closure, going);
        DeleteExecutor erasure = new DeleteExecutor(engine, session, closure, going);
        return protection
                .find()
                .next()
                .flatMap(found -> Mono.<Void>error(protection.refusal(label, found)))
                .then(erasure.checkDefaults())
                .then(Mono.defer(erasure::erase));
    }

    @Override
    public Mono<DeletePlan> plan(Engine engine, Supplier<CompiledSelection> selection) {
        return Mono.defer(() -> {
            CompiledSelection compiled = selection.get();
            EntityType<?> type = compiled.query().type();
            if (compiled.isVoid()) {
                return Mono.just(DeletePreview.nothing(type));
            }
            return Referrers.ofDelete(engine, type)
                    .flatMap(referrers -> engine.sessions()
                            .snapshot(session -> plan(session, closure(referrers, type), compiled)
                                    .flux())
                            .single());
        });
    }

    private static Mono<DeletePlan> plan(Session session, CascadeGraph closure, CompiledSelection selection) {
        return new SelectedRows(session, closure, false)
                .settle(selection)
                .flatMap(roots -> new CascadeWalk(session, closure, false)
                        .from(roots)
                        .flatMap(going -> new DeletePreview(session, closure, going).plan(roots)))
                .defaultIfEmpty(DeletePreview.nothing(closure.root()));
    }

    @Override
    public boolean follows(Engine engine, EntityType<?> type, Collection<Attribute> attributes) {
        return Rekeying.follows(engine, type, attributes);
    }

    @Override
    public Mono<Long> rekey(Engine engine, Update update) {
        return Referrers.ofKeys(engine, update.query().type())
                .flatMap(referrers -> new Rekeying(engine, referrers, update).apply());
    }

    @Override
    public Mono<int[]> rekey(Engine engine, UpdateRows update) {
        return Referrers.ofKeys(engine, update.type())
                .flatMap(referrers -> new BulkRekeying(engine, referrers, update).apply());
    }

    /** The types of the model are as many as it has; junctions without a record are made anew and not kept. */
    private CascadeGraph closure(Referrers referrers, EntityType<?> type) {
        if (!type.javaType().isRecord()) {
            return CascadeGraph.of(referrers, type);
        }
        return closures.computeIfAbsent(new Known(type, referrers.views()), any -> CascadeGraph.of(referrers, type));
    }
}
