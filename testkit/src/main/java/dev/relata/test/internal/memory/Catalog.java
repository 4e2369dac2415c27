package dev.relata.test.internal.memory;

import dev.relata.model.Association;
import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.model.Junction;
import dev.relata.model.Model;
import dev.relata.model.RelationshipKind;
import dev.relata.model.RelationshipType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of a model with their constraints. Thread-safe. */
final class Catalog {

    private final Map<String, TableSchema> schemas = new ConcurrentHashMap<>();
    private final Map<String, ForeignKey> foreignKeys = new LinkedHashMap<>();

    Catalog(Model model) {
        Map<String, List<List<Attribute>>> unique = new LinkedHashMap<>();
        for (RelationshipType<?, ?> relationship : model.relationships()) {
            Association toOne = toOne(relationship);
            boolean single = relationship.kind() == RelationshipKind.ONE_TO_ONE
                    || relationship.kind() == RelationshipKind.HAS_ONE;
            if (single) {
                unique.computeIfAbsent(toOne.source().table(), any -> new ArrayList<>())
                        .add(toOne.sourceKey());
            }
        }
        model.entities()
                .forEach(type ->
                        schemas.put(type.table(), TableSchema.of(type, unique.getOrDefault(type.table(), List.of()))));
        model.relationships().forEach(this::addForeignKeys);
    }

    /** The association from the rows that hold the key; a junction's is not asked for. */
    private static Association toOne(RelationshipType<?, ?> relationship) {
        return switch (relationship.kind()) {
            case HAS_ONE, ONE_TO_MANY -> relationship.association().flip();
            default -> relationship.association();
        };
    }

    private void addForeignKeys(RelationshipType<?, ?> relationship) {
        Junction junction = relationship.junction();
        if (junction == null) {
            Association toOne = toOne(relationship);
            add(new ForeignKey(toOne.source(), toOne.sourceKey(), toOne.target(), toOne.targetKey()));
        } else {
            Association ends = relationship.association();
            add(new ForeignKey(junction.type(), junction.ownerColumns(), ends.source(), ends.sourceKey()));
            add(new ForeignKey(junction.type(), junction.targetColumns(), ends.target(), ends.targetKey()));
        }
    }

    /** What refers to something that is not unique cannot be checked, in a database neither. */
    private void add(ForeignKey key) {
        if (schema(key.parent()).keyOf(key.references()) >= 0) {
            foreignKeys.putIfAbsent(key.name() + key.parent().table(), key);
        }
    }

    TableSchema schema(EntityType<?> type) {
        return schemas.computeIfAbsent(type.table(), any -> TableSchema.of(type, List.of()));
    }

    /** Checks what a statement did to one table. */
    void check(State after, EntityType<?> type, String label, Collection<StoredRow> gone, Collection<StoredRow> come) {
        for (ForeignKey key : foreignKeys.values()) {
            if (key.child().table().equals(type.table())) {
                key.checkWritten(this, after, label, come);
            }
            if (key.parent().table().equals(type.table())) {
                key.checkGone(this, after, label, gone);
            }
        }
    }
}
