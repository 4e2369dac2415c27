package dev.relata.metamodel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How rows of one type find their rows of another: equal keys, or a junction between them. Immutable.
 *
 * @param source where it starts
 * @param sourceKey the attributes of the source that are compared
 * @param junction the rows between them, or null where the keys are compared directly
 * @param target where it ends
 * @param targetKey the attributes of the target that are compared
 */
public record Association(
        EntityType<?> source,
        List<Attribute> sourceKey,
        @Nullable Junction junction,
        EntityType<?> target,
        List<Attribute> targetKey) {

    /** Copies the lists. */
    public Association {
        sourceKey = List.copyOf(sourceKey);
        targetKey = List.copyOf(targetKey);
    }

    /**
     * Makes an association by equal keys.
     *
     * @param source where it starts
     * @param sourceKey the attributes of the source that are compared
     * @param target where it ends
     * @param targetKey the attributes of the target that are compared
     * @return the association
     */
    public static Association of(
            EntityType<?> source, List<Attribute> sourceKey, EntityType<?> target, List<Attribute> targetKey) {
        return new Association(source, sourceKey, null, target, targetKey);
    }

    /**
     * From a type to itself by some of its attributes; how rows are found by key.
     *
     * @param type the type
     * @param key the attributes
     * @return the association
     */
    public static Association byKey(EntityType<?> type, List<Attribute> key) {
        return of(type, key, type, key);
    }

    /**
     * The same way in the other direction.
     *
     * @return the association from target to source
     */
    public Association flip() {
        return new Association(target, targetKey, junction == null ? null : junction.flip(), source, sourceKey);
    }

    /**
     * The steps of this way, each by equal keys.
     *
     * @return this one alone where there is no junction; else those to the junction's rows, between them, and on to the target
     */
    public List<Association> hops() {
        Junction links = junction;
        if (links == null) {
            return List.of(this);
        }
        List<Association> hops = new ArrayList<>();
        hops.add(of(source, sourceKey, links.type(), links.ownerColumns()));
        hops.addAll(links.steps());
        hops.add(of(links.end(), links.targetColumns(), target, targetKey));
        return hops;
    }

    /**
     * Tells whether some component of a key is null, so that nothing is related.
     *
     * @param key the values of the source's key
     * @return true where one is null
     */
    public static boolean incomplete(List<? extends @Nullable Object> key) {
        for (Object part : key) {
            if (part == null) {
                return true;
            }
        }
        return false;
    }
}
