package dev.relata.internal.link;

import dev.relata.error.RefusedException;
import dev.relata.error.ValueText;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The key of one owner in the rows that refer to it: how it gets into them and out again. A pure value.
 *
 * @param bound the owner's relationship
 */
record OwnerKey<T>(BoundRelationship<?, T> bound) {

    private interface Check {
        void accept(Attribute attribute, @Nullable Object given, Object owners);
    }

    private EntityType<T> target() {
        return bound.target();
    }

    private List<Attribute> attributes() {
        return bound.relationship().targetKey();
    }

    /** Returns a draft under the owner's key; one that has the key of another owner is refused. */
    T intoDraft(T draft) {
        return into(draft, (attribute, given, owners) -> {
            if (given != null && !given.equals(owners) && !isUnset(attribute, given)) {
                throw new RefusedException(bound.label() + ".create: the draft's " + attribute.qualifiedName() + " is "
                        + ValueText.ofKey(given) + ", but the owner's is " + ValueText.ofKey(owners)
                        + "; leave it null, or create through its own owner");
            }
        });
    }

    /** A primitive cannot be null; its zero stands for not given. */
    private static boolean isUnset(Attribute attribute, Object given) {
        return attribute.primitive() && given instanceof Number number && number.longValue() == 0;
    }

    /** Returns a stored row under the owner's key; one that has the key of another owner in its id is refused. */
    T intoStored(T child) {
        return into(child, (attribute, given, owners) -> {
            if (target().id().contains(attribute) && !owners.equals(given)) {
                throw new RefusedException(bound.label() + ".add: " + attribute.qualifiedName()
                        + " is part of the id and is " + ValueText.ofKey(given)
                        + ", but the owner's is " + ValueText.ofKey(owners)
                        + "; a row of another owner's cannot move here, create a new one");
            }
        });
    }

    private T into(T row, Check check) {
        @Nullable Object[] values = target().values(row);
        for (int i = 0; i < attributes().size(); i++) {
            Attribute attribute = attributes().get(i);
            Object owners = owners(i);
            check.accept(attribute, values[attribute.index()], owners);
            values[attribute.index()] = owners;
        }
        return target().copy(values);
    }

    /** A component of the owner's key, as the rows that refer to it hold it. */
    private Object owners(int component) {
        Object value = attributes().get(component).fitted(bound.key().get(component));
        return Objects.requireNonNull(value, "an owner has a key");
    }

    /** The changes that give the key to stored rows. */
    List<Change> changes() {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < attributes().size(); i++) {
            if (!target().id().contains(attributes().get(i))) {
                changes.add(Change.of(attributes().get(i), owners(i)));
            }
        }
        return changes;
    }

    /** The changes that give rows of this owner to another one; refused where the key that differs is part of the id. */
    List<Change> changesTo(OwnerKey<T> other) {
        for (int i = 0; i < attributes().size(); i++) {
            boolean differs = !bound.key().get(i).equals(other.bound.key().get(i));
            if (differs && target().id().contains(attributes().get(i))) {
                throw new RefusedException(bound.label() + ".moveAll: "
                        + attributes().get(i).qualifiedName()
                        + " is part of the id, so rows cannot move to an owner with another one");
            }
        }
        return other.changes();
    }

    /** The changes that take the key out of rows. */
    List<Change> cleared() {
        return bound.relationship().clearableKey().stream()
                .map(attribute -> Change.of(attribute, null))
                .toList();
    }

    /** Tells whether giving the key changes a row, so that its version counts up. */
    boolean changesRows() {
        return !changes().isEmpty()
                || target().attributes().stream()
                        .anyMatch(attribute -> attribute.generation() == Generation.UPDATED_AT);
    }
}
