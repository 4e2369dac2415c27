package dev.relata.cascade;

import dev.relata.cascade.Closure.Component;
import dev.relata.engine.Engine;
import dev.relata.engine.EntityRows;
import dev.relata.engine.Ids;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.model.OnDelete;
import dev.relata.model.Reference;
import dev.relata.spi.Delete;
import dev.relata.spi.Predicate.KeyIn;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Carries out a delete whose rows are known and locked: keys are set first, then children go before parents. */
final class Erasure {

    private final Engine engine;
    private final Session session;
    private final Closure closure;
    private final Going going;

    Erasure(Engine engine, Session session, Closure closure, Going going) {
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
        List<Part> referrers = going.referring(reference);
        if (referrers.isEmpty()) {
            return Mono.empty();
        }
        Part wanted = new Part(
                reference.name(), reference.parent(), new KeyIn(reference.parentKey(), List.of(reference.defaults())));
        List<Part> left = Going.disjoint(List.of(wanted), going.of(reference.parent()));
        return any(left).flatMap(there -> there ? Mono.empty() : refuse(reference, referrers));
    }

    private Mono<Boolean> any(List<Part> parts) {
        return Flux.fromIterable(parts)
                .concatMap(part ->
                        session.select(Select.of(part.label(), part.query().limit(1), Part.id(part.type()))))
                .hasElements();
    }

    private Mono<Void> refuse(Reference reference, List<Part> referrers) {
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
        return Flux.fromIterable(references(OnDelete.SET_NULL))
                .concatMap(reference -> set(reference, cleared(reference)))
                .thenMany(Flux.fromIterable(references(OnDelete.SET_DEFAULT)))
                .concatMap(reference -> set(reference, defaults(reference)))
                .thenMany(Flux.fromIterable(childrenFirst))
                .concatMap(this::delete)
                .last(0L);
    }

    private List<Reference> references(OnDelete action) {
        return closure.components().stream()
                .flatMap(component -> component.types().stream())
                .flatMap(type -> closure.references(type).stream())
                .filter(reference -> reference.onDelete() == action)
                .toList();
    }

    private static List<Change> cleared(Reference reference) {
        return reference.clearable().stream()
                .map(attribute -> new Change(attribute, null))
                .toList();
    }

    private static List<Change> defaults(Reference reference) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < reference.key().size(); i++) {
            Attribute attribute = reference.key().get(i);
            changes.add(new Change(attribute, reference.defaults().get(i)));
        }
        return changes;
    }

    /** Also in rows that go themselves: until they do, the database would hold them to their key. */
    private Mono<Long> set(Reference reference, List<Change> changes) {
        boolean shared = closure.shared(reference.child());
        return Flux.fromIterable(going.referring(reference))
                .filterWhen(part -> shared ? part.lock(session).map(rows -> rows > 0) : Mono.just(true), 1)
                .concatMap(part -> rows(reference.child()).updateRows(part.label(), part.query(), changes))
                .reduce(0L, Long::sum);
    }

    private EntityRows<?> rows(EntityType<?> type) {
        return new EntityRows<>(engine, type);
    }

    private Mono<Long> delete(Component component) {
        if (component.types().size() > 1) {
            return new Peeling(session, closure, component, going).delete();
        }
        return delete(going.of(component.types().get(0)));
    }

    private Mono<Long> delete(List<Part> parts) {
        return Flux.fromIterable(parts)
                .concatMap(part -> session.delete(new Delete(part.label(), part.query())))
                .reduce(0L, Long::sum);
    }
}
