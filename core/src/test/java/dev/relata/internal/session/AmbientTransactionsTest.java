package dev.relata.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RefusedException;
import dev.relata.spi.AmbientTransaction;
import dev.relata.spi.AmbientTransactions;
import dev.relata.spi.TransactionOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.ContextView;

class AmbientTransactionsTest {

    private static final String SUSPENDED = "suspended";

    private boolean begins;

    private final AmbientTransactions framework = new AmbientTransactions() {
        @Override
        public @Nullable AmbientTransaction current(ContextView context) {
            return context.getOrDefault("framework", null) instanceof AmbientTransaction present ? present : null;
        }

        @Override
        public boolean begins() {
            return begins;
        }

        @Override
        public <R> Flux<R> begin(Flux<R> pipeline, TransactionOptions options) {
            return within(ambient("begun"), pipeline);
        }
    };

    private final NamedStore store = new NamedStore("direct", options -> "own") {
        @Override
        public AmbientTransactions ambientTransactions() {
            return framework;
        }
    };

    private final Sessions sessions = new Sessions(store, (session, wrote) -> {
        store.events.add("layers around " + session);
        return session;
    });

    private AmbientTransaction ambient(String name) {
        return new AmbientTransaction(store.named(name), TransactionOptions.defaults());
    }

    private static <R> Flux<R> within(Object transaction, Flux<R> pipeline) {
        return pipeline.contextWrite(context -> context.put("framework", transaction));
    }

    private Flux<String> name() {
        return sessions.in(Access.WRITE, session -> Flux.just(session.toString()));
    }

    private Flux<String> transactional(Flux<String> pipeline) {
        return sessions.transactional(pipeline, TransactionOptions.defaults());
    }

    private static void emits(Flux<String> names, String... expected) {
        names.as(StepVerifier::create).expectNext(expected).verifyComplete();
    }

    @Test
    void theInnermostTransactionIsUsedWhoeverBeganIt() {
        emits(within(ambient("theirs"), name()), "theirs");
        emits(within(ambient("theirs"), transactional(name())), "theirs nested");
        emits(transactional(within(ambient("theirs"), name())), "theirs");
        emits(
                within(
                        ambient("theirs"),
                        transactional(within(ambient("new"), Flux.concat(name(), transactional(name()))))),
                "new",
                "new nested");
    }

    @Test
    void insideASuspendedTransactionThereIsNone() {
        emits(within(ambient("theirs"), within(SUSPENDED, name())), "direct");
        emits(within(ambient("theirs"), transactional(within(SUSPENDED, name()))), "direct");
        emits(transactional(within(SUSPENDED, name())), "own");
    }

    @Test
    void layersGoAroundATransactionOnceAndNobodyEndsIt() {
        store.events.clear();
        emits(within(ambient("theirs"), Flux.concat(name(), name())), "theirs", "theirs");
        assertThat(store.events).containsExactly("layers around theirs");
    }

    @Test
    void theOutermostTransactionIsBegunByTheFramework() {
        begins = true;
        emits(transactional(Flux.concat(name(), transactional(name()))), "begun", "begun nested");
        assertThat(store.events).doesNotContain("commit begun", "layers around own");
        sessions.atomically(session -> Mono.just(session.toString()))
                .as(StepVerifier::create)
                .expectNext("own")
                .verifyComplete();
    }

    @Test
    void retriesAreForWhoeverBeganTheTransaction() {
        TransactionOptions retrying = TransactionOptions.defaults().retry(2);
        within(ambient("theirs"), sessions.transactional(name(), retrying))
                .as(StepVerifier::create)
                .verifyError(RefusedException.class);
        begins = true;
        emits(sessions.transactional(sessions.transactional(name(), retrying), retrying), "begun nested");
    }
}
