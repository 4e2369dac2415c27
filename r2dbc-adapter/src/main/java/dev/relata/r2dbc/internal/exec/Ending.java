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

    private final TransactionScope level;
    private final Moment committed = new Moment();
    private final Moment undone = new Moment();
    private @Nullable CommitTask commit;
    private volatile boolean undoing;
    private volatile boolean refused;

    Ending(TransactionScope level) {
        this.level = level;
    }

    Mono<Void> commit() {
        CommitTask first = claimCommit();
        if (first != null && level.closeUnused()) {
            committed();
        } else if (first != null) {
            level.submit(first);
        }
        return committed.await();
    }

    private @Nullable CommitTask claimCommit() {
        synchronized (this) {
            if (!undoing && commit == null) {
                commit = new CommitTask(level, this);
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
            boolean never = level.neverOpened();
            level.lane().shut(level);
            if (never) {
                undone.come();
            } else {
                level.lane().submitLast(new RollbackTask(level, this));
            }
        }
        return undone.await();
    }

    private synchronized boolean overtaken() {
        return !undoing && commit != null && !refused && !level.lane().withdraw(commit);
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
