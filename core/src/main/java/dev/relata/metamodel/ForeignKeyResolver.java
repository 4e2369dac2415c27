package dev.relata.metamodel;

import static dev.relata.metamodel.Declaration.names;

import dev.relata.model.LinkStorage;
import dev.relata.model.OnDelete;
import dev.relata.model.OrphanPolicy;
import dev.relata.model.RelationshipMapping;
import java.util.List;

/** Finds the foreign key that one end of a relationship holds, and refuses options that the key does not allow. Stateless. */
final class ForeignKeyResolver {

    private ForeignKeyResolver() {}

    static Association resolve(Declaration declared) {
        RelationshipMapping mapping = declared.mapping();
        boolean onOwner = mapping.kind().keyOnOwner();
        declared.refuseIf(
                !onOwner && (mapping.storage() == LinkStorage.ID_ARRAY || mapping.arrayField() != null),
                "names a key of the target and is storedAs(ID_ARRAY): drop one of the two, the key by"
                        + " oneToMany(Owner.class, Target.class)");
        EntityType<?> holder = onOwner ? declared.owner() : declared.target();
        EntityType<?> referred = onOwner ? declared.target() : declared.owner();
        List<Attribute> key = declared.attributes(holder, mapping.key());
        declared.refuseIf(
                mapping.references().isEmpty() && referred.id().isEmpty(),
                "refers to the id of " + referred.name() + ", which has none: name the properties it refers to,"
                        + " references(" + referred.name() + "::…)");
        List<Attribute> references =
                mapping.references().isEmpty() ? referred.id() : declared.attributes(referred, mapping.references());
        declared.checkKey(key, references);
        checkOptions(declared, holder, key);
        Association toOne = Association.of(holder, key, referred, references);
        return onOwner ? toOne : toOne.flip();
    }

    private static void checkOptions(Declaration declared, EntityType<?> holder, List<Attribute> key) {
        List<Attribute> clearable = holder.clearable(key);
        RelationshipMapping mapping = declared.mapping();
        if (mapping.kind().keyOnOwner()) {
            checkOptional(declared, key, clearable);
        }
        declared.refuseIf(
                clearable.isEmpty()
                        && (mapping.onDelete() == OnDelete.SET_NULL || mapping.orphans() == OrphanPolicy.SET_NULL),
                "sets its key to null, but " + names(key)
                        + " has no component that is @Nullable and outside the id: annotate it, or choose another action");
        checkDefault(declared, key);
        declared.refuseIf(
                setsKey(mapping)
                        && !holder.readOnly()
                        && key.stream().allMatch(attribute -> attribute.writes() == Attribute.Writability.NEVER),
                "sets its key, but " + names(key) + " is only read: choose another action");
        declared.refuseIf(
                mapping.onDelete() == OnDelete.SET_DEFAULT && key.stream().anyMatch(holder.id()::contains),
                "is onDelete(SET_DEFAULT), but its key " + names(key) + " is a part of the id of " + holder.name()
                        + ", which no delete changes: choose another action");
    }

    private static boolean setsKey(RelationshipMapping mapping) {
        return mapping.onDelete() == OnDelete.SET_NULL
                || mapping.onDelete() == OnDelete.SET_DEFAULT
                || mapping.orphans() == OrphanPolicy.SET_NULL;
    }

    private static void checkOptional(Declaration declared, List<Attribute> key, List<Attribute> clearable) {
        Boolean optional = declared.mapping().optional();
        declared.refuseIf(
                Boolean.TRUE.equals(optional) && clearable.isEmpty(),
                "is optional(), but its key " + names(key)
                        + " has no component that is @Nullable and outside the id: annotate it, or drop optional()");
        declared.refuseIf(
                Boolean.FALSE.equals(optional) && !clearable.isEmpty(),
                "is required, but its key " + names(clearable) + " is @Nullable: add optional(), or drop @Nullable");
    }

    private static void checkDefault(Declaration declared, List<Attribute> key) {
        OnDelete action = declared.mapping().onDelete();
        List<Object> values = declared.mapping().onDeleteDefault();
        declared.refuseIf(
                action != OnDelete.SET_DEFAULT && !values.isEmpty(),
                "gives a value beside onDelete(" + action + "): only SET_DEFAULT takes one, drop it");
        declared.refuseIf(
                action == OnDelete.SET_DEFAULT && values.size() != key.size(),
                "is onDelete(SET_DEFAULT) with " + values.size() + " value(s) for the key " + names(key)
                        + ": give onDelete(SET_DEFAULT, value), a list where the key has several components");
        for (int i = 0; i < values.size(); i++) {
            Class<?> type = key.get(i).componentClass();
            declared.refuseIf(
                    !type.isInstance(values.get(i)),
                    "is onDelete(SET_DEFAULT, " + values.get(i) + "), but "
                            + key.get(i).qualifiedName() + " is of type " + type.getSimpleName()
                            + ": give a value of that type");
        }
    }
}
