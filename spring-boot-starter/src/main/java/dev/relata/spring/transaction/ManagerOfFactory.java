package dev.relata.spring.transaction;

import dev.relata.r2dbc.ExternalTransactions;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.transaction.ReactiveTransactionManager;

/** Finds the transaction manager that begins transactions on the connections of a store. */
final class ManagerOfFactory {

    private static final Logger LOG = LoggerFactory.getLogger(ManagerOfFactory.class);

    private final ObjectProvider<ReactiveTransactionManager> managers;

    ManagerOfFactory(ObjectProvider<ReactiveTransactionManager> managers) {
        this.managers = managers;
    }

    /** Returns the transactions on a factory, or null, with a warning, if no manager begins them there. */
    @Nullable
    ExternalTransactions transactions(ConnectionFactory connections) {
        List<R2dbcTransactionManager> ofR2dbc = managers.orderedStream()
                .filter(R2dbcTransactionManager.class::isInstance)
                .map(R2dbcTransactionManager.class::cast)
                .toList();
        for (R2dbcTransactionManager manager : ofR2dbc) {
            if (manager.getConnectionFactory() == connections) {
                return new SpringTransactions(connections, ManagedTransactions.of(manager));
            }
        }
        if (!ofR2dbc.isEmpty()) {
            LOG.warn(
                    "Relata takes no part in Spring's transactions: its store uses the connection factory {}, the transaction"
                            + " manager another one ({}). Give both the same object, or set relata.transactions=own",
                    connections,
                    ofR2dbc.get(0).getConnectionFactory());
        }
        return null;
    }
}
