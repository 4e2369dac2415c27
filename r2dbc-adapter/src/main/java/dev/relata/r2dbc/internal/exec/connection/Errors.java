package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.error.CommitUnknownException;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.Reason;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.error.TransactionException;
import dev.relata.error.ValueText;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.dialect.DatabaseError;
import dev.relata.r2dbc.internal.dialect.ErrorForms;
import dev.relata.spi.Refused;
import dev.relata.spi.stream.ConflictRetry;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTimeoutException;
import io.r2dbc.spi.R2dbcTransientResourceException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.util.retry.Retry;

/** Translates the errors of the driver and of the pool into the exceptions of Relata; the only place that does. Immutable. */
public final class Errors {

    private static final String QUERY_CANCELED = "57014";
    private static final String SERIALIZATION_FAILURE = "40001";
    private static final Set<Reason> RETRYABLE = EnumSet.of(Reason.SERIALIZATION, Reason.DEADLOCK);

    /** Classes of errors after which a connection goes on. */
    private static final Set<String> OF_STATEMENTS = Set.of("21", "22", "23", "42", "44", "P0");

    private static final Set<String> FATAL = Set.of("FATAL", "PANIC");
    private static final String EXIT_ON_ERROR =
            "; it closed the connection too, for exit_on_error of the role or the database is on";
    private static final String QUEUE_FULL =
            "; too many wait for one connection: ask for fewer at once, as flatMap does with a concurrency";
    private static final String RESTRICTED =
            "; views and foreign tables cannot be read where restrict_nonsystem_relation_kind of the role or the database"
                    + " names them";
    private static final String NOT_IMPORTED =
            "; the connection whose snapshot the parallel stream reads was lost, or connections of the pool lead to several"
                    + " servers: read the stream again, over connections to one server";
    private static final String NOT_OPENED =
            "; the server does not answer new connections: is it overloaded, or does the network lose packets? Allow more time by"
                    + " connectTimeout, on a given pool maxCreateConnectionTime";
    private static final String NOT_ALL_HELD =
            "; not all connections of the pool are in use by this store: those that are missing are used elsewhere, or the server"
                    + " does not answer while they are opened; enlarge the pool, or let a pipeline share one connection by"
                    + " relata.transactional or relata.batched";
    private static final String ALL_HELD =
            ". Do streams that are nested in one another, outside a transaction or batch scope, hold them all? Wrap the pipeline"
                    + " in relata.transactional or relata.batched, so that it shares one, or enlarge the pool";
    private static final String DEFERRABLE =
            "; whether a row is there already is told by a key that is not DEFERRABLE: make the constraint anew, or create a"
                    + " unique index beside it";

    private static final String RECOVERY =
            "; what it has to replay removes rows that the read may need: run the read again, stream with Iteration.resumable(),"
                    + " or allow it more time by max_standby_streaming_delay or hot_standby_feedback of the standby";

    /** Where PostgreSQL ends a read in favour of its recovery; messages are translated, names of functions are not. */
    private static final String OF_RECOVERY = "ProcessRecoveryConflictInterrupt";

    private static final Set<String> STATES_OF_RECOVERY = Set.of(SERIALIZATION_FAILURE, "40P01");

    /** As PgBouncer words it, which is all that tells: the SQLSTATE is that of any breach of the protocol. */
    private static final Pattern PARAMETER = Pattern.compile("unsupported startup parameter[^:]*: \"?([\\w.]+)");

    private final ErrorForms forms;

    /** Makes a translator for the errors of one database. */
    Errors(ErrorForms forms) {
        this.forms = forms;
    }

