package dev.relata.internal.cascade;

import dev.relata.error.RelatedNotFoundException;
import dev.relata.internal.cascade.CascadeGraph.Component;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.Reference;
import dev.relata.model.OnDelete;
import dev.relata.spi.Delete;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out a delete whose rows are known and locked: keys are set first, then children go before parents. */
final class DeleteExecutor {

    private final Engine engine;
    private final Session session;
    private final CascadeGraph closure;
    private final DeletionSet going;

    DeleteExecutor(Engine engine, Session session, CascadeGraph closure, DeletionSet going) {
        this.engine = engine;
        this.session = session;
        this.closure = closure;
        this.going = going;
    }

    /** Fails where a row that is to refer to a default would find none. */
    Mono<Void> checkDefaults() {
        return Flux.fromIterable(references(OnDelete.SET_DEFAULT))
                .concatMap(this::checkDefault)
                .then();
    }

    private Mono<Void> checkDefault(Reference reference) {
        List<RowSet> referrers = going.referring(reference);
        if (referrers.isEmpty()) {
            return Mono.empty();
        }
        RowSet wanted = new RowSet(
                reference.name(), reference.parent(), new KeyIn(reference.parentKey(), List.of(reference.defaults())));
        List<RowSet> left = DeletionSet.disjoint(List.of(wanted), going.of(reference.parent()));
        return any(left).flatMap(there -> there ? Mono.empty() : refuse(reference, referrers));
    }

    private Mono<Boolean> any(List<RowSet> parts) {
        return Flux.fromIterable(parts)
                .concatMap(part ->
                        session.select(Select.of(part.label(), part.query().limit(1), RowSet.id(part.type()))))
                .hasElements();
    }

    private Mono<Void> refuse(Reference reference, List<RowSet> referrers) {
        return any(referrers).flatMap(needed -> needed ? Mono.error(noDefault(reference)) : Mono.empty());
    }

    private static RelatedNotFoundException noDefault(Reference reference) {
        return new RelatedNotFoundException(reference.name() + ": the default is no "
                + reference.parent().name() + " with " + Ids.describe(reference.parentKey(), reference.defaults())
                + ", or it goes in the same delete, and rows of "
                + reference.child().table() + " need it; nothing was written, insert it first");
    }

    /** Sets keys, then deletes; answers how many of the root's rows went by the last statement. */
    Mono<Long> erase() {
        List<Component> childrenFirst = new ArrayList<>(closure.components());
        Collections.reverse(childrenFirst);
        return lock().thenMany(Flux.fromIterable(setting(reference -> true).values()))
                .concatMap(ways -> new KeyReset(engine, session, going, ways).set())
                .thenMany(Flux.fromIterable(childrenFirst))
                .concatMap(this::delete)
                .last(0L);
    }

    /** Locks the rows whose keys are set and that are not locked yet, table by table in one order. */
    private Mono<Void> lock() {
        Collection<List<Reference>> unlocked = setting(
                        reference -> closure.shared(reference.child()) && !going.isSettled(reference))
                .values();
        return Flux.fromIterable(unlocked).concatMap(this::lock).then();
    }

    /** What sets keys, table by table. */
    private Map<String, List<Reference>> setting(Predicate<Reference> which) {
        return Stream.of(OnDelete.SET_NULL, OnDelete.SET_DEFAULT)
                .flatMap(action -> references(action).stream())
                .filter(which)
                .collect(Collectors.groupingBy(
                        reference -> reference.child().table(), TreeMap::new, Collectors.toList()));
    }

    private Mono<Void> lock(List<Reference> ways) {
        List<RowSet> parts = ways.stream()
                .flatMap(reference -> going.referring(reference).stream())
                .toList();
        return RowLocks.lock(session, parts)
                .doOnNext(locked -> ways.forEach(reference -> going.settle(reference, locked.parts())))
                .then();
    }

    private List<Reference> references(OnDelete action) {
        return closure.components().stream()
                .flatMap(component -> component.types().stream())
                .flatMap(type -> closure.references(type).stream())
                .filter(reference -> reference.onDelete() == action)
                .toList();
    }

    private Mono<Long> delete(Component component) {
        if (component.types().size() > 1) {
            return new CycleDeleter(session, closure, component, going).delete();
        }
        return delete(going.of(component.types().get(0)));
    }

    private Mono<Long> delete(List<RowSet> parts) {
        return Flux.fromIterable(parts)
                .concatMap(part -> session.delete(new Delete(part.label(), part.query(), true)))
                .reduce(0L, Long::sum);
    }
}
