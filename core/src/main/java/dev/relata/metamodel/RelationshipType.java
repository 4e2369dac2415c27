package dev.relata.metamodel;

import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import dev.relata.model.OrphanPolicy;
import dev.relata.model.RelationshipKind;
import dev.relata.model.RelationshipMapping;
import dev.relata.model.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A relationship as the model understands it: its name, ends, keys and options. Immutable, thread-safe.
 *
 * @param <S> the owner
 * @param <T> the target
 */
public final class RelationshipType<S, T> {

    private final String name;
    final RelationshipMapping mapping;
    private final Association association;
    private final List<Attribute> clearableKey;
    private final List<Step<T>> steps;

    RelationshipType(String name, RelationshipMapping mapping, Association association, List<Step<T>> steps) {
        this.name = name;
        this.mapping = mapping;
        this.association = association;
        this.steps = List.copyOf(steps);
        this.clearableKey = kind().linked()
                ? List.of()
                : foreignKey().source().clearable(foreignKey().sourceKey());
    }

    /**
     * Answers the name used in messages.
     *
     * @return the record and the constant, such as {@code Book.AUTHOR}
     */
    public String name() {
        return name;
    }

    /**
     * Answers the kind.
     *
     * @return the kind
     */
    public RelationshipKind kind() {
        return mapping.kind();
    }

    /**
     * Answers where the relationship starts.
     *
     * @return the owner's type
     */
    @SuppressWarnings("unchecked") // the declaration's own type arguments say what the types are
    public EntityType<S> owner() {
        return (EntityType<S>) association.source();
    }

    /**
     * Answers where the relationship ends.
     *
     * @return the target's type
     */
    @SuppressWarnings("unchecked") // the declaration's own type arguments say what the types are
    public EntityType<T> target() {
        return (EntityType<T>) association.target();
    }

    /**
     * Answers how owners find their targets.
     *
     * @return keys and junction
     */
    public Association association() {
        return association;
    }

    /**
     * Answers the owner's attributes that take part.
     *
     * @return the foreign key of a to-one, else the key that others refer to
     */
    public List<Attribute> ownerKey() {
        return association.sourceKey();
    }

    /**
     * Answers the target's attributes that take part.
     *
     * @return the referenced key of a to-one and of links, else the foreign key
     */
    public List<Attribute> targetKey() {
        return association.targetKey();
    }

    /**
     * Answers the junction.
     *
     * @return the rows between owner and target, or null where the key is on one of them
     */
    public @Nullable Junction junction() {
        return association.junction();
    }

    /**
     * Answers the junction of a relationship by links.
     *
     * @return the rows between owner and target
     * @throws IllegalStateException where the key is on one of the ends
     */
    public Junction junctionOrThrow() {
        Junction junction = association.junction();
        if (junction == null) {
            throw new IllegalStateException(name + " has no junction");
        }
        return junction;
    }

    /**
     * Returns the association from the rows that hold the foreign key to those that it refers to.
     *
     * @return the association of the owner with its target, or its reverse where the target holds the key
     * @throws IllegalStateException where neither end holds a key, but links do
     */
    public Association foreignKey() {
        if (kind().linked()) {
            throw new IllegalStateException(name + " has no foreign key of its own");
        }
        return kind().keyOnOwner() ? association : association.flip();
    }

    /**
     * Tells whether every owner has a target.
     *
     * @return true for a to-one of which no component of the key may be null
     */
    public boolean required() {
        return kind().keyOnOwner() && !optional();
    }

    /**
     * Tells whether a link is always there in both directions.
     *
     * @return true for a symmetrical relation of a type to itself
     */
    public boolean symmetrical() {
        return mapping.symmetrical();
    }

    /**
     * Answers what orders the targets of an owner.
     *
     * @return the junction's attribute, empty where the relationship has no order of its own
     */
    public Optional<Attribute> position() {
        Junction junction = association.junction();
        return junction == null || !junction.ordersTargets()
                ? Optional.empty()
                : Optional.ofNullable(junction.position());
    }

    /**
     * Tells whether the key may be null.
     *
     * @return true for an optional to-one, or where the targets' key may be cleared
     */
    public boolean optional() {
        return !clearableKey.isEmpty();
    }

    /**
     * Answers what happens to the rows that hold the key when their target is deleted.
     *
     * @return the action that was given, else PROTECT
     */
    public OnDelete onDelete() {
        return mapping.onDelete() == null ? OnDelete.PROTECT : mapping.onDelete();
    }

    /**
     * Answers what the key is set to under {@link OnDelete#SET_DEFAULT}.
     *
     * @return for each component of the key a value as it is stored; empty under another action
     */
    public List<Object> onDeleteDefault() {
        List<Object> defaults = new ArrayList<>();
        for (Object value : mapping.onDeleteDefault()) {
            Attribute component = foreignKey().sourceKey().get(defaults.size());
            defaults.add(Objects.requireNonNull(component.toStored(value), "a value is stored as one"));
        }
        return defaults;
    }

    /**
     * Answers what happens to the rows that hold the key when the key that they refer to changes.
     *
     * @return the action
     */
    public OnUpdate onUpdate() {
        return mapping.onUpdate();
    }

    /**
     * Answers what happens to a target that is taken out.
     *
     * @return the policy given, else set null where the key may be cleared and refuse where not
     */
    public OrphanPolicy orphans() {
        if (mapping.orphans() != null) {
            return mapping.orphans();
        }
        return optional() ? OrphanPolicy.SET_NULL : OrphanPolicy.REFUSE;
    }

    /**
     * Answers the components of the foreign key that may be set to null.
     *
     * @return nullable components outside the id of the type that holds the key; empty for links
     */
    public List<Attribute> clearableKey() {
        return clearableKey;
    }

    /**
     * Answers the steps of the default selection.
     *
     * @return filters, orders and limits in the order given, unmodifiable
     */
    public List<Step<T>> steps() {
        return steps;
    }

    /**
     * Tells whether the default selection is limited, so that it does not show all that is related.
     *
     * @return true where a limit is among the steps
     */
    public boolean limited() {
        return steps.stream().anyMatch(Step.Limit.class::isInstance);
    }

    /**
     * Reads the key that an owner's targets are found by.
     *
     * @param entity the owner
     * @return the values of {@link #ownerKey()}, nulls among them where a component is null
     */
    public List<@Nullable Object> keyOf(S entity) {
        EntityType<S> owner = owner();
        if (ownerKey().size() == 1) {
            return Collections.singletonList(owner.value(entity, ownerKey().get(0)));
        }
        List<@Nullable Object> key = new ArrayList<>(ownerKey().size());
        for (Attribute attribute : ownerKey()) {
            key.add(owner.value(entity, attribute));
        }
        return key;
    }

    @Override
    public String toString() {
        return name;
    }
}