    /** Translates the error of a statement. */
    public RelataException statement(String label, Throwable error) {
        if (error instanceof RelataException known) {
            return known;
        }
        if (error instanceof TimeLimitException late) {
            return late(label, late);
        }
        if (Exceptions.isMultiple(error)) {
            return statement(label, first(error));
        }
        String state = sqlState(error);
        if (ofRecovery(error, state)) {
            return new StoreException(
                    label + ": the standby has ended the read: " + text(error) + RECOVERY,
                    Reason.REPLICA_CONFLICT,
                    state,
                    true,
                    error);
        }
        if (refusedAndClosed(error, state)) {
            return refused(label, error, remedy(state, error) + EXIT_ON_ERROR, state, false);
        }
        if (lost(error)) {
            return new StoreUnavailableException(
                    label + ": the connection to the database broke: " + text(error)
                            + "; its transaction is gone as a whole, run it again" + cause(state),
                    state,
                    error);
        }
        if (notSent(error)) {
            String problem = "the driver did not send the statement: " + text(error) + QUEUE_FULL;
            return new StoreException(label + ": " + problem, forms.reason(state), state, false, error);
        }
        if (state != null && state.startsWith("23")) {
            return constraint(label, state, error);
        }
        if (!(error instanceof R2dbcException)) {
            String problem = "the statement could not be sent: " + ValueText.ofError(error);
            return new StoreException(label + ": " + problem, Reason.OTHER, null, false, error);
        }
        boolean retryable = RETRYABLE.contains(forms.reason(state));
        return refused(label, error, retryable ? again(state) : remedy(state, error), state, retryable);
    }

    private StoreException late(String label, TimeLimitException error) {
        String problem = label + ": " + error.getMessage();
        return error.isEnding() || lost(error)
                ? new StoreUnavailableException(
                        problem + "; its transaction is gone as a whole, run it again", null, error)
                : new StoreException(
                        problem + ": allow more time, or ask for less at once", Reason.TIMEOUT, null, false, error);
    }

    private StoreException refused(
            String label, Throwable error, String hint, @Nullable String state, boolean retryable) {
        return new StoreException(
                label + ": the database refused the statement: " + text(error) + hint,
                forms.reason(state),
                state,
                retryable,
                error);
    }

    private static String again(@Nullable String state) {
        String again = "; run the whole transaction again (TransactionOptions.retry)";
        return SERIALIZATION_FAILURE.equals(state)
                ? again
                        + "; where it names no isolation, default_transaction_isolation of the role or the database does"
                : again;
    }

    /** Returns the remedy for an error of the database, if one is known. */
    private static String remedy(@Nullable String state, Throwable error) {
        return ofImport(error) ? NOT_IMPORTED : refusal(state, error);
    }

    /** Whether a connection could not take over the snapshot of another one; PostgreSQL has had three messages for it. */
    private static boolean ofImport(Throwable error) {
        String message = String.valueOf(error.getMessage());
        return message.startsWith("snapshot \"")
                || message.startsWith("invalid snapshot identifier")
                || message.startsWith("could not import the requested snapshot");
    }

