package dev.relata.test.internal.memory;

import dev.relata.error.TransactionException;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.stream.SerialQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** A transaction, or one inside another; requests and inner transactions take turns. */
final class MemoryTransaction extends MemorySession implements Transaction {

    private final TransactionState work;
    private final SerialQueue turns;
    private final SerialQueue.@Nullable Permit place;
    private final @Nullable State savepoint;
    private volatile boolean ended;

    private MemoryTransaction(Database database, TransactionState work, SerialQueue.@Nullable Permit place) {
        super(database);
        this.work = work;
        this.place = place;
        this.savepoint = work.changed();
        this.turns = new SerialQueue(
                database.patience(),
                () -> new TransactionException("a statement of the outer transaction waited " + database.patience()
                        + " for an inner one to end; an inner pipeline must not wait for its outer sibling"));
    }

    static Transaction begin(Database database, TransactionOptions options) {
        database.statements().control("BEGIN");
        return new MemoryTransaction(database, new TransactionState(database, options), null);
    }

    @Override
    <R> Mono<R> read(Function<State, R> request) {
        return turns.run(() -> open(() -> Mono.just(request.apply(work.readable()))));
    }

    @Override
    <R> Mono<R> write(Function<State, WriteResult<R>> request) {
        return turns.run(() -> open(() -> work.writable().map(state -> {
            WriteResult<R> written = request.apply(state);
            work.change(written.state());
            return written.answer();
        })));
    }

    private <R> Mono<R> open(Supplier<Mono<R>> request) {
        return Mono.defer(() -> ended ? Mono.error(over()) : request.get());
    }

    private static TransactionException over() {
        return new TransactionException(
                "the transaction has ended; subscribe inside transactional(…), and nowhere else");
    }

    @Override
    public Mono<Transaction> nested() {
        return turns.enter().handle((permit, sink) -> {
            if (ended) {
                permit.leave();
                sink.error(over());
            } else {
                database.statements().control("SAVEPOINT");
                sink.next(new MemoryTransaction(database, work, permit));
            }
        });
    }

    @Override
    public Mono<Void> commit() {
        return end(place == null ? "COMMIT" : "RELEASE", true);
    }

    @Override
    public Mono<Void> rollback() {
        return end(place == null ? "ROLLBACK" : "ROLLBACK TO", false);
    }

    private Mono<Void> end(String text, boolean commit) {
        return turns.run(() -> Mono.fromRunnable(() -> {
            if (!ended) {
                ended = true;
                database.statements().control(text);
                end(commit);
            }
        }));
    }

    private void end(boolean commit) {
        if (place == null) {
            work.end(commit);
            return;
        }
        if (!commit) {
            work.change(savepoint);
        }
        place.leave();
    }
}
