package dev.relata.internal.plan;

import dev.relata.error.RelataException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One branch to be read for some owners; shares a request with others that ask for the same. One subscription's. */
abstract class BranchTask {

    private final PlanBranch branch;
    private final List<GraphNode> owners;
    private final int[] positions;
    private boolean failed;

    BranchTask(PlanBranch branch, List<GraphNode> owners) {
        this.branch = branch;
        this.owners = owners;
        this.positions = new int[owners.size()];
    }

    final PlanBranch branch() {
        return branch;
    }

    final List<GraphNode> owners() {
        return owners;
    }

    /** Notes the owners' keys; an owner without one has no rows. */
    final void ask(OwnerKeys keys) {
        for (int i = 0; i < positions.length; i++) {
            StoredKey key = owners.get(i).key(branch.association().sourceKey());
            positions[i] = key == null ? -1 : keys.position(key);
        }
    }

    /** The position of an owner's key in the request, or -1. */
    final int position(int owner) {
        return positions[owner];
    }

    /** Fills an owner's slot with what was found for it; what its relationship does not allow is the owner's failure. */
    final void fill(GraphNode owner, List<?> found) {
        try {
            owner.fill(branch, ToOneRule.checked(branch, owner, found));
        } catch (RelataException error) {
            owner.fail(error);
            failed = true;
        }
    }

    /** Whether a node that was read goes on; notes that one cannot be read. */
    final boolean goesOn(GraphNode node) {
        failed |= node.failure() != null;
        return node.failure() == null;
    }

    /** Whether an owner, or a row below it, has a failure. */
    final boolean failed() {
        return failed;
    }

    /** Called before the answer, when the number of keys is known. */
    abstract void begin(int keys);

    /** Takes a row of the answer. */
    abstract void place(int position, @Nullable Object[] row);

    /** Fills the owners' slots; the answer is whole. */
    abstract void finish();

    /** What is to be read for the rows found. */
    abstract List<BranchTask> next();
}
