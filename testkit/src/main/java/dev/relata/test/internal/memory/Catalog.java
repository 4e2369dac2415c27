package dev.relata.test.internal.memory;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.Reference;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.OnDelete;
import dev.relata.spi.StoredEntities;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tables of a model with their constraints. Thread-safe. */
final class Catalog {

    private final Map<String, TableSchema> schemas = new ConcurrentHashMap<>();
    private final List<ForeignKeyConstraint> foreignKeys = new ArrayList<>();
    private final SortKeyTable sortKeys = new SortKeyTable();

    Catalog(Model model) {
        Map<String, List<List<Attribute>>> unique = new LinkedHashMap<>();
        for (RelationshipType<?, ?> relationship : model.relationships()) {
            if (relationship.kind().uniqueKey()) {
                Association toOne = relationship.foreignKey();
                unique.computeIfAbsent(toOne.source().table(), any -> new ArrayList<>())
                        .add(toOne.sourceKey());
            }
        }
        StoredEntities.of(model)
                .forEach(type ->
                        schemas.put(type.table(), TableSchema.of(type, unique.getOrDefault(type.table(), List.of()))));
        model.entities().forEach(type -> model.references(type).forEach(this::add));
    }

    /** What refers to something that is not unique cannot be checked, in a database neither. */
    private void add(Reference reference) {
        if (schema(reference.parent()).keyOf(reference.parentKey()) >= 0) {
            foreignKeys.add(new ForeignKeyConstraint(
                    reference.child(),
                    reference.key(),
                    reference.parent(),
                    reference.parentKey(),
                    reference.onDelete() == OnDelete.DB_CASCADE));
        }
    }

    /** The keys by which rows go with those of a type, without anybody asking for it. */
    List<ForeignKeyConstraint> cascading(EntityType<?> parent) {
        return foreignKeys.stream()
                .filter(key -> key.cascades() && key.parent().table().equals(parent.table()))
                .toList();
    }

    SortKeyTable sortKeys() {
        return sortKeys;
    }

    TableSchema schema(EntityType<?> type) {
        return schemas.computeIfAbsent(type.table(), any -> TableSchema.of(type, List.of()));
    }

    /** Checks what a statement did to one table. */
    void check(State after, EntityType<?> type, String label, Collection<StoredRow> gone, Collection<StoredRow> come) {
        for (ForeignKeyConstraint key : foreignKeys) {
            if (key.child().table().equals(type.table())) {
                key.checkWritten(this, after, label, come);
            }
            if (key.parent().table().equals(type.table())) {
                key.checkGone(this, after, label, gone);
            }
        }
    }
}
