package dev.relata.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.spi.Reads;
import dev.relata.spi.Session;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Where work runs over a store that reads elsewhere than it writes. */
class ReadSessionsTest {

    private static final TransactionOptions READING =
            TransactionOptions.defaults().asReadOnly();

    private final List<String> wrote = new ArrayList<>();
    private int readers;

    private final NamedStore store = new NamedStore("primary", options -> "transaction") {
        @Override
        public @Nullable Reads reads() {
            return readsOf("reader " + ++readers);
        }
    };

    private final Sessions sessions = new Sessions(store, (session, written) -> session);

    private Reads readsOf(String reader) {
        return new Reads() {
            @Override
            public Session direct() {
                return store.named(reader);
            }

            @Override
            public Mono<Transaction> snapshot() {
                return Mono.fromSupplier(() -> store.named("snapshot of " + reader));
            }

            @Override
            public Mono<Transaction> begin(TransactionOptions options) {
                return Mono.fromSupplier(() -> store.named("transaction of " + reader));
            }

            @Override
            public void wrote() {
                wrote.add(reader);
            }
        };
    }

    private Flux<String> name(Access access) {
        return sessions.in(access, session -> Flux.just(session.toString(), session.toString()));
    }

    private static void emits(Flux<String> names, String... expected) {
        names.distinct().as(StepVerifier::create).expectNext(expected).verifyComplete();
    }

    @Test
    void eachReadOutsideAScopeChoosesAnewAndOneOperationKeepsItsChoice() {
        emits(
                Flux.concat(name(Access.READ), name(Access.STREAM), name(Access.SNAPSHOT)),
                "reader 1",
                "reader 2",
                "snapshot of reader 3");
        emits(name(Access.WRITE), "primary");
        assertThat(readers).isEqualTo(3);
    }

    @Test
    void aScopeKeepsItsChoiceForReadsStreamsAndTransactionsThatOnlyRead() {
        SharedSnapshot scope = sessions.snapshot();
        Flux<String> all = Flux.concat(
                name(Access.READ),
                name(Access.STREAM),
                name(Access.SNAPSHOT),
                sessions.transactional(name(Access.READ), READING),
                name(Access.WRITE));

        emits(
                all.contextWrite(context -> sessions.withSnapshot(context, scope)),
                "reader 1",
                "snapshot of reader 1",
                "transaction of reader 1",
                "primary");
        scope.wrote();
        assertThat(wrote).containsExactly("reader 1");
    }

    @Test
    void transactionsThatMayWriteAndWhatIsInThemGoToThePrimary() {
        Flux<String> all = Flux.fromArray(Access.values()).concatMap(this::name);

        emits(sessions.transactional(all, TransactionOptions.defaults()), "transaction");
        emits(sessions.transactional(all, READING), "transaction of reader 1");
        assertThat(readers).isEqualTo(1);
    }
}
