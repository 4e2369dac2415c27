package dev.relata.r2dbc.internal.exec;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** A FETCH in a user's transaction: guarded like every statement there, so that its failure harms nothing else. */
final class SharedFetchTask<R> extends FetchTask<R> {

    private final Guard guard;

    SharedFetchTask(TransactionScope scope, ServerCursor cursor, RowIntake<R> intake, int rows) {
        super(scope, cursor, intake, rows);
        this.guard = new Guard(scope.queue(), label());
    }

    @Override
    Mono<Void> run(ConnectionClient client) {
        boolean opens = !cursor().open();
        return guard.around(client, ready -> exchange(client, ready)).flatMap(end -> conclude(client, end, opens));
    }

    private Mono<Void> conclude(ConnectionClient client, Signal<Long> end, boolean opened) {
        if (!succeeded(end)) {
            return undo(client, opened).then(Mono.fromRunnable(() -> fail(end)));
        }
        boolean last = exhausted(end);
        Mono<Void> keep = last ? guard.keep(client, cursor().forget()) : guard.keep(client);
        intake().subscription().fetched(last);
        return keep;
    }

    // A cursor that was opened behind the savepoint goes with it.
    private Mono<Void> undo(ConnectionClient client, boolean opened) {
        String close = cursor().forget();
        return opened ? guard.undo(client) : guard.undo(client, close);
    }
}
