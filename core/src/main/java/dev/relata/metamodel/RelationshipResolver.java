package dev.relata.metamodel;

import dev.relata.error.ModelException;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.model.LinkStorage;
import dev.relata.model.Member;
import dev.relata.model.OnDelete;
import dev.relata.model.OrphanPolicy;
import dev.relata.model.Relationship;
import dev.relata.model.RelationshipKind;
import dev.relata.model.RelationshipMapping;
import dev.relata.model.TypeRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/** Finds the types and keys that a declared relationship speaks of; refuses what does not fit, with one error. */
final class RelationshipResolver {

    private final Function<TypeRef, List<EntityType<?>>> types;
    private final JunctionResolver junctions;
    private final Constants constants;

    RelationshipResolver(Function<TypeRef, List<EntityType<?>>> types, Constants constants) {
        this.types = types;
        this.constants = constants;
        this.junctions = new JunctionResolver(constants, this);
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // the declaration's own type arguments say what the types are
    <S, T> RelationshipType<S, T> resolve(Relationship<S, T> declared) {
        RelationshipMapping mapping = declared.mapping();
        String name = constants.nameOf(declared);
        EntityType<?> owner = type(mapping.owner(), name);
        EntityType<?> target = type(mapping.target(), name);
        Association association = association(mapping, owner, target, name);
        boolean optional = optional(mapping, association, name);
        return new RelationshipType(name, mapping, owner, target, association, optional, declared.steps());
    }

    EntityType<?> type(TypeRef reference, String name) {
        List<EntityType<?>> found = types.apply(reference);
        if (found.isEmpty()) {
            throw error(name + " refers to " + reference.describe() + ", which is not in the model: add "
                    + reference.describe() + ".class to model(…)");
        }
        if (found.size() > 1) {
            throw error(name + " refers to " + reference.describe() + ", of which the model has several: "
                    + found.stream().map(type -> type.javaType().getName()).toList() + "; give the full name");
        }
        return found.get(0);
    }

    private Association association(
            RelationshipMapping mapping, EntityType<?> owner, EntityType<?> target, String name) {
        return switch (mapping.kind()) {
            case MANY_TO_ONE, ONE_TO_ONE -> {
                List<Attribute> key = attributes(owner, mapping.key(), name);
                List<Attribute> references = references(target, mapping, name);
                checkSame(key, references, name);
                yield new Association(owner, key, null, target, references);
            }
            case HAS_ONE, ONE_TO_MANY -> {
                checkKeyed(mapping, name);
                List<Attribute> key = attributes(target, mapping.key(), name);
                List<Attribute> references = references(owner, mapping, name);
                checkSame(key, references, name);
                yield new Association(owner, references, null, target, key);
            }
            case MANY_TO_MANY, MANY_TO_MANY_THROUGH ->
                new Association(
                        owner, owner.id(), junctions.resolve(mapping, owner, target, name), target, target.id());
        };
    }

    private static void checkKeyed(RelationshipMapping mapping, String name) {
        if (mapping.storage() != LinkStorage.JUNCTION || mapping.arrayField() != null) {
            throw error(name + " names a key of the target and is storedAs(ID_ARRAY): drop one of the two, the key by"
                    + " oneToMany(Owner.class, Target.class)");
        }
    }

    List<Attribute> attributes(EntityType<?> type, List<Member> members, String name) {
        List<Attribute> attributes = new ArrayList<>();
        for (Member member : members) {
            attributes.add(type.find(member.name())
                    .orElseThrow(() -> error(name + " names the property " + member.name() + ", which " + type.name()
                            + " does not have: it has "
                            + type.attributes().stream().map(Attribute::name).toList())));
        }
        return attributes;
    }

    private List<Attribute> references(EntityType<?> type, RelationshipMapping mapping, String name) {
        return mapping.references().isEmpty() ? type.id() : attributes(type, mapping.references(), name);
    }

    static void checkSame(List<Attribute> key, List<Attribute> references, String name) {
        checkKept(key, name);
        checkKept(references, name);
        if (key.size() != references.size()) {
            throw error(name + " has a key of " + key.size() + " component(s) " + names(key) + ", but refers to "
                    + references.size() + " " + names(references) + ": give one property for each, key(A::x, A::y)");
        }
        for (int i = 0; i < key.size(); i++) {
            if (key.get(i).valueClass() != references.get(i).valueClass()) {
                throw error(name + ": " + key.get(i).qualifiedName() + " is of type "
                        + key.get(i).valueClass().getSimpleName() + ", but "
                        + references.get(i).qualifiedName() + " is of type "
                        + references.get(i).valueClass().getSimpleName() + ": give both the same type");
            }
        }
    }

    /** What every update of a row changes by itself would lose what it refers to, or what refers to it. */
    private static void checkKept(List<Attribute> key, String name) {
        for (Attribute attribute : key) {
            if (attribute.generation() == Generation.VERSION || attribute.generation() == Generation.UPDATED_AT) {
                throw error(name + " goes by " + attribute.qualifiedName() + ", which every update of the row changes:"
                        + " give a property that keeps its value");
            }
        }
    }

    private static boolean optional(RelationshipMapping mapping, Association association, String name) {
        if (association.junction() != null) {
            return false;
        }
        boolean keyOnOwner =
                mapping.kind() == RelationshipKind.MANY_TO_ONE || mapping.kind() == RelationshipKind.ONE_TO_ONE;
        EntityType<?> holder = keyOnOwner ? association.source() : association.target();
        List<Attribute> key = keyOnOwner ? association.sourceKey() : association.targetKey();
        List<Attribute> clearable = RelationshipType.clearable(holder, key);
        if (keyOnOwner && mapping.optional() != null) {
            checkOptional(mapping, key, clearable, name);
        }
        checkActions(mapping, key, clearable, name);
        checkSettable(mapping, holder, key, name);
        return !clearable.isEmpty();
    }

    private static void checkOptional(
            RelationshipMapping mapping, List<Attribute> key, List<Attribute> clearable, String name) {
        boolean optional = Objects.equals(mapping.optional(), true);
        if (optional && clearable.isEmpty()) {
            throw error(name + " is optional(), but its key " + names(key)
                    + " has no component that is @Nullable and outside the id: annotate it, or drop optional()");
        }
        if (!optional && !clearable.isEmpty()) {
            throw error(name + " is required, but its key " + names(clearable)
                    + " is @Nullable: add optional(), or drop @Nullable");
        }
    }

    private static void checkActions(
            RelationshipMapping mapping, List<Attribute> key, List<Attribute> clearable, String name) {
        boolean nulls = mapping.onDelete() == OnDelete.SET_NULL || mapping.orphans() == OrphanPolicy.SET_NULL;
        if (nulls && clearable.isEmpty()) {
            throw error(name + " sets its key to null, but " + names(key)
                    + " has no component that is @Nullable and outside the id: annotate it, or choose another action");
        }
        boolean defaults = mapping.onDelete() == OnDelete.SET_DEFAULT;
        if (defaults || mapping.onDeleteDefault() != null) {
            checkDefault(mapping, key, name);
        }
    }

    private static void checkSettable(
            RelationshipMapping mapping, EntityType<?> holder, List<Attribute> key, String name) {
        boolean ofId = key.stream().anyMatch(holder.id()::contains);
        if (mapping.onDelete() == OnDelete.SET_DEFAULT && ofId) {
            throw error(name + " is onDelete(SET_DEFAULT), but its key " + names(key) + " is a part of the id of "
                    + holder.name() + ", which no delete changes: choose another action");
        }
    }

    private static void checkDefault(RelationshipMapping mapping, List<Attribute> key, String name) {
        List<Object> values = RelationshipType.defaults(mapping);
        if (mapping.onDelete() != OnDelete.SET_DEFAULT) {
            throw error(name + " gives a value beside onDelete(" + mapping.onDelete()
                    + "): only SET_DEFAULT takes one, drop it");
        }
        if (values.size() != key.size()) {
            throw error(name + " is onDelete(SET_DEFAULT) with " + values.size() + " value(s) for the key " + names(key)
                    + ": give onDelete(SET_DEFAULT, value), a list where the key has several components");
        }
        for (int i = 0; i < key.size(); i++) {
            if (!key.get(i).valueClass().isInstance(values.get(i))) {
                throw error(name + " is onDelete(SET_DEFAULT, " + values.get(i) + "), but "
                        + key.get(i).qualifiedName() + " is of type "
                        + key.get(i).valueClass().getSimpleName() + ": give a value of that type");
            }
        }
    }

    static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::qualifiedName).toList();
    }

    static ModelException error(String message) {
        return new ModelException(List.of(message));
    }
}
