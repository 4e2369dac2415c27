package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.spi.StatementKind;
import java.util.List;

/**
 * One statement, ready to send. Immutable.
 *
 * @param label its purpose, such as {@code Author.BOOKS}; stands in errors and in the events of listeners
 * @param sql the text, one statement, with {@code $1}, {@code $2}, ... for the values; the same text for the same shape,
 *     since the driver keeps one prepared statement for each text
 * @param binds the values in order: plain values or {@link io.r2dbc.spi.Parameter}s (a null is a typed parameter)
 * @param kind the kind that it is counted as; the rows of a write are emitted only after it has succeeded as a whole
 */
public record Command(String label, String sql, List<Object> binds, StatementKind kind) {

    /** Copies the values. */
    public Command {
        binds = List.copyOf(binds);
    }

    /**
     * Creates a command that reads.
     *
     * @param label its purpose
     * @param sql the text
     * @param binds the values
     * @return the command
     */
    public static Command read(String label, String sql, Object... binds) {
        return new Command(label, sql, List.of(binds), StatementKind.READ);
    }

    /**
     * Creates a command that writes.
     *
     * @param label its purpose
     * @param sql the text
     * @param binds the values
     * @return the command
     */
    public static Command write(String label, String sql, Object... binds) {
        return new Command(label, sql, List.of(binds), StatementKind.WRITE);
    }

    static Command control(String label, String sql) {
        return new Command(label, sql, List.of(), StatementKind.CONTROL);
    }
}
