package dev.relata.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The options of a relationship whose owner holds the key. */
abstract class DeclaredToOne<S, T, R> extends Declared<S, T, R> {

    private volatile @Nullable KeyCopy<S> keyCopy;

    DeclaredToOne(RelationshipMapping mapping) {
        super(mapping, List.of());
    }

    /**
     * Lets the key be null: the relationship may have no target.
     *
     * @return a changed copy
     */
    public final R optional() {
        return with(copy -> copy.optional = true);
    }

    /**
     * Refers to a key of the target other than its id.
     *
     * @param first a property of the target
     * @param more further properties, as many as the key has
     * @return a changed copy
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final R references(Property<T, ?> first, Property<T, ?>... more) {
        return with(copy -> copy.references = ComponentRef.all(first, more));
    }

    /**
     * Says what happens to owners when their target is deleted; {@link OnDelete#PROTECT} by default, also where the owner is
     * the join record of a many-to-many. Links without a record, and join records that declare no to-one, go with either end.
     *
     * @param action what happens
     * @return a changed copy
     */
    public final R onDelete(OnDelete action) {
        return with(copy -> {
            copy.onDelete = action;
            copy.onDeleteDefault = null;
        });
    }

    /**
     * Lets owners refer to another row when their target is deleted.
     *
     * @param action {@link OnDelete#SET_DEFAULT}
     * @param value the key of that row: the value of its one component, or a list of the values of several; a delete is
     *     refused where no such row is left for those that need it
     * @return a changed copy
     */
    public final R onDelete(OnDelete action, Object value) {
        return with(copy -> {
            copy.onDelete = action;
            copy.onDeleteDefault = value;
        });
    }

    /**
     * Says what happens to owners when the key that they refer to changes; {@link OnUpdate#NO_ACTION} by default.
     *
     * @param action what happens
     * @return a changed copy
     */
    public final R onUpdate(OnUpdate action) {
        return with(copy -> copy.onUpdate = action);
    }

    public final S assign(S owner, @Nullable T target) {
        KeyCopy<S> known = keyCopy;
        if (known == null) {
            known = KeyCopy.of(mapping, owner);
            keyCopy = known;
        }
        return known.assign(owner, target);
    }
}
