package dev.relata.internal.engine;

import dev.relata.internal.resolve.AttributeValues;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Update.Change;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
     * A join record that is there, and its new values.
     *
     * @param pair the values of the pair, each attribute once
     * @param values the new values, at least one
     */
    public record Changed(List<Object> pair, Map<Attribute, @Nullable Object> values) {}

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
     * Changes join records that are there, and the times that every update sets; a statement for each set of attributes that
     * change.
     *
     * @param pair the attributes of a unique key
     * @param rows the rows, of distinct pairs
     * @return how many rows were changed
     */
    public Mono<Long> update(List<Attribute> pair, Collection<Changed> rows) {
        return Mono.defer(() -> {
            List<Change> times = engine.touched(type, List.of());
            Map<List<Attribute>, List<@Nullable Object[]>> groups = new LinkedHashMap<>();
            for (Changed row : rows) {
                List<Change> changes = changes(row, times);
                groups.computeIfAbsent(changes.stream().map(Change::attribute).toList(), any -> new ArrayList<>())
                        .add(values(row, changes));
            }
            return Flux.fromIterable(groups.entrySet())
                    .concatMap(group -> engine.sessions()
                            .one(session -> session.update(
                                    new UpdateRows(label, type, pair, group.getKey(), group.getValue()))))
                    .reduce(0L, Long::sum);
        });
    }

    /** In the order of the attributes, so that rows which change the same ones share a statement. */
    private List<Change> changes(Changed row, List<Change> times) {
        List<Change> changes = new ArrayList<>();
        for (Attribute attribute : type.attributes()) {
            if (row.values().containsKey(attribute)) {
                Object value = row.values().get(attribute);
                AttributeValues.required(attribute, value);
                changes.add(new Change(attribute, value));
            }
        }
        times.stream()
                .filter(time -> !row.values().containsKey(time.attribute()))
                .forEach(changes::add);
        return changes;
    }

    private static @Nullable Object[] values(Changed row, List<Change> changes) {
        List<@Nullable Object> values = new ArrayList<>(row.pair());
        changes.forEach(change -> values.add(change.value()));
        return values.toArray();
    }
}
