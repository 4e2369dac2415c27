package dev.relata.fetch;

import dev.relata.engine.Ids;
import dev.relata.error.NotUniqueException;
import dev.relata.error.RelatedNotFoundException;
import dev.relata.model.Attribute;
import dev.relata.model.RelationshipType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a relationship to one row promises of the rows found. */
final class ToOneRule {

    private ToOneRule() {}

    static List<Node> checked(Branch branch, Node owner, List<Node> found) {
        if (found.size() > 1 && single(branch)) {
            throw new NotUniqueException(branch.relationship().name() + ": more than one "
                    + branch.target().type().name() + " with " + wanted(branch, owner)
                    + "; make the key unique, or declare a to-many");
        }
        if (found.isEmpty() && branch.promised()) {
            throw new RelatedNotFoundException(branch.relationship().name() + ": no "
                    + branch.target().type().name() + " with " + wanted(branch, owner)
                    + ", which the relationship requires; store it, or declare the relationship optional()");
        }
        return found;
    }

    private static boolean single(Branch branch) {
        return switch (branch.relationship().kind()) {
            case MANY_TO_ONE, ONE_TO_ONE, HAS_ONE -> true;
            default -> false;
        };
    }

    private static String wanted(Branch branch, Node owner) {
        RelationshipType<?, ?> relationship = branch.relationship();
        return Ids.describe(relationship.targetKey(), values(owner, relationship.ownerKey())) + " (from a "
                + relationship.owner().name() + ")";
    }

    private static List<@Nullable Object> values(Node owner, List<Attribute> key) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Attribute attribute : key) {
            values.add(owner.value(attribute));
        }
        return values;
    }
}
