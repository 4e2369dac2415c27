package dev.relata.internal.cascade;

import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.query.DeletePlan;
import dev.relata.query.DeletePlan.Effect;
import dev.relata.spi.Session;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Counts what a delete would do. For one plan. */
final class DeletePreview {

    private final Session session;
    private final CascadeGraph closure;
    private final DeletionSet going;

    DeletePreview(Session session, CascadeGraph closure, DeletionSet going) {
        this.session = session;
        this.closure = closure;
        this.going = going;
    }

    static DeletePlan nothing(EntityType<?> type) {
        return new DeletePlan(type.table(), 0, List.of(), List.of());
    }

    Mono<DeletePlan> plan(SelectedRows.Settled roots) {
        List<List<Object>> ids = roots.ids();
        Mono<Long> rows = ids == null ? Protection.count(session, List.of(roots.part())) : Mono.just((long) ids.size());
        Mono<List<Effect>> protections =
                new Protection(session, closure, going).find().collectList();
        return rows.flatMap(count -> effects()
                .collectList()
                .flatMap(effects -> protections.map(
                        protecting -> new DeletePlan(closure.root().table(), count, effects, protecting))));
    }

    private Flux<Effect> effects() {
        return Flux.fromStream(() -> closure.components().stream()
                        .flatMap(component -> component.types().stream())
                        .flatMap(type -> closure.references(type).stream()))
                .concatMap(this::effect);
    }

    private Mono<Effect> effect(Reference reference) {
        Mono<Long> rows = switch (reference.onDelete()) {
            case CASCADE -> deleted(reference);
            case SET_NULL, SET_DEFAULT, DO_NOTHING, DB_CASCADE ->
                Protection.count(session, DeletionSet.disjoint(going.referring(reference), List.of()));
            case PROTECT, RESTRICT -> Mono.empty();
        };
        return rows.filter(count -> count > 0)
                .map(count -> new Effect(
                        reference.name(), reference.child().table(), reference.onDelete(), count, List.of()));
    }

    /** A row that several references lead to goes by the first of them. */
    private Mono<Long> deleted(Reference reference) {
        if (going.isCounted(reference)) {
            return Mono.just(going.counted(reference));
        }
        List<RowSet> before = new ArrayList<>();
        for (Reference other : closure.incoming(reference.child())) {
            if (other.equals(reference)) {
                break;
            }
            before.addAll(going.referring(other));
        }
        return Protection.count(session, DeletionSet.disjoint(going.referring(reference), before));
    }
}
