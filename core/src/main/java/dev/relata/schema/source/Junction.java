package dev.relata.schema.source;

import dev.relata.model.Naming;
import dev.relata.schema.live.LiveColumn;
import dev.relata.schema.live.LiveColumn.Generation;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A table whose rows link two others, each pair once. Immutable.
 *
 * @param type the table
 * @param first the key to one end
 * @param second the key to the other end
 * @param isPure whether it holds nothing but the pairs, so that no record is needed
 */
record Junction(RecordType type, KeyRelation first, KeyRelation second, boolean isPure) {

    /** Finds the junctions among some tables. */
    static List<Junction> all(Map<String, RecordType> types) {
        List<KeyRelation> relations = KeyRelation.all(types);
        return types.values().stream()
                .map(type -> of(type, relations))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<Junction> of(RecordType type, List<KeyRelation> relations) {
        List<KeyRelation> own = relations.stream()
                .filter(relation -> relation.child() == type && relation.toId() && !relation.isSingle())
                .toList();
        boolean referred = relations.stream().anyMatch(relation -> relation.parent() == type);
        return own.stream()
                .flatMap(first -> own.subList(own.indexOf(first) + 1, own.size()).stream()
                        .map(second -> new Junction(type, first, second, false)))
                .filter(Junction::isUnique)
                .findFirst()
                .map(links -> links.isWhole() && own.size() == 2 && !referred
                        ? new Junction(type, links.first, links.second, true)
                        : links);
    }

    String name() {
        return type.table().name();
    }

    private Set<String> columns() {
        Set<String> columns = new HashSet<>(first.columns());
        columns.addAll(second.columns());
        return columns;
    }

    private boolean isUnique() {
        return Stream.concat(Stream.of(type.id()), type.table().uniqueKeys().stream())
                .filter(key -> !type.table().deferrableKeys().contains(key))
                .anyMatch(key -> new HashSet<>(key).equals(columns()));
    }

    /** Whether there is nothing beside the two keys, each with columns of its own and of the types that it refers to. */
    private boolean isWhole() {
        return columns().size() == type.table().columns().size()
                && columns().size() == first.columns().size() + second.columns().size()
                && type.table().columns().stream().allMatch(Junction::isPlain)
                && Stream.of(first, second).allMatch(KeyRelation::hasSameTypes);
    }

    private static boolean isPlain(LiveColumn column) {
        return !column.nullable() && column.generation() == Generation.NONE;
    }

    boolean isSelf() {
        return first.parent() == second.parent();
    }

    /** Whether several of some junctions link the same two tables. */
    boolean isOneOfSeveral(Collection<Junction> all) {
        Set<RecordType> ends = Set.copyOf(
                List.of(first.parent(), second.parent()).stream().distinct().toList());
        return all.stream()
                        .filter(other -> Set.copyOf(List.of(other.first.parent(), other.second.parent()).stream()
                                        .distinct()
                                        .toList())
                                .equals(ends))
                        .count()
                > 1;
    }

    Junction flip() {
        return new Junction(type, second, first, isPure);
    }

    /** Whether the table has the name that a relationship from the first end to the second gives it by itself. */
    boolean hasDefaultName(Naming naming) {
        return naming.junction(
                        first.parent().table().name(),
                        ColumnSource.unqualified(second.parent().table().name()))
                .equals(name());
    }

    boolean hasDefaultColumns(Naming naming) {
        return hasDefaultColumns(first, isSelf() ? "from" : "", naming)
                && hasDefaultColumns(second, isSelf() ? "to" : "", naming);
    }

    private static boolean hasDefaultColumns(KeyRelation key, String prefix, Naming naming) {
        RecordType end = key.parent();
        String component = JavaNames.end(prefix, end.name());
        return key.columns()
                .equals(end.id().stream()
                        .map(column -> naming.reference(component, column))
                        .toList());
    }
}