    private static String refusal(@Nullable String state, Throwable error) {
        return switch (Objects.requireNonNullElse(state, "")) {
            case "42P01", "42S02", "42S04" ->
                "; relata.schema().validate() tells what differs from the model; a table whose name has no schema is"
                        + " looked for along the search_path of the role or the database";
            case "42704", "42883" ->
                "; a type or a function whose name has no schema is looked for along the search_path of the role or the"
                        + " database: set it there, or name the schema in @Column(type = …)";
            case "55000" -> String.valueOf(error.getMessage()).contains("ON CONFLICT") ? DEFERRABLE : RESTRICTED;
            case "42703", "42S22" -> "; relata.schema().validate() tells what differs from the model";
            case "3F000" ->
                "; the search_path of the role or the database names no schema that is there: set another, or name"
                        + " the schema in @Table";
            case "42501" ->
                "; grant the role what it lacks; where a policy would hide rows and row_security is off for the role or"
                        + " the database, set it on or let the role bypass policies";
            case "25006" ->
                "; nothing can be written where TransactionOptions say read-only, the role or the database sets"
                        + " default_transaction_read_only, or the server is a standby";
            case "55P03" ->
                "; another transaction holds what is needed for longer than the lock_timeout of the role, the database"
                        + " or the connection: run the transaction again, or allow more time";
            case "57014" ->
                "; it ran for longer than the statement_timeout of the role, the database or the connection, or somebody"
                        + " cancelled it: allow more time, or ask for less at once";
            case "54001" -> "; nest conditions less deeply, give values by in(…), or raise max_stack_depth";
            case "54011" -> "; read fewer columns of one row: fetch by FetchStrategy.BATCH, or read a view";
            case "23502" -> "; give it a value";
            case "23503", "23506" -> "; a row is written after what it refers to, and deleted before it";
            case "23505" -> "; write another, or use upsert";
            case "428C9" ->
                "; leave an id that the database numbers null, or make the column GENERATED BY DEFAULT; a computed column is"
                        + " no component of the record";
            case "42P10" -> "; a unique key of the model is missing there, relata.schema().validate() tells which";
            default -> "";
        };
    }

    /** Returns the likely reasons why a connection has ended; a message that the server sent between two statements is lost. */
    private static String cause(@Nullable String state) {
        return switch (Objects.requireNonNullElse(state, "")) {
            case "25P03" -> "; idle_in_transaction_session_timeout of the role or the database allows no longer pause";
            case "25P04" -> "; transaction_timeout of the role or the database allows no longer transaction";
            case "57P05" -> "; idle_session_timeout of the role or the database ends connections that a pool keeps";
            case "57P01", "57P02", "57P03" -> "";
            default ->
                "; where neither the network nor the server failed, the role or the database sets transaction_timeout"
                        + " or idle_in_transaction_session_timeout, or a standby has ended a read in favour of its recovery";
        };
    }

    private RelataException constraint(String label, String state, Throwable error) {
        return new ConstraintViolationException(
                label + ": the database refused the row: " + text(error) + remedy(state, error),
                forms.reason(state),
                state,
                driver(error).map(forms::constraint).orElse(null),
                error);
    }

    /**
     * Translates the error of taking a connection.
     *
     * @param places the most connections of the pool, 0 where no pool can be seen
     * @param held how many connections the store holds
     */
    public RelataException acquire(String label, Throwable error, int places, int held) {
        if (error instanceof RelataException known) {
            return known;
        }
        if (timedOut(error)) {
            return new StoreUnavailableException(label + late(error, places, held), sqlState(error), error);
        }
        Matcher parameter = PARAMETER.matcher(text(error));
        String hint = parameter.find()
                ? ofParameter(parameter.group(1))
                : remedy(sqlState(error), error) + "; is it running, and is the URL right?";
        return new StoreUnavailableException(
                label + ": no connection to the database: " + text(error) + hint, sqlState(error), error);
    }

    /** Returns the remedy where a pooler refuses a parameter of the connection. */
    private static String ofParameter(String name) {
        return name.equals("extra_float_digits")
                ? "; a pooler refuses what the driver always sends: let it ignore that (PgBouncer: ignore_startup_parameters ="
                        + " extra_float_digits)"
                : "; a pooler refuses it: take out the option of the driver that sends it (schema, statementTimeout,"
                        + " lockWaitTimeout, options), and set it by ALTER ROLE … SET " + name + " = …";
    }

    private String late(Throwable error, int places, int held) {
        Throwable cause = error.getCause();
        if (cause != null && isOfOpening(cause)) {
            return ": no connection was opened in time (" + text(cause) + ")" + NOT_OPENED;
        }
        return ": no connection became free in time (" + text(error) + ")" + (held < places ? NOT_ALL_HELD : ALL_HELD);
    }

    /** The pool takes the end of a connect for that of an acquire, with a time that is not the one that was over. */
    private static boolean isOfOpening(Throwable cause) {
        return String.valueOf(cause.getMessage()).contains("'Connection Allocation'");
    }

