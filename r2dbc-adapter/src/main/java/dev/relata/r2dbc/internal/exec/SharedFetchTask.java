package dev.relata.r2dbc.internal.exec;

import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** A FETCH in a user's transaction: guarded like every statement there, so that its failure harms nothing else. */
final class SharedFetchTask<R> extends FetchTask<R> {

    private final Guard guard;

    SharedFetchTask(TransactionScope level, ServerCursor cursor, RowIntake<R> intake, int rows) {
        super(level, cursor, intake, rows);
        this.guard = new Guard(level.lane(), label());
    }

    @Override
    Mono<Void> run(ConnectionClient wire) {
        boolean opens = !cursor().open();
        return guard.around(wire, ready -> exchange(wire, ready)).flatMap(end -> conclude(wire, end, opens));
    }

    private Mono<Void> conclude(ConnectionClient wire, Signal<Long> end, boolean opened) {
        if (!succeeded(end)) {
            return undo(wire, opened).then(Mono.fromRunnable(() -> fail(end)));
        }
        boolean last = exhausted(end);
        Mono<Void> keep = last ? guard.keep(wire, cursor().forget()) : guard.keep(wire);
        intake().subscription().fetched(last);
        return keep;
    }

    // A cursor that was opened behind the savepoint goes with it.
    private Mono<Void> undo(ConnectionClient wire, boolean opened) {
        String close = cursor().forget();
        return opened ? guard.undo(wire) : guard.undo(wire, close);
    }
}
