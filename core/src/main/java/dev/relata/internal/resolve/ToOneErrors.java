package dev.relata.internal.resolve;

import dev.relata.error.NotUniqueException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.error.RequiredRelationshipException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.metamodel.RelationshipType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said where a relationship to one row does not hold, however the row was looked up. */
public final class ToOneErrors {

    private ToOneErrors() {}

    /**
     * The error for a required key that is null.
     *
     * @param relationship the relationship
     * @return the error
     */
    public static RequiredRelationshipException noKey(RelationshipType<?, ?> relationship) {
        return new RequiredRelationshipException(relationship.name() + " is required, but "
                + relationship.ownerKey().get(0).qualifiedName()
                + " is null: give it a key, or declare the relationship optional()");
    }

    /**
     * The error for a required row that is not there.
     *
     * @param relationship the relationship
     * @param key the owner's key
     * @param owner the owner's id
     * @return the error
     */
    public static RelatedNotFoundException missing(
            RelationshipType<?, ?> relationship,
            List<? extends @Nullable Object> key,
            List<? extends @Nullable Object> owner) {
        return new RelatedNotFoundException(relationship.name() + ": no "
                + relationship.target().name() + " with " + from(relationship, key, owner));
    }

    /**
     * The error for more rows than one.
     *
     * @param relationship the relationship
     * @param key the owner's key
     * @param owner the owner's id
     * @return the error
     */
    public static NotUniqueException notUnique(
            RelationshipType<?, ?> relationship,
            List<? extends @Nullable Object> key,
            List<? extends @Nullable Object> owner) {
        return new NotUniqueException(
                relationship.name() + ": more than one " + relationship.target().name() + " with "
                        + from(relationship, key, owner) + "; make the key unique, or declare a to-many");
    }

    /**
     * The error for a link whose target is not there.
     *
     * @param relationship a relationship through a join record
     * @param link the values of the join record
     * @return the error
     */
    public static RelatedNotFoundException linkedToNothing(
            RelationshipType<?, ?> relationship, @Nullable Object[] link) {
        Junction junction = relationship.junctionOrThrow();
        return new RelatedNotFoundException(relationship.name() + ": no "
                + relationship.target().name() + " with "
                + Ids.describe(relationship.targetKey(), values(junction.targetColumns(), link)) + " (from "
                + Ids.describe(junction.type(), values(junction.type().id(), link)) + "); relata.integrity().orphans("
                + relationship.name() + ") finds such links");
    }

    private static List<@Nullable Object> values(List<Attribute> attributes, @Nullable Object[] row) {
        List<@Nullable Object> values = new ArrayList<>();
        attributes.forEach(attribute -> values.add(row[attribute.index()]));
        return values;
    }

    private static String from(
            RelationshipType<?, ?> relationship,
            List<? extends @Nullable Object> key,
            List<? extends @Nullable Object> owner) {
        return Ids.describe(relationship.targetKey(), key) + " (from " + Ids.describe(relationship.owner(), owner)
                + ")";
    }
}
