package dev.relata.r2dbc.internal.dialect;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Violations of constraints as Citus reports them: with the number of the shard behind the names of table and constraint, and inside a COPY as
 * an internal error, of which the message alone tells what it is. Stateless.
 */
final class ShardViolation {

    private static final Pattern MESSAGE =
            Pattern.compile("violates (unique|foreign key|check|exclusion) constraint \"([^\"]+)\"");
    private static final Pattern SHARD = Pattern.compile("(.+)(_\\d{5,})");

    private ShardViolation() {}

    /** Returns the SQLSTATE that the message of an internal error stands for; empty where it is about something else. */
    static Optional<String> sqlState(String message) {
        Matcher violation = MESSAGE.matcher(message);
        return violation.find()
                ? Optional.of(
                        switch (violation.group(1)) {
                            case "unique" -> "23505";
                            case "foreign key" -> "23503";
                            case "check" -> "23514";
                            default -> "23P01";
                        })
                : Optional.empty();
    }

    /**
     * Returns the name of a constraint as the model knows it.
     *
     * @param name the name that the server gives, null where it gives none: then that of the message is taken, as that of a shard
     * @param table the table that the server gives
     * @param message the message
     */
    static @Nullable String constraint(@Nullable String name, @Nullable String table, String message) {
        if (name == null) {
            Matcher violation = MESSAGE.matcher(message);
            return violation.find() ? withoutShard(violation.group(2)) : null;
        }
        Matcher shard = SHARD.matcher(name);
        return shard.matches() && table != null && table.endsWith(shard.group(2)) ? shard.group(1) : name;
    }

    private static String withoutShard(String name) {
        Matcher shard = SHARD.matcher(name);
        return shard.matches() ? shard.group(1) : name;
    }
}
