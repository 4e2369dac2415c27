package dev.relata.test.internal.memory;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate.OwnedBy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds rows by key and along associations in one state; indexes what it is asked for. For one statement, one thread. */
final class RowIndex {

    private final Catalog catalog;
    private final State state;
    private final Map<List<Object>, Map<MemoryKey, List<StoredRow>>> indexes = new HashMap<>();
    private final Map<EntityType<?>, List<StoredRow>> projected = new HashMap<>();

    RowIndex(Catalog catalog, State state) {
        this.catalog = catalog;
        this.state = state;
    }

    /** The rows of a type, in the order of writing; those of a type that is only read as the table's own type has written them. */
    Collection<StoredRow> all(EntityType<?> type) {
        TableData table = state.table(catalog, type);
        EntityType<?> written = table.schema().type();
        return type.readOnly() && written != type
                ? projected.computeIfAbsent(
                        type,
                        read -> table.rows().stream()
                                .map(row -> projected(written, read, row))
                                .toList())
                : table.rows();
    }

    private static StoredRow projected(EntityType<?> written, EntityType<?> read, StoredRow row) {
        @Nullable Object[] values = new @Nullable Object[read.attributes().size()];
        for (Attribute attribute : written.attributes()) {
            read.attributes().stream()
                    .filter(shown -> shown.column().equals(attribute.column()))
                    .forEach(shown -> values[shown.index()] = row.values()[attribute.index()]);
        }
        return new StoredRow(row.number(), values);
    }

    /** The rows of a type with a value under some attributes, in the order of writing. */
    List<StoredRow> find(EntityType<?> type, List<Attribute> attributes, MemoryKey value) {
        List<Object> name = List.of(
                type.readOnly() ? type : type.table(),
                attributes.stream().map(Attribute::index).toList());
        return indexes.computeIfAbsent(name, any -> index(type, attributes)).getOrDefault(value, List.of());
    }

    private Map<MemoryKey, List<StoredRow>> index(EntityType<?> type, List<Attribute> attributes) {
        Map<MemoryKey, List<StoredRow>> index = new HashMap<>();
        for (StoredRow row : all(type)) {
            MemoryKey key = MemoryKey.of(row.values(), attributes);
            if (key != null) {
                index.computeIfAbsent(key, any -> new ArrayList<>()).add(row);
            }
        }
        return index;
    }

    /** The targets of the owner with a key, each once. */
    Collection<StoredRow> targets(Association association, MemoryKey owner) {
        Junction junction = association.junction();
        if (junction == null) {
            return find(association.target(), association.targetKey(), owner);
        }
        LinkedHashSet<StoredRow> targets = new LinkedHashSet<>();
        for (StoredRow link : find(junction.type(), junction.ownerColumns(), owner)) {
            MemoryKey target = MemoryKey.of(link.values(), junction.targetColumns());
            if (target != null) {
                targets.addAll(find(association.target(), association.targetKey(), target));
            }
        }
        return targets;
    }

    /** The place of a row among those of an owner; null where it is none of them. */
    @Nullable
    Object position(OwnedBy owned, StoredRow row) {
        Junction junction = Objects.requireNonNull(owned.association().junction(), "a position is a junction's");
        Attribute position = Objects.requireNonNull(junction.position(), "a position");
        MemoryKey target = MemoryKey.of(row.values(), owned.association().targetKey());
        for (StoredRow link : find(junction.type(), junction.ownerColumns(), MemoryKey.of(owned.key()))) {
            MemoryKey end = MemoryKey.of(link.values(), junction.targetColumns());
            if (end != null && end.equals(target)) {
                return link.values()[position.index()];
            }
        }
        return null;
    }

    /** The value at the end of a path; null where a row on the way is missing. */
    @Nullable
    Object value(StoredRow row, Path path) {
        StoredRow at = row;
        for (Association step : path.steps()) {
            MemoryKey key = MemoryKey.of(at.values(), step.sourceKey());
            Collection<StoredRow> targets = key == null ? List.of() : targets(step, key);
            if (targets.isEmpty()) {
                return null;
            }
            at = targets.iterator().next();
        }
        return at.values()[path.attribute().index()];
    }
}
