package dev.relata.internal.cascade;

import dev.relata.error.ProtectedException;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import dev.relata.model.OnDelete;
import dev.relata.query.DeletePlan.Effect;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import java.util.List;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds the rows that keep others from going. For one delete. */
final class Protection {

    private static final int NAMED = 5;

    private final Session session;
    private final CascadeGraph closure;
    private final DeletionSet going;

    Protection(Session session, CascadeGraph closure, DeletionSet going) {
        this.session = session;
        this.closure = closure;
        this.going = going;
    }

    /** What protects rows that go, each with its number; one statement for each relationship that protects nothing. */
    Flux<Effect> find() {
        return Flux.fromStream(this::protecting).concatMap(this::find);
    }

    private Stream<Reference> protecting() {
        return closure.components().stream()
                .flatMap(component -> component.types().stream())
                .flatMap(type -> closure.references(type).stream())
                .filter(reference ->
                        reference.onDelete() == OnDelete.PROTECT || reference.onDelete() == OnDelete.RESTRICT);
    }

    private Mono<Effect> find(Reference reference) {
        boolean leaving = reference.onDelete() == OnDelete.RESTRICT && closure.contains(reference.child());
        List<RowSet> referrers =
                DeletionSet.disjoint(going.referring(reference), leaving ? going.of(reference.child()) : List.of());
        return first(session, referrers)
                .flatMap(first -> count(session, referrers)
                        .map(rows -> new Effect(
                                reference.name(), reference.child().table(), reference.onDelete(), rows, first)));
    }

    /** The first rows of some parts; empty where there are none. */
    static Mono<List<String>> first(Session session, List<RowSet> parts) {
        return Flux.fromIterable(parts)
                .concatMap(part -> {
                    EntityType<?> type = part.type();
                    Select select = Select.of(part.label(), part.inOrder().limit(NAMED), RowSet.id(type));
                    return session.select(select).map(row -> Ids.describe(type, Ids.ofRow(row)));
                })
                .take(NAMED)
                .collectList()
                .filter(rows -> !rows.isEmpty());
    }

    /** How many rows are in some parts that do not overlap. */
    static Mono<Long> count(Session session, List<RowSet> parts) {
        return Flux.fromIterable(parts)
                .concatMap(
                        part -> session.select(Select.of(part.label(), part.query(), List.of(Aggregate.countRows()))))
                .map(row -> row[0] instanceof Long rows ? rows : 0L)
                .reduce(0L, Long::sum);
    }

    ProtectedException refusal(String label, Effect found) {
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
