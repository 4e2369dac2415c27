package dev.relata.r2dbc.internal.dialect;

import dev.relata.spi.Isolation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a database begins transactions, and what its driver does with statements on one connection. */
public interface TransactionForms {

    /** Returns the name of the database, for messages. */
    String name();

    /** Returns how the database describes errors. */
    ErrorForms errors();

    /** Returns the text that begins a transaction, of one or more statements. */
    String begin(@Nullable Isolation isolation, boolean readOnly);

    /**
     * Returns the text that begins the read-only transaction of a stream, which sees one moment.
     *
     * @param idle how long it may do nothing, null for what the server is set to
     */
    String beginSnapshot(@Nullable Duration idle);

    /** Returns the text that brings a session back to what it was before the store began a transaction on it, or null. */
    default @Nullable String afterTransactions() {
        return null;
    }

    /** Returns the statement that sets up each connection before its first use, or null for none. */
    default @Nullable String session() {
        return null;
    }

    /**
     * Returns the statement that ends a session from another one, or null for none. Its parameters are the process of the session, and the
     * least number of milliseconds since it has done anything.
     */
    default @Nullable String terminate() {
        return null;
    }

    /** Whether the driver sends several statements at once, with semicolons between them. */
    default boolean joinsStatements() {
        return true;
    }

    /** Whether parameters are {@code $1}, {@code $2}, …; else each is a question mark. */
    default boolean numbersParameters() {
        return true;
    }

    /** Whether rows come from the driver as they are asked for, and other statements run meanwhile. */
    default boolean givesRowsByDemand() {
        return true;
    }

    /** Whether the server refuses what writes in a transaction that only reads; else the store does. */
    default boolean refusesWritesOfReaders() {
        return true;
    }

    /** Returns a text as the driver takes it. */
    default String spelled(String sql) {
        return sql;
    }

    /** Whether the driver works on the thread of its caller, and blocks it. */
    default boolean blocks() {
        return false;
    }

    /** Whether a query that writes, and fails, leaves nothing. */
    default boolean undoesQueries() {
        return true;
    }

    /** Whether a statement that fails takes its transaction with it, so that each runs behind a savepoint. */
    default boolean abortsTransactions() {
        return false;
    }

    /** Whether a cursor is opened by DECLARE, and read by FETCH. */
    default boolean hasCursors() {
        return false;
    }
}
