package dev.relata.spring;

import dev.relata.error.StoreException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Explains that the store has found a pooler that mixes prepared statements, and has sent nothing. */
final class MixedStatementsFailureAnalyzer extends AbstractFailureAnalyzer<StoreException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, StoreException cause) {
        return String.valueOf(cause.getMessage()).contains("mixes the prepared statements of its clients")
                ? new FailureAnalysis(
                        "A pooler between the application and PostgreSQL mixes prepared statements: "
                                + cause.getMessage(),
                        "Set relata.pooler=transaction, which sets preparedStatementCacheQueries=0 for the driver; or"
                                + " max_prepared_statements in PgBouncer (from 1.21 on); or use the pooler in session mode.",
                        cause)
                : null;
    }
}
