package dev.relata.r2dbc.internal.exec;

import dev.relata.error.TransactionException;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.queue.ConnectionQueue;
import dev.relata.r2dbc.internal.exec.queue.TransactionScope;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Ends a transaction once. The first call decides, and goes on whether or not its subscriber stays; later calls have the same
 * outcome. A rollback overtakes a commit that has not begun.
 */
final class TransactionCompletion {

    private final ConnectionQueue queue;
    private final TransactionScope scope;
    private final @Nullable OpenTask opening;
    private final Completion committed = new Completion();
    private final Completion undone = new Completion();
    private @Nullable CommitTask commit;
    private boolean undoing;

    /**
     * Creates an ending.
     *
     * @param opening the task that begins the transaction, null for the outermost
     */
    TransactionCompletion(ConnectionQueue queue, TransactionScope scope, @Nullable OpenTask opening) {
        this.queue = queue;
        this.scope = scope;
        this.opening = opening;
    }

    /**
     * Commits.
     *
     * @param writer the context that may want to read what was written
     */
    Mono<Void> commit(ContextView writer) {
        CommitTask first = claimCommit(writer);
        if (first != null && queue.closeUnused(scope)) {
            committed.complete();
        } else if (first != null) {
            queue.submit(first);
        }
        return committed.await();
    }

    private synchronized @Nullable CommitTask claimCommit(ContextView writer) {
        if (undoing || commit != null) {
            return null;
        }
        commit = new CommitTask(scope, committed, writer);
        return commit;
    }

    Mono<Void> rollback() {
        if (overtaken()) {
            return committed.await().onErrorComplete();
        }
        if (claimRollback()) {
            committed.fail(new TransactionException("commit: the transaction was rolled back; nothing was stored"));
            boolean never = queue.neverOpened(scope, opening);
            queue.shut(scope);
            if (never) {
                undone.complete();
            } else {
                queue.submitLast(new RollbackTask(scope, undone));
            }
        }
        return undone.await();
    }

    private synchronized boolean overtaken() {
        return !undoing && commit != null && !commit.refused() && !queue.withdraw(commit);
    }

    private synchronized boolean claimRollback() {
        boolean first = !undoing;
        undoing = true;
        return first;
    }
}
