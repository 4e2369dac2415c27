package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.exec.SqlClient;
import dev.relata.r2dbc.internal.exec.replica.ReplicaChoice;
import dev.relata.spi.Isolation;
import dev.relata.spi.Reads;
import dev.relata.spi.Session;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The reads of one operation, or of one batch scope, on the server that was chosen for them. */
final class StoreReads implements Reads {

    private final SqlClient primary;
    private final SqlClient client;
    private final ReplicaChoice choice;
    private final SingleStatements direct;

    /**
     * Creates the reads.
     *
     * @param onWrite notes for a context that a statement has written on the primary all the same
     */
    StoreReads(SqlClient primary, ReplicaChoice choice, SingleStatements writes, Consumer<ContextView> onWrite) {
        this.primary = primary;
        this.client = primary.over(choice);
        this.choice = choice;
        this.direct = new SingleStatements(client, writes, context -> {
            choice.wrote();
            onWrite.accept(context);
        });
    }

    @Override
    public Session direct() {
        return direct;
    }

    @Override
    public Mono<Transaction> snapshot() {
        return client.snapshot().map(transaction -> new StoreTransaction(transaction, direct));
    }

    /** A standby knows no SERIALIZABLE: it does not see what others have read. */
    @Override
    public Mono<Transaction> begin(TransactionOptions options) {
        SqlClient server = options.isolation() == Isolation.SERIALIZABLE ? primary : client;
        return server.begin(options).map(transaction -> new StoreTransaction(transaction, direct));
    }

    @Override
    public void wrote() {
        choice.wrote();
    }
}
