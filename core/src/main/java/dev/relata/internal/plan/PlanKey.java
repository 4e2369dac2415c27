package dev.relata.internal.plan;

import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FetchBranch;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.query.Fetch.What;
import dev.relata.query.FetchStrategy;
import dev.relata.query.Recursion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a selection that its plan depends on. Only plans whose branches read relationships as the model declares them have one, so
 * it holds no value of a condition. Immutable.
 *
 * @param type the rows
 * @param all whether the rows are neither limited nor those of a limited selection, which decides on joins
 * @param eager whether relationships that are declared eager are fetched
 * @param branches what is fetched
 */
record PlanKey(EntityType<?> type, boolean all, boolean eager, List<Branch> branches) {

    /** A branch and those below it. */
    private record Branch(
            RelationshipType<?, ?> relationship,
            What what,
            @Nullable String alias,
            FetchStrategy strategy,
            @Nullable Recursion recursion,
            boolean eager,
            List<Branch> branches) {}

    /** Returns the key of a selection's plan; null where a branch has conditions, orders, limits or aggregates of its own. */
    static @Nullable PlanKey of(FilterResolver resolver, CompiledSelection selection) {
        List<Branch> branches = branches(resolver, selection);
        return branches == null
                ? null
                : new PlanKey(
                        selection.rows().type(), JoinedBranches.plain(selection.rows()), selection.eager(), branches);
    }

    private static @Nullable List<Branch> branches(FilterResolver resolver, CompiledSelection selection) {
        List<Branch> branches = new ArrayList<>(selection.branches().size());
        for (FetchBranch<?, ?> fetched : selection.branches()) {
            List<Branch> below = isDeclared(resolver, fetched) ? branches(resolver, fetched.related()) : null;
            if (below == null) {
                return null;
            }
            branches.add(new Branch(
                    fetched.relationship(),
                    fetched.what(),
                    fetched.alias(),
                    fetched.strategy(),
                    fetched.recursion(),
                    fetched.related().eager(),
                    below));
        }
        return branches;
    }

    /** The rows of a declared relationship are one object, which each step of a user's would have replaced. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isDeclared(FilterResolver resolver, FetchBranch<?, ?> branch) {
        return branch.what() != What.AGGREGATE
                && branch.links() == null
                && branch.related().rows()
                        == resolver.related(branch.relationship()).rows();
    }
}
