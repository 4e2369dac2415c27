package dev.relata.internal.cascade;

import dev.relata.internal.write.Referrers;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Reference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The types whose rows may go with those of one type, in the order in which they are visited: referred-to types before those
 * that refer to them. Read from the model alone. Immutable, thread-safe.
 *
 * <p>Types are known by their tables: a junction without a record has a type of its own for each of its sides.
 */
final class CascadeGraph {

    private final EntityType<?> root;
    private final Map<String, List<Reference>> references;
    private final List<TypeGroup> components;
    private final Set<String> metByOtherDeletes;

    /**
     * Types that are visited together: one, or those that refer to each other in a circle.
     *
     * @param types the types
     * @param inner the cascades among them
     * @param circular whether rows of theirs may refer to each other
     */
    record TypeGroup(List<EntityType<?>> types, List<Reference> inner, boolean circular) {}

    private CascadeGraph(
            EntityType<?> root,
            Map<String, List<Reference>> references,
            List<TypeGroup> components,
            Set<String> metByOtherDeletes) {
        this.root = root;
        this.references = references;
        this.components = components;
        this.metByOtherDeletes = metByOtherDeletes;
    }

    static CascadeGraph of(Referrers referrers, EntityType<?> root) {
        Map<String, EntityType<?>> types = new LinkedHashMap<>();
        Map<String, List<Reference>> references = new LinkedHashMap<>();
        collect(referrers, root, types, references);
        List<TypeGroup> components =
                afterKeySetters(StronglyConnectedComponents.of(root, references), references).stream()
                        .map(tables -> component(tables, types, references))
                        .toList();
        return new CascadeGraph(root, references, components, metByOtherDeletes(referrers));
    }

    /** The same, each as far as it can be behind those that set its keys when they go: their rows are then locked together. */
    private static List<List<String>> afterKeySetters(
            List<List<String>> circles, Map<String, List<Reference>> references) {
        List<List<String>> left = new ArrayList<>(circles);
        List<List<String>> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            List<List<String>> free = left.stream()
                    .filter(circle -> none(left, circle, references, OnDeleteTrait.CHILDREN_FIRST))
                    .toList();
            List<String> next = free.stream()
                    .filter(circle -> none(left, circle, references, OnDeleteTrait.SETS_KEYS))
                    .findFirst()
                    .orElse(free.get(0));
            ordered.add(next);
            left.remove(next);
        }
        return ordered;
    }

    private static boolean none(
            List<List<String>> left,
            List<String> circle,
            Map<String, List<Reference>> references,
            Predicate<Reference> kind) {
        return left.stream()
                .filter(other -> !other.equals(circle))
                .flatMap(List::stream)
                .flatMap(table -> references.getOrDefault(table, List.of()).stream())
                .filter(kind)
                .noneMatch(reference -> circle.contains(reference.child().table()));
    }

    /** The tables whose rows deletes of different types may change, so that they may meet there. */
    private static Set<String> metByOtherDeletes(Referrers referrers) {
        Map<String, Integer> ways = new HashMap<>();
        for (EntityType<?> type : referrers.model().entities()) {
            List<Reference> writing = referrers.of(type).stream()
                    .filter(CascadeGraph::writesRecords)
                    .toList();
            writing.forEach(reference -> ways.merge(reference.child().table(), 1, Integer::sum));
            if (!writing.isEmpty()) {
                ways.merge(type.table(), 1, Integer::sum);
            }
        }
        ways.values().removeIf(number -> number < 2);
        return Set.copyOf(ways.keySet());
    }

    private static void collect(
            Referrers referrers,
            EntityType<?> type,
            Map<String, EntityType<?>> types,
            Map<String, List<Reference>> references) {
        if (types.putIfAbsent(type.table(), type) != null) {
            return;
        }
        List<Reference> found = referrers.of(type);
        references.put(type.table(), found);
        for (Reference reference : found) {
            if (OnDeleteTrait.DELETES_ROWS.test(reference)) {
                collect(referrers, reference.child(), types, references);
            }
        }
    }

    private static TypeGroup component(
            List<String> tables, Map<String, EntityType<?>> types, Map<String, List<Reference>> references) {
        List<Reference> among = tables.stream()
                .flatMap(table -> references.getOrDefault(table, List.of()).stream())
                .filter(reference -> tables.contains(reference.child().table()))
                .filter(OnDeleteTrait.CHILDREN_FIRST)
                .toList();
        List<Reference> inner =
                among.stream().filter(OnDeleteTrait.DELETES_ROWS).toList();
        List<EntityType<?>> members = new ArrayList<>();
        tables.forEach(table -> members.add(types.get(table)));
        return new TypeGroup(List.copyOf(members), inner, !among.isEmpty());
    }

    EntityType<?> root() {
        return root;
    }

    /** Parents before children; the root's first. */
    List<TypeGroup> components() {
        return components;
    }

    /** The references to a type. */
    List<Reference> references(EntityType<?> type) {
        return references.getOrDefault(type.table(), List.of());
    }

    /** The references to all types, parents before children. */
    Stream<Reference> references() {
        return components.stream()
                .flatMap(component -> component.types().stream())
                .flatMap(type -> references(type).stream());
    }

    /** The references with a property of their action, parents before children. */
    Stream<Reference> references(OnDeleteTrait property) {
        return references().filter(property);
    }

    /** The cascades that lead to a type. */
    List<Reference> incoming(EntityType<?> type) {
        return from(type, OnDeleteTrait.DELETES_ROWS);
    }

    /** The references by which keys of a type's rows are set. */
    List<Reference> setting(EntityType<?> type) {
        return from(type, OnDeleteTrait.SETS_KEYS);
    }

    private List<Reference> from(EntityType<?> type, Predicate<Reference> kind) {
        return references.values().stream()
                .flatMap(List::stream)
                .filter(kind)
                .filter(reference -> reference.child().table().equals(type.table()))
                .toList();
    }

    /** Whether rows of a type may go. */
    boolean contains(EntityType<?> type) {
        return references.containsKey(type.table());
    }

    /** Whether nothing is to be asked or done about what refers to the root. */
    boolean nothingToDo() {
        return references(root).stream().allMatch(OnDeleteTrait::leavesToDatabase);
    }

    /** Whether rows that refer to a type are written to before its own rows go. */
    boolean hasWritesBelow(EntityType<?> type) {
        return references(type).stream().anyMatch(OnDeleteTrait::writes);
    }

    /** Whether records that refer to a type are written to; links have nothing below them and are not worth a lock. */
    boolean hasRecordWritesBelow(EntityType<?> type) {
        return references(type).stream().anyMatch(CascadeGraph::writesRecords);
    }

    /** Whether deletes of different types may meet at rows of this one, and should lock them in one order before. */
    boolean metByOtherDeletes(EntityType<?> type) {
        return metByOtherDeletes.contains(type.table());
    }

    private static boolean writesRecords(Reference reference) {
        return OnDeleteTrait.writes(reference) && reference.child().javaType().isRecord();
    }

    /**
     * Whether a key that leads to rows of a type is changed before they go, because it shares a component with one that is
     * set to null or to a default: then the rows have to be remembered, or they would not be found again.
     */
    boolean losesItsKey(EntityType<?> type) {
        List<Reference> changed = setting(type);
        return incoming(type).stream()
                .flatMap(reference -> reference.key().stream())
                .anyMatch(attribute ->
                        changed.stream().anyMatch(reference -> reference.key().contains(attribute)));
    }
}
