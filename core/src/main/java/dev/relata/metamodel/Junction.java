package dev.relata.metamodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that link two types, each holding a key of both; or, where a relationship goes through others, rows of several types on
 * the way, the first of which hold a key of the owner and the last of which a key of the target. Immutable.
 *
 * @param type the junction's type: a join record's, or one without a record
 * @param ownerColumns what refers to the owner, in the order of the owner's key
 * @param targetColumns what refers to the target, in the order of the target's key
 * @param position what keeps the order of the links of one end, or null where nothing does
 * @param ordersTargets whether that end is the owner, whose targets have an order; else it is the target
 * @param steps the ways from the junction's rows to further rows, one after the other and each by equal keys, the last of which hold
 *     the target columns; empty where the junction's own rows do
 */
public record Junction(
        EntityType<?> type,
        List<Attribute> ownerColumns,
        List<Attribute> targetColumns,
        @Nullable Attribute position,
        boolean ordersTargets,
        List<Association> steps) {

    /** Copies the lists. */
    public Junction {
        ownerColumns = List.copyOf(ownerColumns);
        targetColumns = List.copyOf(targetColumns);
        steps = List.copyOf(steps);
    }

    /**
     * A junction of one type of rows.
     *
     * @param type the junction's type: a join record's, or one without a record
     * @param ownerColumns what refers to the owner, in the order of the owner's key
     * @param targetColumns what refers to the target, in the order of the target's key
     * @param position what keeps the order of the links of one end, or null where nothing does
     * @param ordersTargets whether that end is the owner, whose targets have an order; else it is the target
     */
    public Junction(
            EntityType<?> type,
            List<Attribute> ownerColumns,
            List<Attribute> targetColumns,
            @Nullable Attribute position,
            boolean ordersTargets) {
        this(type, ownerColumns, targetColumns, position, ordersTargets, List.of());
    }

    /**
     * A junction without an order.
     *
     * @param type the junction's type: a join record's, or one without a record
     * @param ownerColumns what refers to the owner, in the order of the owner's key
     * @param targetColumns what refers to the target, in the order of the target's key
     */
    public Junction(EntityType<?> type, List<Attribute> ownerColumns, List<Attribute> targetColumns) {
        this(type, ownerColumns, targetColumns, null, false);
    }

    /**
     * The type of the rows that refer to the target.
     *
     * @return the junction's own type, but the last on the way where there are {@link #steps()}
     */
    public EntityType<?> end() {
        return steps.isEmpty() ? type : steps.get(steps.size() - 1).target();
    }

    /**
     * The two keys of a link.
     *
     * @return the owner's columns and the target's; one that both go by is named once
     */
    public List<Attribute> pair() {
        return Stream.of(ownerColumns, targetColumns)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /**
     * Tells whether two ends are linked once at the most.
     *
     * @return true where the pair is the id, or a unique key
     */
    public boolean pairIsUnique() {
        Set<Attribute> pair = Set.copyOf(pair());
        return Stream.concat(Stream.of(type.id()), type.uniqueKeys().stream())
                .map(Set::copyOf)
                .anyMatch(pair::equals);
    }

    /**
     * Tells whether the links are records of their own.
     *
     * @return true for a relationship through a join record
     */
    public boolean hasRecord() {
        return type.javaType().isRecord();
    }

    /**
     * Tells whether a pair is linked once at the most.
     *
     * @return true where the model knows so by the junction's id or a unique key of it, and of all rows on the way
     */
    public boolean once() {
        List<Attribute> onward = steps.isEmpty() ? targetColumns : steps.get(0).sourceKey();
        boolean first = unique(type, Stream.of(ownerColumns, onward).flatMap(List::stream));
        return first && IntStream.range(0, steps.size()).allMatch(this::reachedOnce);
    }

    /** Whether the target leads back to one row at the most of those that a step leads to. */
    private boolean reachedOnce(int step) {
        boolean last = step == steps.size() - 1;
        List<Attribute> onward = last ? targetColumns : steps.get(step + 1).sourceKey();
        return unique(steps.get(step).target(), onward.stream());
    }

    private static boolean unique(EntityType<?> type, Stream<Attribute> given) {
        List<String> columns = given.map(Attribute::column).toList();
        return Stream.concat(Stream.of(type.id()), type.uniqueKeys().stream())
                .filter(key -> !key.isEmpty())
                .anyMatch(key -> key.stream().map(Attribute::column).allMatch(columns::contains));
    }

    /**
     * The same rows seen from the other end.
     *
     * @return the junction with owner and target exchanged
     */
    public Junction flip() {
        boolean flippedOrder = position != null && !ordersTargets;
        return new Junction(end(), targetColumns, ownerColumns, position, flippedOrder, flipped(steps));
    }

    private static List<Association> flipped(List<Association> steps) {
        List<Association> flipped = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            flipped.add(steps.get(i).flip());
        }
        return flipped;
    }
}
