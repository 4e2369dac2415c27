package dev.relata.internal.plan;

import dev.relata.internal.resolve.ToOneErrors;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.RelationshipType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a relationship to one row promises of the rows found. */
final class ToOneRule {

    private ToOneRule() {}

    static <N> List<N> checked(PlanBranch branch, GraphNode owner, List<N> found) {
        RelationshipType<?, ?> relationship = branch.relationship();
        if (found.size() > 1 && branch.single()) {
            throw ToOneErrors.notUnique(relationship, values(owner, relationship.ownerKey()), id(owner, relationship));
        }
        if (found.isEmpty() && branch.promised()) {
            throw owner.key(relationship.ownerKey()) == null
                    ? ToOneErrors.noKey(relationship)
                    : ToOneErrors.missing(
                            relationship, values(owner, relationship.ownerKey()), id(owner, relationship));
        }
        return found;
    }

    private static List<@Nullable Object> id(GraphNode owner, RelationshipType<?, ?> relationship) {
        return values(owner, relationship.owner().naming());
    }

    private static List<@Nullable Object> values(GraphNode owner, List<Attribute> key) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Attribute attribute : key) {
            values.add(owner.value(attribute));
        }
        return values;
    }
}
