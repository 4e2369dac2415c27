package dev.relata.spring;

import io.r2dbc.spi.R2dbcException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Explains errors that a pooler between the application and PostgreSQL, such as PgBouncer, answers with: start-up parameters
 * that it refuses, and prepared statements that belong to another client.
 */
final class PoolerFailureAnalyzer extends AbstractFailureAnalyzer<R2dbcException> {

    private static final String NO_SUCH_PREPARED_STATEMENT = "26000";
    private static final String PREPARED_STATEMENT_EXISTS = "42P05";

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, R2dbcException cause) {
        if (String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("unsupported startup parameter")) {
            return new FailureAnalysis(
                    "A pooler between the application and PostgreSQL refused the connection: " + cause.getMessage(),
                    "Let the pooler ignore the parameter (for PgBouncer: ignore_startup_parameters = extra_float_digits),"
                            + " or take the option that sends it out of spring.r2dbc.url.",
                    cause);
        }
        return sharesPreparedStatements(cause)
                ? new FailureAnalysis(
                        "A prepared statement belongs to another client: " + cause.getMessage() + ". A pooler between"
                                + " the application and PostgreSQL shares connections without keeping prepared"
                                + " statements apart.",
                        "Set relata.pooler=transaction, which sets preparedStatementCacheQueries=0 for the driver, or"
                                + " max_prepared_statements in PgBouncer (from 1.21 on). Without either, statements"
                                + " can run as another client's in silence.",
                        cause)
                : null;
    }

    private static boolean sharesPreparedStatements(R2dbcException cause) {
        String state = cause.getSqlState();
        return NO_SUCH_PREPARED_STATEMENT.equals(state) || PREPARED_STATEMENT_EXISTS.equals(state);
    }
}
