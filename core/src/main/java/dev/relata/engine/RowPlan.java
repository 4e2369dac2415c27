package dev.relata.engine;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * New rows of one type, sorted by which attributes they give: rows that leave different ones to the database cannot
 * share a statement.
 */
final class RowPlan<E> {

    private final EntityType<E> type;
    private final Clock clock;
    private final Map<List<Attribute>, Group> groups = new LinkedHashMap<>();
    private int size;

    /** Rows that give the same attributes, and where each stood in the input. */
    record Group(List<Attribute> columns, List<@Nullable Object[]> rows, List<Integer> positions) {}

    RowPlan(EntityType<E> type, Clock clock) {
        this.type = type;
        // Read once: created and updated are the same time, in all rows of an insert.
        this.clock = Clock.fixed(clock.instant(), clock.getZone());
    }

    /** Checks the row before any I/O and adds it. */
    void add(E entity) {
        @Nullable Object[] values = type.values(entity);
        List<Attribute> columns = new ArrayList<>(values.length);
        List<@Nullable Object> given = new ArrayList<>(values.length);
        for (Attribute attribute : type.attributes()) {
            Object value = given(attribute, values[attribute.index()]);
            if (value != null || attribute.generation() != Attribute.Generation.DATABASE) {
                Values.required(attribute, value);
                columns.add(attribute);
                given.add(value);
            }
        }
        Group group = groups.computeIfAbsent(columns, any -> new Group(columns, new ArrayList<>(), new ArrayList<>()));
        group.rows().add(given.toArray());
        group.positions().add(size++);
    }

    private @Nullable Object given(Attribute attribute, @Nullable Object value) {
        return switch (attribute.generation()) {
            case UPDATED_AT -> Values.now(attribute, clock);
            case CREATED_AT -> value == null ? Values.now(attribute, clock) : value;
            case NONE, DATABASE, VERSION -> value;
        };
    }

    int size() {
        return size;
    }

    List<Group> groups() {
        return List.copyOf(groups.values());
    }

    Insert insert(String label, Group group, Conflict conflict, boolean returning) {
        List<Attribute> answered = returning ? type.attributes() : List.of();
        return new Insert(label, type, group.columns(), group.rows(), conflict, answered);
    }
}
