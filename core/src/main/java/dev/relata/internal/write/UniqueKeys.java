package dev.relata.internal.write;

import dev.relata.error.ModelException;
import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Property;
import dev.relata.query.OnConflict;
import dev.relata.query.OnConflict.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The unique keys that the model knows of one type. Immutable.
 *
 * @param model the model
 * @param type the type
 * @param label what the keys are for, in messages
 */
record UniqueKeys<E>(Model model, EntityType<E> type, String label) {

    /** Resolves the policy that a user gives; without properties it is by id, or under IGNORE by any key. */
    ConflictRule rule(OnConflict<? super E> conflict) {
        boolean named = !conflict.key().isEmpty();
        boolean any = conflict.policy() == Policy.ERROR || conflict.policy() == Policy.IGNORE && !named;
        List<Attribute> key = any ? List.of() : resolve(conflict.key());
        return new ConflictRule(conflict.policy(), key, null, named && conflict.policy() == Policy.UPDATE, false);
    }

    /** The attributes of a key that the model knows to be unique; of no properties, the id. */
    private List<Attribute> resolve(List<? extends Property<?, ?>> properties) {
        if (properties.isEmpty()) {
            return type.id();
        }
        List<Attribute> key = properties.stream()
                .map(property -> model.attribute(type, property))
                .toList();
        if (!unique(Set.copyOf(key))) {
            throw new ModelException(List.of(Ids.begin(label, type)
                    + names(key)
                    + " is not a unique key: annotate with @Unique, or use "
                    + Stream.concat(Stream.of(type.id()), type.uniqueKeys().stream())
                            .map(UniqueKeys::names)
                            .map(List::toString)
                            .collect(Collectors.joining(" or "))));
        }
        return key;
    }

    /** A row's values of a key; refused where one is null. */
    List<Object> values(E entity, List<Attribute> key) {
        List<Object> values = new ArrayList<>();
        for (Attribute attribute : key) {
            Object value = type.value(entity, attribute);
            if (value == null) {
                throw new RefusedException(Ids.begin(label, type) + attribute.qualifiedName()
                        + " is null, and a null is equal to nothing: give the key a value");
            }
            values.add(value);
        }
        return values;
    }

    private static List<String> names(List<Attribute> key) {
        return key.stream().map(Attribute::qualifiedName).toList();
    }

    private boolean unique(Set<Attribute> key) {
        boolean declared = key.equals(Set.copyOf(type.id()))
                || type.uniqueKeys().stream().map(Set::copyOf).anyMatch(key::equals);
        return declared || model.relationships().stream().anyMatch(relationship -> oneToOne(relationship, key));
    }

    private boolean oneToOne(RelationshipType<?, ?> relationship, Set<Attribute> key) {
        return relationship.kind().uniqueKey()
                && relationship.foreignKey().source() == type
                && key.equals(Set.copyOf(relationship.foreignKey().sourceKey()));
    }
}
