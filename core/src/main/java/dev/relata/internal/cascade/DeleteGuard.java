package dev.relata.internal.cascade;

import dev.relata.error.ProtectedException;
import dev.relata.internal.write.RowSet;
import dev.relata.metamodel.Reference;
import dev.relata.model.OnDelete;
import dev.relata.query.DeletePlan.Effect;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds the rows that keep others from going. For one delete.
 *
 * @param set the rows that go
 */
record DeleteGuard(DeletionSet set) {

    /** Fails where a row protects one that goes. */
    Mono<Void> check(String label) {
        return find().next().flatMap(found -> Mono.error(refusal(label, found)));
    }

    /** Finds the relationships that protect rows that go, each with the number of its rows; one statement for each that protects nothing. */
    Flux<Effect> find() {
        return Flux.fromStream(() -> set.graph().references(OnDeleteTrait.REFUSES))
                .concatMap(this::find);
    }

    private Mono<Effect> find(Reference reference) {
        boolean leaving =
                OnDeleteTrait.SPARES_DELETED_ROWS.test(reference) && set.graph().contains(reference.child());
        List<RowSet> referrers =
                DeletionSet.disjoint(set.referring(reference), leaving ? set.of(reference.child()) : List.of());
        return RowSet.first(set.session(), referrers)
                .flatMap(first -> RowSet.count(set.session(), referrers)
                        .map(rows -> new Effect(
                                reference.name(), reference.child().table(), reference.onDelete(), rows, first)));
    }

    private static ProtectedException refusal(String label, Effect found) {
        String why = found.action() == OnDelete.RESTRICT ? " that do not go in the same delete" : "";
        return new ProtectedException(
                label + ": " + found.relationship() + " is " + found.action() + " and " + found.rows() + " row(s) of "
                        + found.table() + why + " refer to what would go ("
                        + Effect.named(found.first(), found.rows())
                        + "), nothing was written; delete them first, let them refer to another row, or declare another"
                        + " onDelete(…)",
                found.relationship(),
                found.rows());
    }
}
