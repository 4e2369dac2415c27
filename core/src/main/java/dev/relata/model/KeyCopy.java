package dev.relata.model;

import dev.relata.error.RefusedException;
import dev.relata.error.RequiredRelationshipException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Copies an owner under another key, from nothing but the two records; needs no model. */
final class KeyCopy {

    private KeyCopy() {}

    static <S> S assign(Structure structure, S owner, @Nullable Object target) {
        EntityType<S> ownerType = EntityType.ofInstance(owner);
        List<Attribute> key = structure.key.stream()
                .map(member -> ownerType.attribute(member.name()))
                .toList();
        @Nullable Object[] values = ownerType.values(owner);
        if (target == null) {
            clear(structure, ownerType, key, values);
        } else {
            copy(structure, key, values, target);
        }
        return ownerType.instantiate(values);
    }

    private static void clear(
            Structure structure, EntityType<?> ownerType, List<Attribute> key, @Nullable Object[] values) {
        List<Attribute> clearable = RelationshipType.clearable(ownerType, key);
        boolean optional = structure.optional == null || structure.optional;
        if (!optional || clearable.isEmpty()) {
            throw new RequiredRelationshipException(
                    ownerType.name() + "." + key.get(0).name()
                            + ": the relationship is required and cannot be cleared; assign another "
                            + structure.target.describe() + " or declare it optional()");
        }
        clearable.forEach(attribute -> values[attribute.index()] = null);
    }

    private static <T> void copy(Structure structure, List<Attribute> key, @Nullable Object[] values, T target) {
        EntityType<T> targetType = EntityType.ofInstance(target);
        List<Attribute> references = structure.references.isEmpty()
                ? targetType.id()
                : structure.references.stream()
                        .map(member -> targetType.attribute(member.name()))
                        .toList();
        @Nullable Object[] targetValues = targetType.values(target);
        for (int i = 0; i < key.size(); i++) {
            Object value = targetValues[references.get(i).index()];
            if (value == null) {
                throw new RefusedException(targetType.name() + "."
                        + references.get(i).name() + " is null: only a stored " + targetType.name()
                        + " can be assigned; insert it first");
            }
            values[key.get(i).index()] = value;
        }
    }
}
