package dev.relata.metamodel;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that link two types, each holding a key of both. Immutable.
 *
 * @param type the junction's type: a join record's, or one without a record
 * @param ownerColumns what refers to the owner, in the order of the owner's key
 * @param targetColumns what refers to the target, in the order of the target's key
 * @param position what keeps the order of the links of one end, or null where nothing does
 * @param ordersTargets whether that end is the owner, whose targets have an order; else it is the target
 */
public record Junction(
        EntityType<?> type,
        List<Attribute> ownerColumns,
        List<Attribute> targetColumns,
        @Nullable Attribute position,
        boolean ordersTargets) {

    /** Copies the lists. */
    public Junction {
        ownerColumns = List.copyOf(ownerColumns);
        targetColumns = List.copyOf(targetColumns);
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
     * @return true where the model knows so by the junction's id or a unique key of it
     */
    public boolean once() {
        List<String> pair = Stream.of(ownerColumns, targetColumns)
                .flatMap(List::stream)
                .map(Attribute::column)
                .toList();
        return Stream.concat(Stream.of(type.id()), type.uniqueKeys().stream())
                .anyMatch(key -> key.stream().map(Attribute::column).allMatch(pair::contains));
    }

    /**
     * The same rows seen from the other end.
     *
     * @return the junction with owner and target exchanged
     */
    public Junction flip() {
        return new Junction(type, targetColumns, ownerColumns, position, position != null && !ordersTargets);
    }
}
