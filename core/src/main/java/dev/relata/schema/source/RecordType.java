package dev.relata.schema.source;

import dev.relata.schema.live.LiveColumn;
import dev.relata.schema.live.LiveColumn.Generation;
import dev.relata.schema.live.LiveTable;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A table as a record: the names of the type and of its components, and the columns of its id. Immutable. */
final class RecordType {

    private final LiveTable table;
    private final String name;
    private final List<String> id;
    private final Map<String, String> components = new LinkedHashMap<>();
    private final Map<String, String> uniqueKeys = new HashMap<>();

    RecordType(LiveTable table, String name) {
        this.table = table;
        this.name = name;
        this.id = table.columns().stream()
                .map(LiveColumn::name)
                .filter(idOf(table)::contains)
                .toList();
        Set<String> taken = new HashSet<>();
        for (LiveColumn column : table.columns()) {
            components.put(column.name(), Distinct.name(JavaNames.component(column.name()), taken));
        }
        if (!isReadOnly()) {
            table.uniqueKeys().stream()
                    .filter(key -> !table.deferrableKeys().contains(key))
                    .sorted(Comparator.<List<String>>comparingInt(List::size).thenComparing(List::toString))
                    .forEach(this::addUniqueKey);
        }
    }

    /** The primary key, else a unique key that is as good as one; none where rows have nothing to be known by. */
    private static List<String> idOf(LiveTable table) {
        if (!table.constrained() || !table.primaryKey().isEmpty()) {
            return table.constrained() ? table.primaryKey() : List.of();
        }
        return table.uniqueKeys().stream()
                .filter(key -> !table.deferrableKeys().contains(key))
                .filter(key -> key.stream().allMatch(column -> isRequired(table, column)))
                .findFirst()
                .orElse(List.of());
    }

    private static boolean isRequired(LiveTable table, String column) {
        return table.column(column).filter(there -> !there.nullable()).isPresent();
    }

    LiveTable table() {
        return table;
    }

    String name() {
        return name;
    }

    /** The columns of the id, in the order of the table; none for a type whose rows are only read. */
    List<String> id() {
        return id;
    }

    boolean isReadOnly() {
        return id.isEmpty();
    }

    LiveColumn column(String column) {
        return table.column(column).orElseThrow();
    }

    /**
     * The name of the unique key that a column is a part of; empty text for one of its own. A component is a part of one key at the
     * most, so of keys that overlap the first is kept.
     */
    Optional<String> uniqueKey(String column) {
        return Optional.ofNullable(uniqueKeys.get(column));
    }

    private void addUniqueKey(List<String> key) {
        if (key.stream().noneMatch(uniqueKeys::containsKey) && !Set.copyOf(key).equals(Set.copyOf(id))) {
            String keyName = key.size() == 1 ? "" : String.join("_", key);
            key.forEach(column -> uniqueKeys.put(column, keyName));
        }
    }

    String component(String column) {
        return components.getOrDefault(column, column);
    }

    Set<String> componentNames() {
        return Set.copyOf(components.values());
    }

    /**
     * Whether a component may be null: where its column may be, and where the store fills it when it is. A key that refers to a row
     * is given, whatever its column falls back to: else the relationship would be optional.
     */
    boolean isNullable(LiveColumn column) {
        return column.nullable() || column.filled() && !isGivenKey(column);
    }

    private boolean isGivenKey(LiveColumn column) {
        return column.generation() == Generation.NONE
                && !id.contains(column.name())
                && table.foreignKeys().stream().anyMatch(key -> key.columns().contains(column.name()));
    }

    /** Whether the store fills the column of a row that leaves it out, and the record says so. */
    boolean isFilled(LiveColumn column) {
        return !isReadOnly() && column.filled() && isNullable(column);
    }

    /** A component as Java refers to it. */
    String accessor(String column) {
        return name + "::" + component(column);
    }
}
