package dev.relata.r2dbc.internal.dialect;

import dev.relata.error.Reason;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Refused;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How a database describes an error: by SQLSTATEs, numbers, fields or the text of its message. */
public interface ErrorForms {

    /** Returns the SQLSTATE; that which PostgreSQL has for the same, where the database tells it by a number or a text. */
    default @Nullable String sqlState(DatabaseError error) {
        return error.state();
    }

    /** Returns the reason that a SQLSTATE stands for. */
    default Reason reason(@Nullable String state) {
        return switch (Objects.requireNonNullElse(state, "")) {
            case "23505" -> Reason.UNIQUE;
            case "23503" -> Reason.FOREIGN_KEY;
            case "23502" -> Reason.NOT_NULL;
            case "23514", "23P01" -> Reason.CHECK;
            case "22001", "22003" -> Reason.TOO_LARGE;
            case "40001" -> Reason.SERIALIZATION;
            case "40P01" -> Reason.DEADLOCK;
            case "57014", "55P03" -> Reason.TIMEOUT;
            case "25006" -> Reason.READ_ONLY;
            default -> Reason.OTHER;
        };
    }

    /** Returns the message, its values written so that they can be withheld. */
    String text(DatabaseError error);

    /** Returns the name of the constraint that a row has violated, or null. */
    @Nullable
    String constraint(DatabaseError error);

    /** Returns the description of the value that was refused, for a write of a type. */
    Refused refused(DatabaseError error, EntityType<?> type);

    /** Whether the error is known to come from the server, and not from the driver. */
    default boolean isOfServer(DatabaseError error) {
        return error.severity() != null;
    }

    /** Whether the server has undone the whole transaction of a statement that failed. */
    default boolean undoesTransaction(DatabaseError error) {
        return false;
    }
}
