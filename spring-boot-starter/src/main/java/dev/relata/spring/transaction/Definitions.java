package dev.relata.spring.transaction;

import dev.relata.spi.Isolation;
import dev.relata.spi.TransactionOptions;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionContext;
import org.springframework.transaction.support.DefaultTransactionDefinition;

/** Translates between the options of Relata and the definitions of Spring. */
final class Definitions {

    private static final String NAME = "relata.transactional";

    private Definitions() {}

    static TransactionDefinition of(TransactionOptions options) {
        DefaultTransactionDefinition definition = new DefaultTransactionDefinition();
        definition.setName(NAME);
        definition.setReadOnly(options.readOnly());
        Isolation isolation = options.isolation();
        if (isolation != null) {
            definition.setIsolationLevel(
                    switch (isolation) {
                        case READ_COMMITTED -> TransactionDefinition.ISOLATION_READ_COMMITTED;
                        case REPEATABLE_READ -> TransactionDefinition.ISOLATION_REPEATABLE_READ;
                        case SERIALIZABLE -> TransactionDefinition.ISOLATION_SERIALIZABLE;
                    });
        }
        return definition;
    }

    /** Returns how a transaction runs that Spring has begun. */
    static TransactionOptions of(TransactionContext transaction) {
        Isolation isolation = isolation(transaction.getCurrentTransactionIsolationLevel());
        return new TransactionOptions(isolation, transaction.isCurrentTransactionReadOnly(), 0);
    }

    /** PostgreSQL runs READ UNCOMMITTED as READ COMMITTED. */
    private static @Nullable Isolation isolation(@Nullable Integer level) {
        if (level == null) {
            return null;
        }
        return switch (level) {
            case TransactionDefinition.ISOLATION_READ_UNCOMMITTED, TransactionDefinition.ISOLATION_READ_COMMITTED ->
                Isolation.READ_COMMITTED;
            case TransactionDefinition.ISOLATION_REPEATABLE_READ -> Isolation.REPEATABLE_READ;
            case TransactionDefinition.ISOLATION_SERIALIZABLE -> Isolation.SERIALIZABLE;
            default -> null;
        };
    }
}
