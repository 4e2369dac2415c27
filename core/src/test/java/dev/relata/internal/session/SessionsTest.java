package dev.relata.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.Capability;
import dev.relata.spi.Session;
import dev.relata.spi.Store;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SessionsTest {

    private final List<String> events = new ArrayList<>();
    private int begun;

    private final Store.Open store = new Store.Open() {
        @Override
        public Set<Capability> capabilities() {
            return Set.of(Capability.TRANSACTIONS);
        }

        @Override
        public Session direct() {
            return named("direct");
        }

        @Override
        public Mono<Transaction> begin(TransactionOptions options) {
            return Mono.fromSupplier(() -> named((options.readOnly() ? "read-only " : "transaction ") + ++begun));
        }
    };

    private final Sessions sessions = new Sessions(store, (session, wrote) -> session);
    private final SharedSnapshot snapshot = sessions.snapshot();

    private Transaction named(String name) {
        return (Transaction) Proxy.newProxyInstance(
                Transaction.class.getClassLoader(),
                new Class<?>[] {Transaction.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "toString" -> name;
                    case "nested" -> Mono.fromSupplier(() -> named(name + " nested"));
                    default -> Mono.fromRunnable(() -> events.add(method.getName() + " " + name));
                });
    }

    private Flux<String> name(Access access) {
        return sessions.in(access, session -> Flux.just(session.toString()));
    }

    private Flux<String> inScope(Flux<String> work) {
        return work.contextWrite(context -> sessions.withSnapshot(context, snapshot));
    }

    private static void emits(Flux<String> names, String... expected) {
        names.as(StepVerifier::create).expectNext(expected).verifyComplete();
    }

    @Test
    void outsideAScopeOnlyASnapshotBeginsATransaction() {
        emits(Flux.concat(name(Access.WRITE), name(Access.READ), name(Access.STREAM)), "direct", "direct", "direct");
        assertThat(events).isEmpty();
        emits(name(Access.SNAPSHOT), "read-only 1");
        assertThat(events).containsExactly("commit read-only 1");
    }

    @Test
    void inATransactionEverythingRunsOnItAlsoInAScope() {
        Flux<String> all = Flux.fromArray(Access.values()).concatMap(this::name);
        emits(
                inScope(sessions.transactional(all, TransactionOptions.defaults())),
                "transaction 1",
                "transaction 1",
                "transaction 1",
                "transaction 1");
    }

    @Test
    void readsJoinTheLeaseOnlyWhileAStreamHoldsIt() {
        emits(inScope(name(Access.READ)), "direct");
        Flux<String> beside = sessions.in(
                Access.STREAM,
                stream -> Flux.concat(
                        name(Access.READ), name(Access.SNAPSHOT), name(Access.WRITE), Flux.just(stream.toString())));
        emits(inScope(beside), "read-only 1", "read-only 1", "direct", "read-only 1");
        assertThat(events).containsExactly("rollback read-only 1");
        emits(inScope(name(Access.READ)), "direct");
    }

    @Test
    void theLeaseTellsWhenNobodyReadsASnapshotThatIsOutdated() {
        emits(
                inScope(sessions.in(
                        Access.STREAM,
                        stream -> Flux.defer(() -> {
                            snapshot.changed(() -> events.add("outdated"));
                            return name(Access.READ);
                        }))),
                "read-only 1");
        assertThat(events).containsExactly("outdated", "rollback read-only 1");
    }

    @Test
    void aCancelledStreamGivesTheLeaseBack() {
        inScope(sessions.in(Access.STREAM, stream -> Flux.<String>never()))
                .as(StepVerifier::create)
                .expectSubscription()
                .thenCancel()
                .verify();
        assertThat(events).containsExactly("rollback read-only 1");
    }

    @Test
    void theLeaseOfOtherSessionsIsNotUsed() {
        Sessions others = new Sessions(store, (session, wrote) -> session);
        emits(name(Access.STREAM).contextWrite(context -> others.withSnapshot(context, others.snapshot())), "direct");
    }

    @Test
    void aWriteOfAnInnerTransactionIsOneOfTheOuterToo() {
        SessionLayers layers = new SessionLayers() {
            @Override
            public Session around(Session session, Runnable wrote) {
                if (session.toString().endsWith("nested")) {
                    wrote.run();
                }
                return session;
            }

            @Override
            public Mono<Void> ending(Session session, BooleanSupplier wrote, Mono<Void> end) {
                return end.doFirst(() -> events.add(session + " wrote: " + wrote.getAsBoolean()));
            }
        };
        Sessions observed = new Sessions(store, layers);
        Mono<Integer> inner = observed.transactional(Mono.just(1), TransactionOptions.defaults());
        Mono<Integer> second = Mono.just(2).as(it -> observed.transactional(it, TransactionOptions.defaults()));
        observed.transactional(inner, TransactionOptions.defaults())
                .then(second)
                .as(StepVerifier::create)
                .expectNext(2)
                .verifyComplete();
        assertThat(events)
                .filteredOn(event -> event.contains("wrote"))
                .containsExactly(
                        "transaction 1 nested wrote: true", "transaction 1 wrote: true", "transaction 2 wrote: false");
    }
}
