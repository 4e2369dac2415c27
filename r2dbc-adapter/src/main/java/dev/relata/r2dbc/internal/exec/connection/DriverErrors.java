package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.r2dbc.internal.dialect.DatabaseError;
import io.r2dbc.postgresql.api.ErrorDetails;
import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.R2dbcException;

/** Reads the exceptions of drivers; the only place that knows their classes. Stateless. */
final class DriverErrors {

    private DriverErrors() {}

    /** Returns what an exception says. */
    static DatabaseError read(R2dbcException error) {
        ErrorDetails details = error instanceof PostgresqlException postgres ? postgres.getErrorDetails() : null;
        return new DatabaseError(
                error.getSqlState(), error.getErrorCode(), message(error), details == null ? null : fields(details));
    }

    /** Returns the message of any error, or the name of its class. */
    static String message(Throwable error) {
        return error.getMessage() == null ? error.getClass().getSimpleName() : error.getMessage();
    }

    /** The severity is the one that is not translated if there is one: poolers send only the other. */
    private static DatabaseError.Fields fields(ErrorDetails details) {
        String severity = details.getSeverityNonLocalized();
        return new DatabaseError.Fields(
                severity == null ? details.getSeverityLocalized() : severity,
                details.getRoutine().orElse(null),
                details.getDetail().orElse(null),
                details.getWhere().orElse(null),
                details.getTableName().orElse(null),
                details.getColumnName().orElse(null),
                details.getDataTypeName().orElse(null),
                details.getConstraintName().orElse(null));
    }
}