    /** Whether no connection could be opened, other than because all of a pool are in use. */
    public static boolean isUnreachable(Throwable error) {
        Throwable cause = causeOf(error);
        if (!(error instanceof StoreUnavailableException) || cause == null || !timedOut(cause)) {
            return error instanceof StoreUnavailableException;
        }
        Throwable opening = cause.getCause();
        return opening != null && isOfOpening(opening);
    }

    /** Whether the driver knew before it sent anything that the connection was closed; an end on the way has a cause. */
    private static boolean neverSent(Throwable error) {
        return error.getCause() == null
                && String.valueOf(error.getMessage())
                        .startsWith("Cannot exchange messages because the connection is closed");
    }

    /** Translates the error of a COMMIT that was sent. */
    public RelataException commit(String label, Throwable error) {
        if (error instanceof TimeLimitException) {
            return new CommitUnknownException(
                    label + ": " + error.getMessage()
                            + "; the transaction is whole or not there, read the data to learn which. A COMMIT that checks much,"
                            + " or waits for a standby, needs a longer endingTimeout",
                    null,
                    error);
        }
        if (lost(error)) {
            return new CommitUnknownException(
                    label + ": the connection broke while COMMIT was under way: " + text(error)
                            + "; the transaction is whole or not there, read the data to learn which",
                    sqlState(error),
                    error);
        }
        if (sqlState(error) == null && error instanceof R2dbcException) {
            return new TransactionException(
                    label + ": COMMIT was answered by ROLLBACK, nothing was stored: " + text(error));
        }
        return statement(label, error);
    }

    /** Translates the error of a write that commits by itself: where its answer is lost, so is whether it was stored. */
    public RelataException write(String label, Throwable error) {
        // The server sends its reason only before it has committed.
        if (error instanceof RelataException || !lost(error) || hasSeverity(error) || neverSent(error)) {
            return statement(label, error);
        }
        return new CommitUnknownException(
                label + ": the connection broke while a statement that commits by itself was under way: " + text(error)
                        + "; it is done whole or not at all, read the data to learn which",
                sqlState(error),
                error);
    }

    /** Whether the server has sent an error; those of the driver have no severity. */
    private static boolean hasSeverity(Throwable error) {
        return severity(error) != null;
    }

    /** Returns the error of the driver that another library has wrapped, or null where no cause is one. */
    public static @Nullable Throwable ofDriver(Throwable error) {
        Throwable cause = error;
        while (cause != null && !(cause instanceof R2dbcException)) {
            cause = causeOf(cause);
        }
        return cause;
    }

    /** Errors of Relata show a stand-in of their cause. */
    private static @Nullable Throwable causeOf(Throwable error) {
        return error instanceof RelataException known ? known.originalCause() : error.getCause();
    }

    /** Whether a transaction failed because it met another one, also where another library has wrapped the error. */
    public boolean isConflict(Throwable error) {
        Throwable driver = ofDriver(error);
        return ConflictRetry.isConflict(error) || driver != null && RETRYABLE.contains(forms.reason(sqlState(driver)));
    }

    /** Returns what the database says of the value that it has refused, for a write of a type. */
    public Refused refused(StoreException error, EntityType<?> type) {
        return error.retryable()
                ? Refused.UNKNOWN
                : driver(error.originalCause())
                        .map(read -> forms.refused(read, type))
                        .orElse(Refused.UNKNOWN);
    }

    /** A write in a transaction that only reads, where the server would let it pass. */
    public static RelataException readOnly(String label) {
        return new StoreException(
                label + ": nothing was sent, for nothing can be written where TransactionOptions say read-only",
                Reason.READ_ONLY,
                "25006",
                false,
                null);
    }

