package dev.relata.internal.write;

import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.Ids;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.metamodel.EntityType;
import dev.relata.query.DeletePlan;
import dev.relata.spi.Query;
import java.util.List;
import reactor.core.publisher.Mono;

/** Deletes rows of one type that are at hand, and what goes with them. Immutable, thread-safe; cold. */
public final class RowDeletes<E> {

    private final Deletes deletes;
    private final EntityType<E> type;
    private final Versions<E> versions;

    RowDeletes(Deletes deletes, EntityType<E> type, Versions<E> versions) {
        this.deletes = deletes;
        this.type = type;
        this.versions = versions;
    }

    /**
     * Deletes rows, whole or not at all; fails where one is stored in another version.
     *
     * @param entities the rows
     * @return how many were there
     */
    public Mono<Long> rows(Iterable<? extends E> entities) {
        return Mono.defer(() -> {
            List<E> rows = InputRows.rows(entities);
            List<List<Object>> ids = rows.stream()
                    .map(entity -> Ids.require(type, entity, "delete"))
                    .toList();
            Mono<Long> delete =
                    ids.isEmpty() ? Mono.just(0L) : deletes.delete(() -> selection(Ids.inOneOrder(ids)), true);
            return versions.guarded(type.name(), rows, delete);
        });
    }

    /**
     * Counts the effects of deleting a row, and writes nothing.
     *
     * @param entity the row
     * @return the plan; of nothing where the row is gone
     */
    public Mono<DeletePlan> plan(E entity) {
        return deletes.plan(() -> selection(List.of(Ids.require(type, entity, "deletePlan"))));
    }

    private CompiledSelection selection(List<List<Object>> ids) {
        return new CompiledSelection(type.name(), Query.of(type).where(PredicateBuilder.idIn(type, ids)));
    }
}
