package dev.relata.model;

import java.util.List;
import java.util.stream.Stream;

/**
 * The rows that link two types, each holding a key of both. Immutable.
 *
 * @param type the junction's type: a join record's, or one without a record
 * @param ownerColumns what refers to the owner, in the order of the owner's key
 * @param targetColumns what refers to the target, in the order of the target's key
 */
public record Junction(EntityType<?> type, List<Attribute> ownerColumns, List<Attribute> targetColumns) {

    /** Copies the lists. */
    public Junction {
        ownerColumns = List.copyOf(ownerColumns);
        targetColumns = List.copyOf(targetColumns);
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
        return new Junction(type, targetColumns, ownerColumns);
    }
}
