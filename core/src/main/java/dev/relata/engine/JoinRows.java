package dev.relata.engine;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.spi.Conflict;
import java.util.Collection;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Writes many join records by the pair that they link. Immutable, thread-safe; cold.
 *
 * @param <J> the join record
 */
public final class JoinRows<J> {

    private final Engine engine;
    private final EntityType<J> type;
    private final String label;

    /**
     * Makes the writer.
     *
     * @param engine the engine
     * @param type the join record's type
     * @param label what the writes are for
     */
    public JoinRows(Engine engine, EntityType<J> type, String label) {
        this.engine = engine;
        this.type = type;
        this.label = label;
    }

    /**
     * Inserts join records, or overwrites some attributes of those that are there; a statement for each set of attributes
     * that the rows leave to the database.
     *
     * @param rows the rows, of distinct pairs
     * @param pair the attributes of a unique key
     * @param update the attributes to overwrite; none leaves what is there as it is
     * @return how many rows were written
     */
    public Mono<Long> write(Collection<? extends J> rows, List<Attribute> pair, List<Attribute> update) {
        return Mono.defer(() -> {
            RowPlan<J> plan = new RowPlan<>(type, engine.clock());
            rows.forEach(plan::add);
            Conflict conflict = update.isEmpty() ? Conflict.ignore(pair) : Conflict.update(pair, update);
            return Flux.fromIterable(plan.groups())
                    .concatMap(group -> engine.sessions()
                            .many(session -> session.insert(plan.insert(label, group, conflict, false))))
                    .count();
        });
    }
}
