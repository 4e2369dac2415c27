package dev.relata.schema;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.Reference;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.OnDelete;
import dev.relata.model.RelationshipKind;
import java.util.List;

/** The keys of relationships in the words of a schema. */
final class ForeignKeys {

    private ForeignKeys() {}

    static List<String> names(List<Attribute> attributes) {
        return attributes.stream().map(Attribute::column).toList();
    }

    /** The columns that a delete clears, where they are not all of the key. */
    static List<String> cleared(Reference reference) {
        List<Attribute> clearable = reference.onDelete() == OnDelete.SET_NULL ? reference.clearable() : List.of();
        return clearable.size() == reference.key().size() ? List.of() : names(clearable);
    }

    /** Whether a relationship starts at the rows that hold the key. */
    static boolean startsAtKey(RelationshipType<?, ?> relationship) {
        return relationship.kind() == RelationshipKind.MANY_TO_ONE
                || relationship.kind() == RelationshipKind.ONE_TO_ONE;
    }

    /** What tells one key from another. */
    static List<Object> identity(Reference reference) {
        return identity(reference.child(), reference.key(), reference.parent(), reference.parentKey());
    }

    /** The keys of a relationship; of a junction's two the first is where the relationship starts. */
    static List<List<Object>> identities(RelationshipType<?, ?> relationship) {
        Association ends = relationship.association();
        Junction junction = ends.junction();
        if (junction != null) {
            return List.of(
                    identity(junction.type(), junction.ownerColumns(), ends.source(), ends.sourceKey()),
                    identity(junction.type(), junction.targetColumns(), ends.target(), ends.targetKey()));
        }
        return List.of(
                startsAtKey(relationship)
                        ? identity(ends.source(), ends.sourceKey(), ends.target(), ends.targetKey())
                        : identity(ends.target(), ends.targetKey(), ends.source(), ends.sourceKey()));
    }

    private static List<Object> identity(
            EntityType<?> child, List<Attribute> key, EntityType<?> parent, List<Attribute> parentKey) {
        return List.of(child.table(), names(key), parent.table(), names(parentKey));
    }
}
