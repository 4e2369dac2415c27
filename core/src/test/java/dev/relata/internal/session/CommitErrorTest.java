package dev.relata.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.Reason;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class CommitErrorTest {

    private final AtomicInteger commits = new AtomicInteger();

    /** Sessions that take nothing and whose commit fails so many times. */
    private Sessions failing(RelataException error, int times) {
        Mono<Void> commit = Mono.defer(() -> commits.incrementAndGet() <= times ? Mono.error(error) : Mono.empty());
        Transaction transaction = (Transaction) Proxy.newProxyInstance(
                Transaction.class.getClassLoader(),
                new Class<?>[] {Transaction.class},
                (proxy, method, arguments) -> method.getName().equals("commit") ? commit : Mono.empty());
        return OneTransaction.sessions(transaction);
    }

    @Test
    void theErrorOfACommitIsToldAsItIs() {
        CommitUnknownException unknown = new CommitUnknownException("commit: who knows", "08006", null);
        failing(unknown, 2)
                .transactional(Mono.just(1), TransactionOptions.defaults())
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(unknown));
        failing(unknown, 2)
                .transactional(Flux.just(1), TransactionOptions.defaults())
                .as(StepVerifier::create)
                .expectNext(1)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(unknown));
    }

    @Test
    void aSerializationFailureAtCommitIsRetried() {
        failing(new StoreException("commit: again", Reason.SERIALIZATION, "40001", true, null), 2)
                .transactional(Mono.just(1), TransactionOptions.defaults().retry(2))
                .as(StepVerifier::create)
                .expectNext(1)
                .verifyComplete();
        assertThat(commits).hasValue(3);
    }

    @Test
    void aPipelinesOwnErrorIsNotTakenForThatOfItsCommit() {
        RuntimeException own = new RuntimeException(
                "booking failed", new StoreException("why", Reason.SERIALIZATION, "40001", true, null));
        failing(new StoreException("unused", Reason.OTHER, null, false, null), 0)
                .transactional(Mono.error(own), TransactionOptions.defaults())
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(own));
    }

    @Test
    void anInnerTransactionIsReadOnlyOnlyWhereTheOutermostIs() {
        TransactionOptions readOnly = TransactionOptions.defaults().asReadOnly();
        Sessions transactions = failing(new StoreException("unused", Reason.OTHER, null, false, null), 0);
        Mono<Integer> inner = transactions.transactional(Mono.just(1), readOnly);
        transactions
                .transactional(inner, TransactionOptions.defaults())
                .as(StepVerifier::create)
                .verifyErrorMessage("An inner transaction cannot be read-only inside one that writes: its writes would"
                        + " not be refused; drop asReadOnly(), or give it to the outermost transaction");
    }
}
