package dev.relata.model;

import dev.relata.error.RefusedException;
import dev.relata.error.RequiredRelationshipException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Copies an owner under another key, from nothing but the two records; needs no model. Reads each of the two classes
 * once: reflection on every copy would cost more than the statement that stores it.
 */
final class KeyCopy<S> {

    private final Structure structure;
    private final EntityType<S> owner;
    private final List<Attribute> key;
    private volatile @Nullable References references;

    /** The attributes of the target that the key repeats. */
    private record References(EntityType<Object> target, List<Attribute> attributes) {}

    private KeyCopy(Structure structure, EntityType<S> owner) {
        this.structure = structure;
        this.owner = owner;
        this.key = attributes(owner, structure.key);
    }

    static <S> KeyCopy<S> of(Structure structure, S owner) {
        return new KeyCopy<>(structure, EntityType.ofInstance(owner));
    }

    private static List<Attribute> attributes(EntityType<?> type, List<Member> members) {
        return members.stream().map(member -> type.attribute(member.name())).toList();
    }

    S assign(S entity, @Nullable Object target) {
        @Nullable Object[] values = owner.values(entity);
        if (target == null) {
            clear(values);
        } else {
            copy(values, target);
        }
        return owner.copy(values);
    }

    private void clear(@Nullable Object[] values) {
        List<Attribute> clearable = RelationshipType.clearable(owner, key);
        boolean optional = structure.optional == null || structure.optional;
        if (!optional || clearable.isEmpty()) {
            throw new RequiredRelationshipException(
                    owner.name() + "." + key.get(0).name()
                            + ": the relationship is required and cannot be cleared; assign another "
                            + structure.target.describe() + " or declare it optional()");
        }
        clearable.forEach(attribute -> values[attribute.index()] = null);
    }

    private void copy(@Nullable Object[] values, Object target) {
        References known = references(target);
        @Nullable Object[] targetValues = known.target.values(target);
        for (int i = 0; i < key.size(); i++) {
            Attribute reference = known.attributes.get(i);
            Object value = targetValues[reference.index()];
            if (value == null) {
                throw new RefusedException(reference.qualifiedName() + " is null: only a stored " + known.target.name()
                        + " can be assigned; insert it first");
            }
            values[key.get(i).index()] = value;
        }
    }

    private References references(Object target) {
        References known = references;
        if (known == null) {
            EntityType<Object> type = EntityType.ofInstance(target);
            known = new References(
                    type, structure.references.isEmpty() ? type.id() : attributes(type, structure.references));
            references = known;
        }
        return known;
    }
}
