package dev.relata.test.batch;

import dev.relata.metamodel.Model;
import dev.relata.query.Iteration;
import dev.relata.spi.Capability;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.SameKeys;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import dev.relata.test.InMemoryStore;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A store whose batches wait until a test lets them go, or makes them fail. */
final class HeldStore implements Store {

    private final List<Sinks.Empty<Void>> held = new CopyOnWriteArrayList<>();
    final List<List<List<Object>>> batches = new CopyOnWriteArrayList<>();
    final AtomicInteger cancelled = new AtomicInteger();
    private boolean holding = true;

    /** How the answers of batches come that are not held. */
    UnaryOperator<Flux<@Nullable Object[]>> way = rows -> rows;

    /** What a rollback waits for. */
    Mono<Void> rollbacks = Mono.empty();

    /** Whether its transactions are those of the store alone. */
    boolean exclusive = true;

    void hold(boolean on) {
        holding = on;
    }

    /** Lets the oldest batch go. */
    void release() {
        held.remove(0).emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);
    }

    /** Makes the oldest batch fail. */
    void fail(Throwable error) {
        held.remove(0).emitError(error, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    @Override
    public Open open(Model model) {
        Open open = InMemoryStore.create().open(model);
        return new Open() {
            @Override
            public Set<Capability> capabilities() {
                return open.capabilities();
            }

            @Override
            public Session direct() {
                return new Held(open.direct());
            }

            @Override
            public Mono<Transaction> begin(TransactionOptions options) {
                return open.begin(options).map(HeldTransaction::new);
            }
        };
    }

    private class Held implements Session {

        private final Session session;

        Held(Session session) {
            this.session = session;
        }

        @Override
        public Flux<@Nullable Object[]> select(Select select) {
            if (select.batch() == null) {
                return session.select(select);
            }
            if (!holding) {
                return way.apply(session.select(select));
            }
            return Flux.defer(() -> {
                Sinks.Empty<Void> gate = Sinks.empty();
                held.add(gate);
                batches.add(select.batch().keys());
                return gate.asMono().doOnCancel(cancelled::incrementAndGet).thenMany(session.select(select));
            });
        }

        @Override
        public Flux<@Nullable Object[]> stream(Select select, Iteration iteration) {
            return session.stream(select, iteration);
        }

        @Override
        public Flux<Integer> same(SameKeys keys) {
            return session.same(keys);
        }

        @Override
        public Flux<@Nullable Object[]> insert(Insert insert) {
            return session.insert(insert);
        }

        @Override
        public Mono<Long> update(Update update) {
            return session.update(update);
        }

        @Override
        public Mono<Long> update(UpdateRows update) {
            return session.update(update);
        }

        @Override
        public Mono<Void> update(Updates updates) {
            return session.update(updates);
        }

        @Override
        public Mono<Long> delete(Delete delete) {
            return session.delete(delete);
        }
    }

    private final class HeldTransaction extends Held implements Transaction {

        private final Transaction transaction;

        HeldTransaction(Transaction transaction) {
            super(transaction);
            this.transaction = transaction;
        }

        @Override
        public boolean isExclusive() {
            return exclusive;
        }

        @Override
        public Mono<Transaction> nested() {
            return transaction.nested().map(HeldTransaction::new);
        }

        @Override
        public Mono<Void> commit() {
            return transaction.commit();
        }

        @Override
        public Mono<Void> rollback() {
            return rollbacks.then(transaction.rollback());
        }
    }
}
