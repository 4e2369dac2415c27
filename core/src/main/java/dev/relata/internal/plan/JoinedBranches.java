package dev.relata.internal.plan;

import dev.relata.error.RefusedException;
import dev.relata.internal.plan.PlanBranch.Way;
import dev.relata.internal.resolve.FetchBranch;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Fetch.What;
import dev.relata.query.FetchStrategy;
import dev.relata.spi.Query;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Decides which branches are read with their owners. */
final class JoinedBranches {

    private JoinedBranches() {}

    static Way way(FetchBranch<?, ?> branch, Query owners, PlanShape target) {
        return switch (branch.strategy()) {
            case BATCH -> Way.BATCH;
            case JOIN -> {
                requireJoinable(branch);
                yield Way.JOIN;
            }
            case AUTO -> cheaper(branch, owners, target) ? Way.JOIN : Way.BATCH;
        };
    }

    /**
     * No target of a one-to-one is sent twice, so a join only saves a statement. Under a limit it might be made for rows
     * that are cut off, and further branches need the rows of their own level anyway.
     */
    private static boolean cheaper(FetchBranch<?, ?> branch, Query owners, PlanShape target) {
        return branch.relationship().kind().uniqueKey()
                && branch.relationship().required()
                && plain(owners)
                && target.branches().isEmpty()
                && branch.what() == What.ROWS
                && branch.whole()
                && !target.type().id().isEmpty()
                && unique(branch.relationship());
    }

    /** Whether the rows are neither limited nor those of a limited selection. */
    static boolean plain(Query owners) {
        return owners.source() instanceof Query.AllRows && !owners.bounded();
    }

    private static void requireJoinable(FetchBranch<?, ?> branch) {
        if (branch.relationship().target().id().isEmpty()) {
            refuse(branch, "nothing tells whether a row without an @Id is there");
        }
        if (branch.what() != What.ROWS || !unique(branch.relationship())) {
            refuse(branch, "a row may have more than one of it");
        }
        if (!branch.whole()) {
            refuse(branch, "it is read under conditions");
        }
    }

    /** Whether an owner finds at most one target, by a key that the model knows to be unique. */
    private static boolean unique(RelationshipType<?, ?> relationship) {
        Set<Attribute> key = Set.copyOf(relationship.targetKey());
        Stream<List<Attribute>> known =
                Stream.concat(Stream.of(relationship.target().id()), relationship.target().uniqueKeys().stream());
        return relationship.junction() == null && known.map(Set::copyOf).anyMatch(key::equals);
    }

    static void refuse(FetchBranch<?, ?> branch, String reason) {
        if (branch.strategy() == FetchStrategy.JOIN) {
            throw new RefusedException(branch.relationship().name() + " cannot be fetched by a join, because " + reason
                    + ": use FetchStrategy.BATCH or AUTO");
        }
    }
}
