package dev.relata.r2dbc.internal.exec;

import dev.relata.error.RelataException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Commits a transaction, or releases the savepoint of an inner one. */
final class CommitTask extends ConnectionTask {

    private final Ending ending;

    CommitTask(TransactionScope level, Ending ending) {
        super(level, "commit");
        this.ending = ending;
    }

    @Override
    Mono<Void> turn(ConnectionQueue lane) {
        lane.shut(level());
        ConnectionClient wire = lane.wire();
        if (wire == null) {
            return over(lane, lane.broken());
        }
        RelataException broken = lane.broken();
        Mono<Void> end = level().outer() == null ? new RootEnd(lane, wire).commit(label()) : release(wire, broken);
        return end.then(Mono.defer(() -> over(lane, null)))
                .onErrorResume(RelataException.class, error -> over(lane, error));
    }

    private Mono<Void> over(ConnectionQueue lane, @Nullable RelataException error) {
        lane.leave(level());
        if (error == null) {
            ending.committed();
        } else {
            ending.failed(error);
        }
        return Mono.empty();
    }

    private Mono<Void> release(ConnectionClient wire, @Nullable RelataException broken) {
        if (broken != null) {
            return Mono.error(broken);
        }
        List<String> texts = new ArrayList<>();
        level().cursors().forEach(cursor -> texts.add(cursor.forget()));
        texts.add("RELEASE SAVEPOINT " + level().savepoint());
        return wire.control(label(), String.join("; ", texts))
                .onErrorMap(error -> Errors.statement(label(), error))
                .doOnError(RelataException.class, level().lane()::breakDown);
    }

    @Override
    Mono<Void> work(ConnectionClient wire) {
        throw new IllegalStateException("a commit takes its own turn");
    }

    @Override
    void refuse(RelataException reason) {
        ending.rejectCommit(reason);
    }
}
