package dev.relata.spring.test.internal.rollback;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * The connections of the application under test: while a test runs, leases of its one connection, which is rolled back in the
 * end; else those of the factory behind. Thread-safe.
 */
public final class TestConnectionFactory implements ConnectionFactory, Wrapped<ConnectionFactory> {

    private final ConnectionFactory factory;
    private final Duration patience;
    private final Consumer<String> sent;
    private final AtomicReference<TestTransaction> current = new AtomicReference<>();

    /**
     * Makes a factory with no test running.
     *
     * @param factory where connections come from
     * @param patience how long a statement waits while a transaction that holds the connection does nothing
     * @param sent sees the text of each statement that users of leases send
     */
    public TestConnectionFactory(ConnectionFactory factory, Duration patience, Consumer<String> sent) {
        this.factory = factory;
        this.patience = patience;
        this.sent = sent;
    }

    @Override
    public Publisher<? extends Connection> create() {
        return Mono.defer(() -> {
            TestTransaction transaction = current.get();
            return transaction == null ? Mono.<Connection>from(factory.create()) : Mono.just(transaction.lease());
        });
    }

    /**
     * Begins the transaction of a test: from now on all connections are leases of its one.
     *
     * @return completes when it has begun
     * @throws IllegalStateException as a signal, where a test runs already
     */
    public Mono<Void> begin() {
        return Mono.defer(() -> Mono.from(factory.create()))
                .flatMap(connection -> TestTransaction.begin(connection, patience, sent))
                .flatMap(transaction -> current.compareAndSet(null, transaction)
                        ? Mono.empty()
                        : transaction
                                .end(false)
                                .then(Mono.error(() -> new IllegalStateException(
                                        "another test of the same application context is running: tests that are rolled"
                                                + " back share its connections, so they run one after another"))));
    }

    /**
     * Ends the transaction of the test, if one has begun.
     *
     * @param commit whether the rows stay
     * @return completes when the connection is given back
     */
    public Mono<Void> end(boolean commit) {
        return Mono.defer(() -> {
            TestTransaction transaction = current.getAndSet(null);
            return transaction == null ? Mono.empty() : transaction.end(commit);
        });
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return factory.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
        return factory;
    }

    @Override
    public String toString() {
        return "TestConnectionFactory(" + factory + ")";
    }
}
