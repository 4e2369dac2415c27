package dev.relata.internal.cascade;

import dev.relata.error.ValueText;
import dev.relata.internal.write.RowSet;
import dev.relata.metamodel.Reference;
import dev.relata.query.DeletePlan;
import dev.relata.query.DeletePlan.Effect;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Counts what a delete would do. For one plan.
 *
 * @param set the rows that would go
 */
record DeletePreview(DeletionSet set) {

    Mono<DeletePlan> plan(SelectedRows selected) {
        List<List<Object>> ids = selected.ids();
        Mono<Long> rows = ids == null ? count(List.of(selected.rows()), List.of()) : Mono.just((long) ids.size());
        Mono<List<Effect>> effects = Flux.fromStream(() -> set.graph().references())
                .concatMap(this::effect)
                .collectList();
        Mono<List<Effect>> protections =
                new DeleteGuard(set).find().map(DeletePreview::shown).collectList();
        String table = set.graph().root().table();
        return rows.flatMap(count ->
                effects.flatMap(each -> protections.map(protecting -> new DeletePlan(table, count, each, protecting))));
    }

    /** A plan is asked for and is no error: it shows which rows refer. */
    private static Effect shown(Effect effect) {
        List<String> first = effect.first().stream().map(ValueText::withValues).toList();
        return new Effect(effect.relationship(), effect.table(), effect.action(), effect.rows(), first);
    }

    private Mono<Effect> effect(Reference reference) {
        Mono<Long> rows = switch (reference.onDelete()) {
            case CASCADE -> deleted(reference);
            case SET_NULL, SET_DEFAULT, DO_NOTHING, DB_CASCADE -> count(set.referring(reference), List.of());
            case PROTECT, RESTRICT -> Mono.empty();
        };
        return rows.filter(count -> count > 0)
                .map(count -> new Effect(
                        reference.name(), reference.child().table(), reference.onDelete(), count, List.of()));
    }

    /** A row that several references lead to goes by the first of them. */
    private Mono<Long> deleted(Reference reference) {
        Long counted = set.counted(reference);
        List<Reference> before = set.graph().incoming(reference.child()).stream()
                .takeWhile(other -> !other.equals(reference))
                .toList();
        return counted != null ? Mono.just(counted) : count(set.referring(reference), set.referring(before));
    }

    private Mono<Long> count(List<RowSet> rows, List<RowSet> elsewhere) {
        return RowSet.count(set.session(), DeletionSet.disjoint(rows, elsewhere));
    }
}
