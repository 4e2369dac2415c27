package dev.relata.schema;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.Reference;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.OnDelete;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Derives the expected schema of a model. For one use. */
final class SchemaBuilder {

    private final Map<String, EntityType<?>> types = new LinkedHashMap<>();
    private final List<Reference> references;
    private final Map<String, List<List<String>>> uniqueKeys = new LinkedHashMap<>();

    SchemaBuilder(Model model) {
        model.entities().forEach(this::add);
        for (RelationshipType<?, ?> relationship : model.relationships()) {
            if (relationship.kind().linked()) {
                add(relationship.junctionOrThrow().type());
            }
        }
        references = model.references();
        types.values().forEach(type -> uniqueKeys.put(type.table(), uniqueKeys(type)));
    }

    /** Of several types of one table all but one are only read. */
    private void add(EntityType<?> type) {
        types.merge(type.table(), type, (one, other) -> one.readOnly() ? other : one);
    }

    private List<List<String>> uniqueKeys(EntityType<?> type) {
        List<List<String>> keys = new ArrayList<>();
        Stream.concat(
                        type.uniqueKeys().stream(),
                        held(type).filter(Reference::single).map(Reference::key))
                .map(ColumnLists::of)
                .filter(key -> !ColumnLists.same(ColumnLists.of(type.id()), key) && !ColumnLists.contains(keys, key))
                .forEach(keys::add);
        return keys;
    }

    /** Returns the keys that rows of a type hold. */
    private Stream<Reference> held(EntityType<?> type) {
        return references.stream()
                .filter(reference -> reference.child().table().equals(type.table())
                        && reference.child().readOnly() == type.readOnly());
    }

    ExpectedSchema build() {
        return new ExpectedSchema(types.values().stream().map(this::table).toList());
    }

    private ExpectedTable table(EntityType<?> type) {
        return new ExpectedTable(
                type.table(),
                type.name(),
                type.attributes().stream()
                        .filter(attribute -> !isKeptByStore(attribute))
                        .map(attribute ->
                                new ExpectedColumn(attribute, nullable(type, attribute), fallback(type, attribute)))
                        .toList(),
                ColumnLists.of(type.id()),
                uniqueKeys.getOrDefault(type.table(), List.of()),
                held(type)
                        .filter(reference -> !reference.readOnly() && refersToKey(reference))
                        .map(SchemaBuilder::foreignKey)
                        .toList(),
                type.readOnly() ? List.of() : indexes(type),
                type.readOnly(),
                type.distribution());
    }

    /** A version that the store keeps of every row has no column of its own. */
    private static boolean isKeptByStore(Attribute attribute) {
        return attribute.generation() == Generation.VERSION && attribute.writes() == Attribute.Writability.NEVER;
    }

    private static boolean nullable(EntityType<?> type, Attribute attribute) {
        return attribute.nullable()
                && (attribute.generation() == Generation.NONE || attribute.writes() == Attribute.Writability.NEVER)
                && !type.id().contains(attribute);
    }

    private @Nullable Object fallback(EntityType<?> type, Attribute attribute) {
        return held(type)
                .filter(reference -> reference.onDelete() == OnDelete.SET_DEFAULT
                        && reference.key().contains(attribute))
                .map(reference -> reference.defaults().get(reference.key().indexOf(attribute)))
                .findFirst()
                .orElse(null);
    }

    /** No constraint can refer to columns that are not unique. */
    private boolean refersToKey(Reference reference) {
        return ColumnLists.contains(keys(reference.parent()), ColumnLists.of(reference.parentKey()));
    }

    private List<List<String>> keys(EntityType<?> type) {
        List<List<String>> keys = new ArrayList<>(uniqueKeys.getOrDefault(type.table(), List.of()));
        keys.add(ColumnLists.of(type.id()));
        return keys;
    }

    private static ExpectedForeignKey foreignKey(Reference reference) {
        return new ExpectedForeignKey(
                reference.name(),
                ColumnLists.of(reference.key()),
                reference.parent().table(),
                ColumnLists.of(reference.parentKey()),
                reference.onDelete(),
                cleared(reference));
    }

    /** The columns that a delete clears, where they are not all of the key. */
    private static List<String> cleared(Reference reference) {
        List<Attribute> clearable = reference.onDelete() == OnDelete.SET_NULL ? reference.clearable() : List.of();
        return clearable.size() == reference.key().size() ? List.of() : ColumnLists.of(clearable);
    }

    /** The longest first: an index of several columns serves a key of its first ones too. */
    private List<ExpectedIndex> indexes(EntityType<?> type) {
        List<List<String>> covering = keys(type);
        List<ExpectedIndex> indexes = new ArrayList<>();
        held(type)
                .sorted(Comparator.comparing(reference -> -reference.key().size()))
                .forEach(reference -> {
                    List<String> columns = ColumnLists.of(reference.key());
                    if (!ColumnLists.covered(covering, columns)) {
                        covering.add(columns);
                        indexes.add(new ExpectedIndex(reference.name(), columns));
                    }
                });
        return indexes;
    }
}
