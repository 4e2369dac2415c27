package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import dev.relata.error.TransactionException;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * How a transaction ends, once. The first call decides, and goes on whether or not its subscriber stays; later ones are
 * told the same outcome. A rollback overtakes a commit that has not begun.
 */
final class Ending {

    private final TransactionScope scope;
    private final Moment committed = new Moment();
    private final Moment undone = new Moment();
    private @Nullable CommitTask commit;
    private volatile boolean undoing;
    private volatile boolean refused;

    Ending(TransactionScope scope) {
        this.scope = scope;
    }

    Mono<Void> commit() {
        CommitTask first = claimCommit();
        if (first != null && scope.closeUnused()) {
            committed();
        } else if (first != null) {
            scope.submit(first);
        }
        return committed.await();
    }

    private @Nullable CommitTask claimCommit() {
        synchronized (this) {
            if (!undoing && commit == null) {
                commit = new CommitTask(scope, this);
                return commit;
            }
        }
        return null;
    }

    /** COMMIT has ended well. */
    void committed() {
        committed.come();
    }

    /** COMMIT was answered with an error: the transaction is over all the same. */
    void failed(Throwable error) {
        committed.fail(error);
    }

    /** COMMIT was never sent: the transaction can still be rolled back. */
    void rejectCommit(RelataException reason) {
        refused = true;
        failed(reason);
    }

    Mono<Void> rollback() {
        if (overtaken()) {
            return committed.await().onErrorComplete();
        }
        if (claimRollback()) {
            boolean never = scope.neverOpened();
            scope.queue().shut(scope);
            if (never) {
                undone.come();
            } else {
                scope.queue().submitLast(new RollbackTask(scope, this));
            }
        }
        return undone.await();
    }

    private synchronized boolean overtaken() {
        return !undoing && commit != null && !refused && !scope.queue().withdraw(commit);
    }

    private boolean claimRollback() {
        synchronized (this) {
            if (undoing) {
                return false;
            }
            undoing = true;
        }
        failed(new TransactionException("commit: the transaction was rolled back; nothing was stored"));
        return true;
    }

    /** The rollback has ended. */
    void undone() {
        undone.come();
    }
}
