package dev.relata.r2dbc.internal.dialect;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error as the driver of a database reports it. Immutable.
 *
 * @param state the SQLSTATE
 * @param number the number that the database has for the error, 0 for none
 * @param message the message
 * @param fields what the server has sent besides, null for errors of the driver and of databases that send no more
 */
public record DatabaseError(
        @Nullable String state,
        int number,
        String message,
        @Nullable Fields fields) {

    private static final Fields NONE = new Fields(null, null, null, null, null, null, null, null);

    /** The fields of PostgreSQL's protocol, each of which may be absent. */
    public record Fields(
            @Nullable String severity,
            @Nullable String routine,
            @Nullable String detail,
            @Nullable String where,
            @Nullable String table,
            @Nullable String column,
            @Nullable String dataType,
            @Nullable String constraint) {}

    /** Returns the severity, in the language of the protocol. */
    public @Nullable String severity() {
        return known().severity();
    }

    /** Returns the function of the server that has raised the error. */
    public Optional<String> routine() {
        return Optional.ofNullable(known().routine());
    }

    String code() {
        return Objects.requireNonNullElse(state, "");
    }

    Optional<String> detail() {
        return Optional.ofNullable(known().detail());
    }

    Optional<String> where() {
        return Optional.ofNullable(known().where());
    }

    Optional<String> table() {
        return Optional.ofNullable(known().table());
    }

    Optional<String> column() {
        return Optional.ofNullable(known().column());
    }

    Optional<String> dataType() {
        return Optional.ofNullable(known().dataType());
    }

    Optional<String> constraint() {
        return Optional.ofNullable(known().constraint());
    }

    private Fields known() {
        return fields == null ? NONE : fields;
    }
}
