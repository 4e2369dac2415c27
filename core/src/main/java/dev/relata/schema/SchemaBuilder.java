package dev.relata.schema;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.Reference;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.OnDelete;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Derives the expected schema of a model. For one use. */
final class SchemaBuilder {

    private final Map<String, EntityType<?>> types = new LinkedHashMap<>();
    private final List<Reference> references;
    private final Map<String, List<List<String>>> uniqueKeys = new LinkedHashMap<>();

    SchemaBuilder(Model model) {
        model.entities().forEach(type -> types.put(type.table(), type));
        model.relationships().forEach(this::addJunction);
        references = model.references();
        types.values().forEach(type -> uniqueKeys.put(type.table(), uniqueKeys(type)));
    }

    private void addJunction(RelationshipType<?, ?> relationship) {
        Junction junction = relationship.junction();
        if (junction != null) {
            EntityType<?> type = junction.type();
            types.putIfAbsent(type.table(), type);
        }
    }

    private List<List<String>> uniqueKeys(EntityType<?> type) {
        List<List<String>> keys = new ArrayList<>();
        type.uniqueKeys().forEach(key -> addKey(type, keys, ForeignKeys.names(key)));
        references.stream()
                .filter(Reference::single)
                .filter(reference -> reference.child().table().equals(type.table()))
                .forEach(reference -> addKey(type, keys, ForeignKeys.names(reference.key())));
        return keys;
    }

    private static void addKey(EntityType<?> type, List<List<String>> keys, List<String> key) {
        if (!ColumnLists.same(ForeignKeys.names(type.id()), key) && !ColumnLists.contains(keys, key)) {
            keys.add(key);
        }
    }

    ExpectedSchema build() {
        return new ExpectedSchema(types.values().stream().map(this::table).toList());
    }

    private ExpectedTable table(EntityType<?> type) {
        List<Reference> own = references.stream()
                .filter(reference -> reference.child().table().equals(type.table()))
                .toList();
        return new ExpectedTable(
                type.table(),
                type.name(),
                type.attributes().stream()
                        .map(attribute ->
                                new ExpectedColumn(attribute, nullable(type, attribute), fallback(type, attribute)))
                        .toList(),
                ForeignKeys.names(type.id()),
                uniqueKeys.getOrDefault(type.table(), List.of()),
                own.stream()
                        .filter(this::refersToKey)
                        .map(SchemaBuilder::foreignKey)
                        .toList(),
                indexes(type, own));
    }

    private static boolean nullable(EntityType<?> type, Attribute attribute) {
        return attribute.nullable()
                && attribute.generation() == Generation.NONE
                && !type.id().contains(attribute);
    }

    private @Nullable Object fallback(EntityType<?> type, Attribute attribute) {
        return references.stream()
                .filter(reference -> reference.child().table().equals(type.table()))
                .filter(reference -> reference.onDelete() == OnDelete.SET_DEFAULT)
                .filter(reference -> reference.key().contains(attribute))
                .map(reference -> reference.defaults().get(reference.key().indexOf(attribute)))
                .findFirst()
                .orElse(null);
    }

    /** What refers to something that is not unique cannot be held by a constraint. */
    private boolean refersToKey(Reference reference) {
        EntityType<?> to = reference.parent();
        List<String> key = ForeignKeys.names(reference.parentKey());
        return ColumnLists.same(ForeignKeys.names(to.id()), key)
                || ColumnLists.contains(uniqueKeys.getOrDefault(to.table(), List.of()), key);
    }

    private static ExpectedForeignKey foreignKey(Reference reference) {
        return new ExpectedForeignKey(
                reference.name(),
                ForeignKeys.names(reference.key()),
                reference.parent().table(),
                ForeignKeys.names(reference.parentKey()),
                reference.onDelete(),
                ForeignKeys.cleared(reference));
    }

    /** The longest first: an index of several columns serves a key of its first ones too. */
    private List<ExpectedIndex> indexes(EntityType<?> type, List<Reference> own) {
        List<List<String>> covering = new ArrayList<>(uniqueKeys.getOrDefault(type.table(), List.of()));
        covering.add(ForeignKeys.names(type.id()));
        List<ExpectedIndex> indexes = new ArrayList<>();
        own.stream()
                .sorted(Comparator.comparing(reference -> -reference.key().size()))
                .filter(reference -> !ColumnLists.covered(covering, ForeignKeys.names(reference.key())))
                .forEach(reference -> {
                    List<String> columns = ForeignKeys.names(reference.key());
                    covering.add(columns);
                    indexes.add(new ExpectedIndex(reference.name(), columns));
                });
        return indexes;
    }
}
