package dev.relata.test.internal.memory;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a table demands of its rows. Immutable.
 *
 * @param type the type of its rows
 * @param keys its unique keys, the id first where it has one
 */
record TableSchema(EntityType<?> type, List<UniqueKey> keys) {

    /**
     * Attributes that no two rows share.
     *
     * @param name the constraint's name, as PostgreSQL would give it
     * @param attributes the attributes
     */
    record UniqueKey(String name, List<Attribute> attributes) {}

    static TableSchema of(EntityType<?> type, List<List<Attribute>> more) {
        List<UniqueKey> keys = new ArrayList<>();
        if (!type.id().isEmpty()) {
            keys.add(new UniqueKey(type.table() + "_pkey", type.id()));
        }
        for (List<Attribute> key : concat(type.uniqueKeys(), more)) {
            if (keys.stream().noneMatch(known -> sameSet(known.attributes(), key))) {
                keys.add(new UniqueKey(type.table() + "_" + columns(key) + "_key", key));
            }
        }
        return new TableSchema(type, List.copyOf(keys));
    }

    private static List<List<Attribute>> concat(List<List<Attribute>> one, List<List<Attribute>> other) {
        List<List<Attribute>> all = new ArrayList<>(one);
        all.addAll(other);
        return all;
    }

    static String columns(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::column).collect(Collectors.joining("_"));
    }

    /** The attributes of a key by its name; none where there is no such key. */
    List<Attribute> keyNamed(@Nullable String name) {
        return keys.stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .map(UniqueKey::attributes)
                .orElse(List.of());
    }

    /** Which of the keys these attributes are, or -1. */
    int keyOf(List<Attribute> attributes) {
        for (int i = 0; i < keys.size(); i++) {
            if (sameSet(keys.get(i).attributes(), attributes)) {
                return i;
            }
        }
        return -1;
    }

    /** By name: a junction's attributes are made anew for each of its sides. */
    private static boolean sameSet(List<Attribute> one, List<Attribute> other) {
        return names(one).equals(names(other));
    }

    private static Set<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::name).collect(Collectors.toSet());
    }
}
