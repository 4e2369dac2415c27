package dev.relata.schema;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.model.Junction;
import dev.relata.model.OnDelete;
import dev.relata.model.RelationshipKind;
import dev.relata.model.RelationshipType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of a relationship: rows that refer, and what to.
 *
 * @param relationship the relationship's name
 * @param rank whose word counts where several relationships have one key; the lowest
 * @param single whether at most one row refers to each
 */
record Reference(
        String relationship,
        int rank,
        EntityType<?> from,
        List<String> columns,
        EntityType<?> to,
        List<String> references,
        OnDelete onDelete,
        List<String> cleared,
        boolean single) {

    private static final int LINKS = 0;
    private static final int DECLARED = 1;
    private static final int OTHER_SIDE = 2;

    static List<Reference> of(RelationshipType<?, ?> relationship) {
        return switch (relationship.kind()) {
            case MANY_TO_ONE, ONE_TO_ONE ->
                List.of(key(
                        relationship,
                        DECLARED,
                        relationship.owner(),
                        relationship.ownerKey(),
                        relationship.target(),
                        relationship.targetKey()));
            case HAS_ONE, ONE_TO_MANY ->
                List.of(key(
                        relationship,
                        OTHER_SIDE,
                        relationship.target(),
                        relationship.targetKey(),
                        relationship.owner(),
                        relationship.ownerKey()));
            case MANY_TO_MANY, MANY_TO_MANY_THROUGH -> links(relationship);
        };
    }

    private static Reference key(
            RelationshipType<?, ?> relationship,
            int rank,
            EntityType<?> from,
            List<Attribute> columns,
            EntityType<?> to,
            List<Attribute> references) {
        boolean single =
                relationship.kind() == RelationshipKind.ONE_TO_ONE || relationship.kind() == RelationshipKind.HAS_ONE;
        List<String> cleared =
                relationship.onDelete() == OnDelete.SET_NULL ? names(relationship.clearableKey()) : List.of();
        return new Reference(
                relationship.name(),
                rank,
                from,
                names(columns),
                to,
                names(references),
                relationship.onDelete(),
                cleared.size() == columns.size() ? List.of() : cleared,
                single);
    }

    /** Links go with either end, whatever else is said of their keys. */
    private static List<Reference> links(RelationshipType<?, ?> relationship) {
        Junction junction = relationship.junctionOrThrow();
        return List.of(
                link(relationship, junction, junction.ownerColumns(), relationship.owner(), relationship.ownerKey()),
                link(
                        relationship,
                        junction,
                        junction.targetColumns(),
                        relationship.target(),
                        relationship.targetKey()));
    }

    private static Reference link(
            RelationshipType<?, ?> relationship,
            Junction junction,
            List<Attribute> columns,
            EntityType<?> end,
            List<Attribute> key) {
        return new Reference(
                relationship.name(),
                LINKS,
                junction.type(),
                names(columns),
                end,
                names(key),
                OnDelete.CASCADE,
                List.of(),
                false);
    }

    static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::column).toList();
    }

    /** Whether a relationship starts at the rows that hold the key. */
    static boolean startsAtKey(RelationshipType<?, ?> relationship) {
        return relationship.kind() == RelationshipKind.MANY_TO_ONE
                || relationship.kind() == RelationshipKind.ONE_TO_ONE;
    }

    /** What tells one key from another. */
    List<Object> identity() {
        return List.of(from.table(), columns, to.table(), references);
    }

    /** The same of a key as deletes know it. */
    static List<Object> identity(dev.relata.model.Reference key) {
        return List.of(key.child().table(), names(key.key()), key.parent().table(), names(key.parentKey()));
    }

    /** This key with what is said of it, by whichever relationship says it. */
    Reference saying(dev.relata.model.@Nullable Reference said) {
        if (said == null) {
            return this;
        }
        List<String> clearable = said.onDelete() == OnDelete.SET_NULL ? names(said.clearable()) : List.of();
        return new Reference(
                relationship,
                rank,
                from,
                columns,
                to,
                references,
                said.onDelete(),
                clearable.size() == columns.size() ? List.of() : clearable,
                single);
    }
}
