package dev.relata.r2dbc.internal.dialect;

import dev.relata.metamodel.EntityType;
import dev.relata.spi.Refused;
import org.jspecify.annotations.Nullable;

/** Reads the errors of PostgreSQL, of what speaks its language, and of drivers that are unknown. Stateless. */
final class PostgresErrors implements ErrorForms {

    static final ErrorForms INSTANCE = new PostgresErrors();

    private static final String INTERNAL = "XX000";

    private PostgresErrors() {}

    @Override
    public @Nullable String sqlState(DatabaseError error) {
        String state = error.state();
        return INTERNAL.equals(state) ? ShardViolation.sqlState(text(error)).orElse(state) : state;
    }

    /** What has no fields comes from the driver, which repeats no values. */
    @Override
    public String text(DatabaseError error) {
        return error.fields() == null ? error.message() : ServerText.of(error);
    }

    @Override
    public @Nullable String constraint(DatabaseError error) {
        return ShardViolation.constraint(
                error.constraint().orElse(null), error.table().orElse(null), text(error));
    }

    @Override
    public Refused refused(DatabaseError error, EntityType<?> type) {
        return error.fields() == null ? Refused.UNKNOWN : RefusedValues.of(error, type);
    }
}
