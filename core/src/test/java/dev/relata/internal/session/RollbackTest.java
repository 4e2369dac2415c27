package dev.relata.internal.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.Reason;
import dev.relata.error.RowNotFoundException;
import dev.relata.error.StoreException;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RollbackTest {

    private final AtomicInteger rollbacks = new AtomicInteger();
    private Mono<Void> rollback = Mono.fromRunnable(rollbacks::incrementAndGet);

    private final Transaction transaction = (Transaction) Proxy.newProxyInstance(
            Transaction.class.getClassLoader(),
            new Class<?>[] {Transaction.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "nested" -> Mono.just(proxy);
                case "rollback" -> rollback;
                default -> Mono.empty();
            });

    private final Sessions transactions = OneTransaction.sessions(transaction);

    private <T> Flux<T> transactional(Flux<T> pipeline) {
        return transactions.transactional(pipeline, TransactionOptions.defaults());
    }

    @Test
    void aCancelledTransactionIsRolledBackAndLoggedOnce() {
        String logged = errors(() -> transactional(transactional(Flux.just(1, 2, 3)))
                .take(2)
                .as(StepVerifier::create)
                .expectNext(1, 2)
                .verifyComplete());
        assertThat(rollbacks).hasValue(2);
        assertThat(logged).containsOnlyOnce("cancelled before it completed and is rolled back");
    }

    @Test
    void theErrorOfThePipelineIsToldAlsoWhereTheRollbackFails() {
        StoreException second = new StoreException("rollback: no", Reason.OTHER, null, false, null);
        rollback = Mono.error(second);
        RowNotFoundException first = new RowNotFoundException("Book: gone");
        transactional(Flux.error(first))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error).isSameAs(first).hasSuppressedException(second));
    }

    private static String errors(Runnable work) {
        PrintStream before = System.err;
        ByteArrayOutputStream captured = new ByteArrayOutputStream();
        System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return captured.toString(StandardCharsets.UTF_8);
    }
}
