package dev.relata.model;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.error.ValueText;
import dev.relata.internal.record.RecordShape;
import dev.relata.internal.record.WholeNumbers;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Copies an owner under another key, from nothing but the two records; needs no model. Reads each of the two classes
 * once: reflection on every copy would cost more than the statement that stores it.
 */
final class KeyCopy<S> {

    private final RelationshipMapping mapping;
    private final Components<S> owner;
    private final int[] key;
    private volatile @Nullable ReferencedComponents references;

    /** The components of the target that the key repeats. */
    private record ReferencedComponents(Components<Object> target, int[] indexes) {}

    private KeyCopy(RelationshipMapping mapping, Components<S> owner) {
        this.mapping = mapping;
        this.owner = owner;
        this.key = owner.indexes(mapping.key);
    }

    static <S> KeyCopy<S> of(RelationshipMapping mapping, S owner) {
        return new KeyCopy<>(mapping, Components.of(owner));
    }

    S assign(S entity, @Nullable Object target) {
        @Nullable Object[] values = owner.shape.values(entity);
        if (target == null) {
            clear(values);
        } else {
            copy(values, target);
        }
        return owner.shape.instantiate(values);
    }

    private void clear(@Nullable Object[] values) {
        int[] clearable = IntStream.of(key).filter(owner::clearable).toArray();
        boolean optional = mapping.optional == null || mapping.optional;
        if (!optional || clearable.length == 0) {
            throw new RequiredRelationshipException(
                    owner.name(key[0]) + ": the relationship is required and cannot be cleared; assign another "
                            + mapping.target.describe() + " or declare it optional()");
        }
        IntStream.of(clearable).forEach(index -> values[index] = null);
    }

    private void copy(@Nullable Object[] values, Object target) {
        ReferencedComponents known = references(target);
        @Nullable Object[] targetValues = known.target.shape.values(target);
        for (int i = 0; i < key.length; i++) {
            int reference = known.indexes[i];
            Object value = targetValues[reference];
            if (value == null) {
                throw new RefusedException(known.target.name(reference) + " is null: only a stored "
                        + target.getClass().getSimpleName() + " can be assigned; insert it first");
            }
            values[key[i]] = owner.fitted(key[i], value);
        }
    }

    private ReferencedComponents references(Object target) {
        ReferencedComponents known = references;
        if (known == null) {
            Components<Object> type = Components.of(target);
            known = new ReferencedComponents(
                    type, mapping.references.isEmpty() ? type.id() : type.indexes(mapping.references));
            references = known;
        }
        return known;
    }

    /** The components of a record, by their position. */
    private record Components<E>(RecordShape<E> shape, RecordComponent[] all) {

        static <E> Components<E> of(E entity) {
            RefusedException.unlessNull(entity, "assign", "the row");
            @SuppressWarnings("unchecked") // an instance's class is the class of its type: records have no subclasses
            Class<E> type = (Class<E>) entity.getClass();
            return new Components<>(RecordShape.of(type), type.getRecordComponents());
        }

        /** Also by annotations of other libraries, which a model may understand. */
        private static boolean isId(RecordComponent component) {
            return RecordShape.annotated(component, "Id") || RecordShape.annotated(component, "MongoId");
        }

        int[] id() {
            return indexes(Components::isId);
        }

        int[] indexes(List<ComponentRef> members) {
            return members.stream().mapToInt(member -> index(member.name())).toArray();
        }

        private int index(String name) {
            int[] found = indexes(component -> component.getName().equals(name));
            if (found.length == 0) {
                throw new RefusedException(
                        type().getSimpleName() + " has no component " + name + ": name one that it has");
            }
            return found[0];
        }

        private Class<?> type() {
            return all[0].getDeclaringRecord();
        }

        private int[] indexes(Predicate<RecordComponent> which) {
            return IntStream.range(0, all.length)
                    .filter(index -> which.test(all[index]))
                    .toArray();
        }

        /** A whole number in the size of the component. */
        Object fitted(int index, Object value) {
            Class<?> type = MethodType.methodType(all[index].getType()).wrap().returnType();
            if (!WholeNumbers.converts(type, value)) {
                return value;
            }
            Object number = WholeNumbers.as(type, (Number) value);
            if (number == null) {
                throw new InvalidValueException(
                        name(index) + " is of type " + type.getSimpleName() + ", which does not hold "
                                + ValueText.of(value) + ": give a number " + WholeNumbers.range(type));
            }
            return number;
        }

        boolean clearable(int index) {
            return RecordShape.nullable(all[index]) && !isId(all[index]);
        }

        String name(int index) {
            return type().getSimpleName() + "." + all[index].getName();
        }
    }
}
