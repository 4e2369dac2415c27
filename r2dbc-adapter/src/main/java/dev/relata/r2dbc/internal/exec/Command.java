package dev.relata.r2dbc.internal.exec;

import java.util.List;

/**
 * One statement, ready to send. Immutable.
 *
 * @param label what it is sent for, such as {@code Author.BOOKS}; stands in errors and in what listeners see
 * @param sql the text, one statement, with {@code $1}, {@code $2}, ... for the values; the same text for the same shape,
 *     since the driver keeps one prepared statement for each text
 * @param binds the values in order: plain values or {@link io.r2dbc.spi.Parameter}s (a null is a typed parameter)
 * @param kind whether it reads or writes
 */
public record Command(String label, String sql, List<Object> binds, Kind kind) {

    /** Whether a command reads or writes; rows of a write are shown only after it has succeeded as a whole. */
    public enum Kind {
        /** Changes nothing: its rows are shown as they arrive. */
        READ,
        /** Changes rows: what it returns is shown when the statement has ended well, never before. */
        WRITE,
        /** Asks for what the store must know itself; shown as {@link #READ} is, and not counted as a statement. */
        CONTROL
    }

    /** Copies the values. */
    public Command {
        binds = List.copyOf(binds);
    }

    /**
     * A command that reads.
     *
     * @param label what it is sent for
     * @param sql the text
     * @param binds the values
     * @return the command
     */
    public static Command read(String label, String sql, Object... binds) {
        return new Command(label, sql, List.of(binds), Kind.READ);
    }

    /**
     * A command that writes.
     *
     * @param label what it is sent for
     * @param sql the text
     * @param binds the values
     * @return the command
     */
    public static Command write(String label, String sql, Object... binds) {
        return new Command(label, sql, List.of(binds), Kind.WRITE);
    }
}
