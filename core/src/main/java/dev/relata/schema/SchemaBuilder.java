package dev.relata.schema;

import dev.relata.model.Attribute;
import dev.relata.model.Attribute.Generation;
import dev.relata.model.EntityType;
import dev.relata.model.Junction;
import dev.relata.model.Model;
import dev.relata.model.OnDelete;
import dev.relata.model.RelationshipType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Derives the expected schema of a model. For one use. */
final class SchemaBuilder {

    private final Map<String, EntityType<?>> types = new LinkedHashMap<>();
    private final Map<List<Object>, dev.relata.model.Reference> said = new HashMap<>();
    private final List<Reference> references;
    private final Map<String, List<List<String>>> uniqueKeys = new LinkedHashMap<>();

    SchemaBuilder(Model model) {
        model.entities().forEach(type -> types.put(type.table(), type));
        model.relationships().forEach(this::addJunction);
        model.entities().stream()
                .flatMap(type -> model.references(type).stream())
                .forEach(reference -> said.put(Reference.identity(reference), reference));
        references = references(model);
        types.values().forEach(type -> uniqueKeys.put(type.table(), uniqueKeys(type)));
    }

    private void addJunction(RelationshipType<?, ?> relationship) {
        Junction junction = relationship.junction();
        if (junction != null) {
            EntityType<?> type = junction.type();
            types.putIfAbsent(type.table(), type);
        }
    }

    /** Each key once, by the relationship that comes first, with what deletes go by. */
    private List<Reference> references(Model model) {
        Map<Object, Reference> distinct = new LinkedHashMap<>();
        model.relationships().stream()
                .flatMap(relationship -> Reference.of(relationship).stream())
                .sorted(Comparator.comparingInt(Reference::rank))
                .forEach(reference -> distinct.putIfAbsent(reference.identity(), reference));
        return distinct.values().stream()
                .map(reference -> reference.saying(said.get(reference.identity())))
                .toList();
    }

    private List<List<String>> uniqueKeys(EntityType<?> type) {
        List<List<String>> keys = new ArrayList<>();
        type.uniqueKeys().forEach(key -> addKey(type, keys, Reference.names(key)));
        references.stream()
                .filter(Reference::single)
                .filter(reference -> reference.from().table().equals(type.table()))
                .forEach(reference -> addKey(type, keys, reference.columns()));
        return keys;
    }

    private static void addKey(EntityType<?> type, List<List<String>> keys, List<String> key) {
        if (!ColumnLists.same(Reference.names(type.id()), key) && !ColumnLists.contains(keys, key)) {
            keys.add(key);
        }
    }

    ExpectedSchema build() {
        return new ExpectedSchema(types.values().stream().map(this::table).toList());
    }

    private ExpectedTable table(EntityType<?> type) {
        List<Reference> own = references.stream()
                .filter(reference -> reference.from().table().equals(type.table()))
                .toList();
        return new ExpectedTable(
                type.table(),
                type.name(),
                type.attributes().stream()
                        .map(attribute ->
                                new ExpectedColumn(attribute, nullable(type, attribute), fallback(type, attribute)))
                        .toList(),
                Reference.names(type.id()),
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
        return said.values().stream()
                .filter(reference -> reference.child().table().equals(type.table()))
                .filter(reference -> reference.onDelete() == OnDelete.SET_DEFAULT)
                .filter(reference -> reference.key().contains(attribute))
                .map(reference -> reference.defaults().get(reference.key().indexOf(attribute)))
                .findFirst()
                .orElse(null);
    }

    /** What refers to something that is not unique cannot be held by a constraint. */
    private boolean refersToKey(Reference reference) {
        EntityType<?> to = reference.to();
        return ColumnLists.same(Reference.names(to.id()), reference.references())
                || ColumnLists.contains(uniqueKeys.getOrDefault(to.table(), List.of()), reference.references());
    }

    private static ExpectedForeignKey foreignKey(Reference reference) {
        return new ExpectedForeignKey(
                reference.relationship(),
                reference.columns(),
                reference.to().table(),
                reference.references(),
                reference.onDelete(),
                reference.cleared());
    }

    /** The longest first: an index of several columns serves a key of its first ones too. */
    private List<ExpectedIndex> indexes(EntityType<?> type, List<Reference> own) {
        List<List<String>> covering = new ArrayList<>(uniqueKeys.getOrDefault(type.table(), List.of()));
        covering.add(Reference.names(type.id()));
        List<ExpectedIndex> indexes = new ArrayList<>();
        own.stream()
                .sorted(Comparator.comparing(reference -> -reference.columns().size()))
                .filter(reference -> !ColumnLists.covered(covering, reference.columns()))
                .forEach(reference -> {
                    covering.add(reference.columns());
                    indexes.add(new ExpectedIndex(reference.relationship(), reference.columns()));
                });
        return indexes;
    }
}