    /** The connection was found broken before COMMIT was sent. */
    public static RelataException notCommitted(String label) {
        return new StoreUnavailableException(
                label + ": the connection broke before COMMIT was sent: nothing was stored, run the transaction again"
                        + cause(null),
                "08006",
                null);
    }

    /** Retries once a statement that was hit by the cancel request for the statement before, which can arrive late. */
    public Retry strayCancel() {
        return Retry.max(1).filter(error -> QUERY_CANCELED.equals(sqlState(error)));
    }

    /**
     * Whether the connection is of no use any more after this error. If the server has sent it, its severity says so, for
     * a function or a foreign table raises any SQLSTATE; the driver's own errors have no severity.
     */
    public boolean lost(Throwable error) {
        if (error instanceof TimeLimitException late) {
            return late.getCause() != null && lost(late.getCause());
        }
        if (Exceptions.isMultiple(error)) {
            return lost(first(error));
        }
        String severity = severity(error);
        if (severity != null) {
            return FATAL.contains(severity);
        }
        if (notSent(error)) {
            return false;
        }
        String state = sqlState(error);
        if (state != null && (state.startsWith("08") || state.startsWith("57P0"))) {
            return true;
        }
        return state == null && error instanceof R2dbcNonTransientResourceException
                || error instanceof IOException
                || error.getCause() instanceof IOException;
    }

    /** The driver fails an answer and each result in it, which Reactor may join. */
    private static Throwable first(Throwable error) {
        return Exceptions.unwrapMultiple(error).get(0);
    }

    /** Whether the driver's queue of the connection is full, which it reports as 08006: the connection goes on. */
    private boolean notSent(Throwable error) {
        return error instanceof R2dbcTransientResourceException driver && !forms.isOfServer(DriverErrors.read(driver));
    }

    private static @Nullable String severity(Throwable error) {
        return driver(error).map(DatabaseError::severity).orElse(null);
    }

    /** Errors of a statement end the connection only under exit_on_error. */
    private boolean refusedAndClosed(Throwable error, @Nullable String state) {
        return "FATAL".equals(severity(error)) && state != null && OF_STATEMENTS.contains(state.substring(0, 2));
    }

    /** Up to PostgreSQL 15 the function is the one that handles all interrupts, of which no other is a conflict. */
    private boolean ofRecovery(Throwable error, @Nullable String state) {
        String routine = driver(error).flatMap(DatabaseError::routine).orElse("");
        return state != null
                && STATES_OF_RECOVERY.contains(state)
                && (routine.startsWith(OF_RECOVERY)
                        || routine.equals("ProcessInterrupts")
                        || String.valueOf(error.getMessage()).contains("conflict with recovery"));
    }

    /** Whether the server has undone the whole transaction of a statement that failed, so that the next one would run outside of it. */
    public boolean undoesTransaction(Throwable error) {
        return driver(error).filter(forms::undoesTransaction).isPresent();
    }

    /** Whether the server has cancelled the statement. */
    boolean isCancelled(Throwable error) {
        return QUERY_CANCELED.equals(sqlState(error));
    }

    static boolean timedOut(Throwable error) {
        return error instanceof R2dbcTimeoutException
                || error instanceof TimeoutException
                || error.getCause() instanceof TimeoutException;
    }

    /** Whether a statement was refused because one before it in the transaction has failed. */
    public boolean isAborted(@Nullable Throwable error) {
        return error != null && "25P02".equals(sqlState(error));
    }

    private @Nullable String sqlState(Throwable error) {
        if (error instanceof StoreException store) {
            return store.code();
        }
        return driver(error).map(forms::sqlState).orElse(null);
    }

    private String text(Throwable error) {
        return driver(error).map(forms::text).orElseGet(() -> DriverErrors.message(error));
    }

    private static Optional<DatabaseError> driver(@Nullable Throwable error) {
        return error instanceof R2dbcException driver ? Optional.of(DriverErrors.read(driver)) : Optional.empty();
    }
}
