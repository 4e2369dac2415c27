package dev.relata.internal.write;

import dev.relata.internal.resolve.AttributeValues;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Conflict.Policy;
import dev.relata.spi.Insert;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * New rows of one type, filled in, checked, and grouped by the attributes that they give: rows that leave different ones to
 * the database cannot share a statement. An answer is brought back into the order of the rows.
 */
final class InsertPlan<E> {

    private final EntityType<E> type;
    private final Attribute[] attributes;
    private final Clock clock;
    private final boolean runs;
    private final List<E> rows;
    private final List<InsertGroup> groups = new ArrayList<>();
    private final Map<BitSet, InsertGroup> open = new HashMap<>();
    private final BitSet left = new BitSet();
    private @Nullable InsertGroup last;

    /** Rows that leave the same attributes to the database and give the others, and where each stood in the input. */
    record InsertGroup(BitSet left, List<Attribute> columns, List<@Nullable Object[]> rows, List<Integer> positions) {}

    private InsertPlan(EntityType<E> type, Clock clock, List<E> rows, boolean runs) {
        this.type = type;
        this.attributes = type.attributes().toArray(Attribute[]::new);
        // Read once: created and updated are the same time, in all rows of an insert.
        this.clock = Clock.fixed(clock.instant(), clock.getZone());
        this.rows = rows;
        this.runs = runs;
    }

    /**
     * Plans the insert of rows; refuses what cannot be stored.
     *
     * @param runs whether rows share a statement only where no other comes between them, so that their order is kept
     */
    static <E> InsertPlan<E> of(EntityType<E> type, Clock clock, List<E> rows, boolean runs) {
        InsertPlan<E> plan = new InsertPlan<>(type, clock, rows, runs);
        for (int i = 0; i < rows.size(); i++) {
            plan.add(type.values(rows.get(i)), i);
        }
        return plan;
    }

    private void add(@Nullable Object[] values, int position) {
        left.clear();
        for (Attribute attribute : attributes) {
            Object value = filledIn(attribute, values[attribute.index()]);
            values[attribute.index()] = value;
            boolean byDatabase = value == null && attribute.generation() == Attribute.Generation.DATABASE;
            if (byDatabase || attribute.writes() == Attribute.Writability.NEVER) {
                left.set(attribute.index());
            } else {
                AttributeValues.required(attribute, value);
            }
        }
        InsertGroup group = group();
        group.rows().add(left.isEmpty() ? values : without(values));
        group.positions().add(position);
    }

    private @Nullable Object filledIn(Attribute attribute, @Nullable Object value) {
        return switch (attribute.generation()) {
            case UPDATED_AT -> AttributeValues.now(attribute, clock);
            case CREATED_AT -> value == null ? AttributeValues.now(attribute, clock) : value;
            case VERSION -> version(attribute, value);
            case NONE, DATABASE, COMPUTED -> value;
        };
    }

    private @Nullable Object version(Attribute attribute, @Nullable Object value) {
        boolean time = !attribute.counts() && attribute.writes() != Attribute.Writability.NEVER;
        return value == null && time ? AttributeValues.now(attribute, clock) : type.firstVersion(value);
    }

    private InsertGroup group() {
        if (last == null || !last.left().equals(left)) {
            InsertGroup known = runs ? null : open.get(left);
            last = known == null ? begin((BitSet) left.clone()) : known;
        }
        return last;
    }

    private InsertGroup begin(BitSet leftOut) {
        List<Attribute> columns = type.attributes().stream()
                .filter(attribute -> !leftOut.get(attribute.index()))
                .toList();
        InsertGroup group = new InsertGroup(leftOut, columns, new ArrayList<>(), new ArrayList<>());
        open.put(leftOut, group);
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

    /** The rows as they were given. */
    List<E> rows() {
        return rows;
    }

    List<InsertGroup> groups() {
        return groups;
    }

    /** The values of some attributes, of the rows that give all of them. */
    List<List<Object>> keys(List<Attribute> attributes) {
        List<List<Object>> keys = new ArrayList<>();
        for (InsertGroup group : groups) {
            if (!group.columns().containsAll(attributes)) {
                continue;
            }
            int[] columns =
                    attributes.stream().mapToInt(group.columns()::indexOf).toArray();
            group.rows().stream()
                    .map(row -> PredicateBuilder.complete(Arrays.stream(columns)
                            .mapToObj(column -> row[column])
                            .toList()))
                    .filter(Objects::nonNull)
                    .forEach(keys::add);
        }
        return keys;
    }

    Insert insert(String label, InsertGroup group, ConflictRule rule, boolean returning) {
        List<Attribute> answered = returning ? type.attributes() : List.of();
        return new Insert(
                label, type, group.columns(), group.rows(), rule.of(type, group.columns()), answered, rule.whole());
    }

    /**
     * Puts the rows of an answer at the places of those that they come from, as the store says. A row that the store cannot
     * tell, as its key was changed on the way, comes where there is room. Their number has been checked.
     */
    void place(InsertGroup group, Insert insert, List<@Nullable Object[]> answer, @Nullable Object[] stored) {
        if (!insert.positioned()) {
            for (int i = 0; i < answer.size(); i++) {
                stored[group.positions().get(i)] = type.instantiate(answer.get(i));
            }
            return;
        }
        List<E> others = new ArrayList<>();
        for (@Nullable Object[] row : answer) {
            E one = type.instantiate(Arrays.copyOfRange(row, 1, row.length));
            if (row[0] instanceof Integer position && stored[group.positions().get(position)] == null) {
                stored[group.positions().get(position)] = one;
            } else {
                others.add(one);
            }
        }
        Iterator<Integer> free = group.positions().stream()
                .filter(position -> stored[position] == null)
                .iterator();
        others.forEach(one -> stored[free.next()] = one);
    }

    /** Refuses an answer with other rows than those given; one row under a policy may be left out, no other. */
    static void checkAll(Insert insert, int answered) {
        if (insert.positioned()) {
            return;
        }
        int given = insert.rows().size();
        boolean leftOut = answered == 0 && given == 1 && insert.conflict().policy() != Policy.ERROR;
        if (answered != given && !leftOut) {
            throw Writes.miscounted(insert.label(), answered, given);
        }
    }
}
