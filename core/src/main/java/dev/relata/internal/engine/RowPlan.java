package dev.relata.internal.engine;

import dev.relata.internal.resolve.AttributeValues;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
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
    private final boolean runs;
    private final List<Group> groups = new ArrayList<>();
    private final Map<BitSet, Group> open = new HashMap<>();
    private final BitSet left = new BitSet();
    private BitSet lastLeft = left;
    private @Nullable Group last;
    private final List<E> entities = new ArrayList<>();

    /** Rows that give the same attributes, and where each stood in the input. */
    record Group(List<Attribute> columns, List<@Nullable Object[]> rows, List<Integer> positions) {}

    RowPlan(EntityType<E> type, Clock clock) {
        this(type, clock, false);
    }

    /** With {@code runs} rows share a statement only where no other comes between them: their order is kept. */
    RowPlan(EntityType<E> type, Clock clock, boolean runs) {
        this.type = type;
        // Read once: created and updated are the same time, in all rows of an insert.
        this.clock = Clock.fixed(clock.instant(), clock.getZone());
        this.runs = runs;
    }

    /** Checks the row before any I/O and adds it. */
    void add(E entity) {
        @Nullable Object[] values = type.values(entity);
        left.clear();
        for (Attribute attribute : type.attributes()) {
            Object value = given(attribute, values[attribute.index()]);
            values[attribute.index()] = value;
            if (value == null && attribute.generation() == Attribute.Generation.DATABASE) {
                left.set(attribute.index());
            } else {
                AttributeValues.required(attribute, value);
            }
        }
        Group group = group();
        group.rows().add(left.isEmpty() ? values : without(values));
        group.positions().add(entities.size());
        entities.add(entity);
    }

    private Group group() {
        Group known = last;
        if (known == null || !left.equals(lastLeft)) {
            if (runs) {
                open.clear();
            }
            lastLeft = (BitSet) left.clone();
            known = open.computeIfAbsent(lastLeft, this::begin);
            last = known;
        }
        return known;
    }

    private Group begin(BitSet leftOut) {
        List<Attribute> columns = type.attributes().stream()
                .filter(attribute -> !leftOut.get(attribute.index()))
                .toList();
        Group group = new Group(columns, new ArrayList<>(), new ArrayList<>());
        groups.add(group);
        return group;
    }

    private @Nullable Object[] without(@Nullable Object[] values) {
        @Nullable Object[] given = new @Nullable Object[values.length - left.cardinality()];
        int next = 0;
        for (int i = 0; i < values.length; i++) {
            if (!left.get(i)) {
                given[next++] = values[i];
            }
        }
        return given;
    }

    private @Nullable Object given(Attribute attribute, @Nullable Object value) {
        return switch (attribute.generation()) {
            case UPDATED_AT -> AttributeValues.now(attribute, clock);
            case CREATED_AT -> value == null ? AttributeValues.now(attribute, clock) : value;
            case NONE, DATABASE, VERSION -> value;
        };
    }

    int size() {
        return entities.size();
    }

    /** The rows as they were added. */
    List<E> entities() {
        return entities;
    }

    List<Group> groups() {
        return List.copyOf(groups);
    }

    /** The values of some attributes, of the rows that give all of them. */
    List<List<Object>> keys(List<Attribute> attributes) {
        List<List<Object>> keys = new ArrayList<>();
        for (Group each : groups) {
            int[] columns =
                    attributes.stream().mapToInt(each.columns()::indexOf).toArray();
            for (@Nullable
            Object[] row : Arrays.stream(columns).anyMatch(column -> column < 0)
                    ? List.<@Nullable Object[]>of()
                    : each.rows()) {
                List<Object> key = PredicateBuilder.complete(
                        Arrays.stream(columns).mapToObj(column -> row[column]).toList());
                if (key != null) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    Insert insert(String label, Group group, Conflict conflict, boolean returning) {
        List<Attribute> answered = returning ? type.attributes() : List.of();
        return new Insert(label, type, group.columns(), group.rows(), conflict, answered);
    }
}
