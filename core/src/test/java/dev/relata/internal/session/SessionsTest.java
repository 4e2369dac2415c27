package dev.relata.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.Session;
import dev.relata.spi.TransactionOptions;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SessionsTest {

    private int begun;

    private final NamedStore store =
            new NamedStore("direct", options -> (options.readOnly() ? "read-only " : "transaction ") + ++begun);

    private final Sessions sessions = new Sessions(store, (session, wrote) -> session);
    private final SharedSnapshot snapshot = sessions.snapshot();

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
        assertThat(store.events).isEmpty();
        emits(name(Access.SNAPSHOT), "read-only 1");
        assertThat(store.events).containsExactly("commit read-only 1");
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
        assertThat(store.events).containsExactly("rollback read-only 1");
        emits(inScope(name(Access.READ)), "direct");
    }

    @Test
    void theLeaseTellsWhenNobodyReadsASnapshotThatIsOutdated() {
        emits(
                inScope(sessions.in(
                        Access.STREAM,
                        stream -> Flux.defer(() -> {
                            snapshot.changed(() -> store.events.add("outdated"));
                            return name(Access.READ);
                        }))),
                "read-only 1");
        assertThat(store.events).containsExactly("outdated", "rollback read-only 1");
    }

    @Test
    void aCancelledStreamGivesTheLeaseBack() {
        inScope(sessions.in(Access.STREAM, stream -> Flux.<String>never()))
                .as(StepVerifier::create)
                .expectSubscription()
                .thenCancel()
                .verify();
        assertThat(store.events).containsExactly("rollback read-only 1");
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
                return end.doFirst(() -> store.events.add(session + " wrote: " + wrote.getAsBoolean()));
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
        assertThat(store.events)
                .filteredOn(event -> event.contains("wrote"))
                .containsExactly(
                        "transaction 1 nested wrote: true", "transaction 1 wrote: true", "transaction 2 wrote: false");
    }
}
