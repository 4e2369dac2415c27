package dev.relata.mongo.internal.query;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.IdArray;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.mongo.internal.command.IndexSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The indexes that a model asks for: unique ones for composite ids, unique keys, one-to-ones and links, plain ones for the
 * keys that relationships go by. Immutable.
 */
public final class Indexes {

    private final Map<String, Map<List<String>, IndexSpec>> byCollection = new LinkedHashMap<>();

    private Indexes() {}

    /**
     * Reads a model.
     *
     * @param model the model
     * @return its indexes
     */
    public static Indexes of(Model model) {
        Indexes indexes = new Indexes();
        model.entities().forEach(indexes::addKeys);
        model.relationships().forEach(indexes::addUnique);
        model.relationships().forEach(indexes::addPlain);
        return indexes;
    }

    /**
     * The indexes of one collection.
     *
     * @param collection the collection
     * @return its indexes, none where the model knows of no such collection
     */
    public List<IndexSpec> of(String collection) {
        return List.copyOf(byCollection.getOrDefault(collection, Map.of()).values());
    }

    /**
     * All indexes.
     *
     * @return the indexes by collection, in the order of the model
     */
    public Map<String, List<IndexSpec>> all() {
        Map<String, List<IndexSpec>> all = new LinkedHashMap<>();
        byCollection.forEach((collection, indexes) -> all.put(collection, List.copyOf(indexes.values())));
        return all;
    }

    private void addKeys(EntityType<?> type) {
        if (type.id().size() > 1) {
            add(type, type.id(), "pkey", true);
        }
        type.uniqueKeys().forEach(key -> add(type, key, "key", true));
    }

    private void addUnique(RelationshipType<?, ?> relationship) {
        Junction junction = relationship.junction();
        if (junction != null
                && !junction.hasRecord()
                && junction.type().idArray().isEmpty()) {
            addKeys(junction.type());
        }
        if (relationship.kind().uniqueKey()) {
            Association toOne = relationship.foreignKey();
            add(toOne.source(), toOne.sourceKey(), "key", true);
        }
    }

    private void addPlain(RelationshipType<?, ?> relationship) {
        Junction junction = relationship.junction();
        IdArray array = IdArrayReads.keeping(junction);
        if (junction != null && array != null) {
            junction.pair().stream()
                    .filter(attribute -> attribute.column().equals(array.field()))
                    .forEach(ids -> add(array.owner(), List.of(ids), "idx", false));
        } else if (junction == null) {
            Association toOne = relationship.foreignKey();
            add(toOne.source(), toOne.sourceKey(), "idx", false);
        } else {
            add(junction.type(), junction.ownerColumns(), "idx", false);
            add(junction.type(), junction.targetColumns(), "idx", false);
        }
    }

    /** An index that begins with the fields serves them too. */
    private void add(EntityType<?> type, List<Attribute> key, String suffix, boolean unique) {
        if (type.readOnly()) {
            return;
        }
        List<String> fields = Fields.of(type, key);
        Map<List<String>, IndexSpec> known = byCollection.computeIfAbsent(type.table(), any -> new LinkedHashMap<>());
        boolean served = unique
                ? fields.equals(List.of("_id")) || known.containsKey(fields)
                : fields.equals(List.of("_id")) || known.keySet().stream().anyMatch(other -> begins(other, fields));
        if (!served) {
            List<String> optional = new ArrayList<>();
            key.stream()
                    .filter(attribute -> Fields.optional(type, attribute))
                    .forEach(attribute -> optional.add(Fields.of(type, attribute)));
            String name = type.table() + "_" + String.join("_", fields) + "_" + suffix;
            known.put(fields, new IndexSpec(type.table(), name, fields, unique, optional));
        }
    }

    private static boolean begins(List<String> index, List<String> fields) {
        return index.size() >= fields.size() && index.subList(0, fields.size()).equals(fields);
    }
}
