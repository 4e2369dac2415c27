package dev.relata.r2dbc.internal.exec;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** The savepoint around one exchange in a transaction. SAVEPOINT is sent together with the exchange. */
final class Guard {

    private static final String NAME = "relata_s";

    private final ConnectionQueue queue;
    private final String label;

    Guard(ConnectionQueue queue, String label) {
        this.queue = queue;
        this.label = label;
    }

    /**
     * Sends SAVEPOINT and the exchange behind it, in one go. Where BEGIN is due its answer is waited for: if it failed, the
     * exchange would run, and stay, outside any transaction.
     *
     * @param exchange given a signal that completes when the savepoint stands: a cancel request that hits SAVEPOINT itself
     *     would leave nothing to roll back to
     */
    Mono<Signal<Long>> around(ConnectionClient client, Function<Mono<Void>, Mono<Signal<Long>>> exchange) {
        List<String> begin = queue.takeBegin();
        if (!begin.isEmpty()) {
            return savepoint(client, begin)
                    .flatMap(begun -> begun.isOnError()
                            ? Mono.just(firstError(begun, Signal.complete()))
                            : exchange.apply(Mono.empty()));
        }
        Moment ready = new Moment();
        Mono<Signal<Void>> savepoint = savepoint(client, begin).doOnTerminate(ready::come);
        return Mono.zip(savepoint, exchange.apply(ready.await()), Guard::firstError);
    }

    private Mono<Signal<Void>> savepoint(ConnectionClient client, List<String> before) {
        List<String> texts = new ArrayList<>(before);
        texts.add("SAVEPOINT " + NAME);
        return client.control(label, String.join("; ", texts)).materialize();
    }

    /** The answer, or the error of what was sent before it. */
    static Signal<Long> firstError(Signal<Void> savepoint, Signal<Long> end) {
        Throwable error = savepoint.getThrowable();
        return error == null ? end : Signal.error(error);
    }

    /** Keeps what was done, then does more, such as closing a cursor. */
    Mono<Void> keep(ConnectionClient client, String... more) {
        return send(client, "RELEASE SAVEPOINT " + NAME, more);
    }

    /** Undoes what was done, then does more. */
    Mono<Void> undo(ConnectionClient client, String... more) {
        return send(client, "ROLLBACK TO SAVEPOINT " + NAME + "; RELEASE SAVEPOINT " + NAME, more);
    }

    // When this fails the state of the transaction is not known: nothing more may run in it.
    private Mono<Void> send(ConnectionClient client, String text, String... more) {
        String all = more.length == 0 ? text : text + "; " + String.join("; ", more);
        return client.control(label, all).retryWhen(Errors.strayCancel()).onErrorResume(error -> {
            queue.breakDown(Errors.statement(label, error));
            return Mono.empty();
        });
    }
}
