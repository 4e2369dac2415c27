package dev.relata.cascade;

import dev.relata.engine.Cascades;
import dev.relata.engine.Compiled;
import dev.relata.engine.Engine;
import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.model.Model;
import dev.relata.query.DeletePlan;
import dev.relata.spi.Delete;
import dev.relata.spi.Session;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Deletes rows and changes their keys by what the model says; keeps what it has read from the model, nothing else. Thread-safe. */
public final class ModelCascades implements Cascades {

    private final Map<EntityType<?>, Closure> closures = new ConcurrentHashMap<>();

    /** Makes one that has read nothing yet. */
    public ModelCascades() {}

    @Override
    public Mono<Long> delete(Engine engine, Supplier<Compiled> selection) {
        return Mono.defer(() -> {
            Compiled compiled = selection.get();
            if (compiled.isVoid()) {
                return Mono.just(0L);
            }
            Closure closure = closure(engine.model(), compiled.query().type());
            if (closure.untouched()) {
                Delete delete = new Delete(compiled.label(), compiled.query());
                return engine.sessions().one(session -> session.delete(delete));
            }
            return engine.sessions().atomically(session -> delete(engine, session, closure, compiled));
        });
    }

    private static Mono<Long> delete(Engine engine, Session session, Closure closure, Compiled selection) {
        return new Roots(session, closure, true)
                .settle(selection)
                .flatMap(roots -> new Walk(session, closure, true)
                        .from(roots)
                        .flatMap(going -> delete(engine, session, closure, going, selection.label()))
                        .map(rows -> counted(roots, rows)))
                .defaultIfEmpty(0L);
    }

    /** Rows that go with others of their own type are not among those asked for. */
    private static long counted(Roots.Settled roots, long rows) {
        List<List<Object>> ids = roots.ids();
        return ids == null ? rows : ids.size();
    }

    private static Mono<Long> delete(Engine engine, Session session, Closure closure, Going going, String label) {
        Protection protection = new Protection(session, closure, going);
        Erasure erasure = new Erasure(engine, session, closure, going);
        return protection
                .find()
                .next()
                .flatMap(found -> Mono.<Void>error(protection.refusal(label, found)))
                .then(erasure.checkDefaults())
                .then(Mono.defer(erasure::erase));
    }

    @Override
    public Mono<DeletePlan> plan(Engine engine, Supplier<Compiled> selection) {
        return Mono.defer(() -> {
            Compiled compiled = selection.get();
            EntityType<?> type = compiled.query().type();
            if (compiled.isVoid()) {
                return Mono.just(Preview.nothing(type));
            }
            Closure closure = closure(engine.model(), type);
            return engine.sessions()
                    .snapshot(session -> plan(session, closure, compiled).flux())
                    .single();
        });
    }

    private static Mono<DeletePlan> plan(Session session, Closure closure, Compiled selection) {
        return new Roots(session, closure, false)
                .settle(selection)
                .flatMap(roots -> new Walk(session, closure, false)
                        .from(roots)
                        .flatMap(going -> new Preview(session, closure, going).plan(roots)))
                .defaultIfEmpty(Preview.nothing(closure.root()));
    }

    @Override
    public boolean follows(Engine engine, EntityType<?> type, Collection<Attribute> attributes) {
        return Rekeying.follows(engine, type, attributes);
    }

    @Override
    public Mono<Long> rekey(Engine engine, Update update) {
        return Mono.defer(() -> new Rekeying(engine, update).apply());
    }

    @Override
    public Mono<int[]> rekey(Engine engine, UpdateRows update) {
        return Mono.defer(() -> new BulkRekeying(engine, update).apply());
    }

    /** The types of the model are as many as it has; junctions without a record are made anew and not kept. */
    private Closure closure(Model model, EntityType<?> type) {
        if (!type.javaType().isRecord()) {
            return Closure.of(model, type);
        }
        return closures.computeIfAbsent(type, any -> Closure.of(model, type));
    }
}
