package dev.relata.r2dbc.internal.dialect;

import dev.relata.error.Reason;
import dev.relata.error.ValueText;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.ColumnSizes;
import dev.relata.spi.Refused;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the messages of H2, which has no other description of a value that it refuses: its texts are those of every language. Stateless. */
final class H2Errors implements ErrorForms {

    static final ErrorForms INSTANCE = new H2Errors();

    /** Begins the text of the statement, which every message of one ends with. */
    private static final String STATEMENT = "; SQL statement:";

    /** Errors whose messages end with the values of a key. */
    private static final Set<String> OF_KEYS = Set.of("23505", "23503", "23506");

    private static final String GENERAL = "HY000";
    private static final String SERIALIZATION = "40001";
    private static final Pattern VICTIM = Pattern.compile("Transaction \\d+ has status ROLLING_BACK, not OPEN");
    private static final Pattern CONSTRAINT =
            Pattern.compile("violation: \"(?:[^\".]+\\.)?([^\" :]+)(?:: | INDEX | PRIMARY KEY | ON )");
    private static final Pattern COLUMN = Pattern.compile("(?:column|in column) \"((?:[^\"]|\"\")+)\"");
    private static final Pattern VALUE =
            Pattern.compile("\": \"(.*) \\(\\d+\\)\"$|out of range: \"(.*)\" in column", Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile(
            "(?: INDEX| KEY|: \")[^(]* ON (?:[^(.]+\\.)?([^(]+)\\(([^)]*)\\) (?:VALUES )?\\((.*)\\)\"", Pattern.DOTALL);
    private static final Pattern REFERENCE = Pattern.compile(
            ": (?:[^(.]+\\.)?([^(]+) FOREIGN KEY\\(([^)]*)\\) REFERENCES [^(]+\\([^)]*\\) \\((.*)\\)\"",
            Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("\"(.*)\"", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])-?\\d+(?:\\.\\d+)?(?:E[+-]?\\d{1,4})?(?![\\w.])");
    private static final Pattern PLACING = Pattern.compile(" (?:ASC|DESC|NULLS FIRST|NULLS LAST)");

    private H2Errors() {}

    @Override
    public @Nullable String sqlState(DatabaseError error) {
        return isDeadlock(error) ? SERIALIZATION : error.state();
    }

    @Override
    public Reason reason(@Nullable String state) {
        return switch (Objects.requireNonNullElse(state, "")) {
            case "23506" -> Reason.FOREIGN_KEY;
            case "23513" -> Reason.CHECK;
            case "22004" -> Reason.TOO_LARGE;
            case "90131" -> Reason.SERIALIZATION;
            case "HYT00" -> Reason.TIMEOUT;
            default -> ErrorForms.super.reason(state);
        };
    }

    /** Returns the message without the text of the statement. */
    @Override
    public String text(DatabaseError error) {
        String whole = error.message();
        int end = whole.indexOf(STATEMENT);
        String message = end < 0 ? whole : whole.substring(0, end);
        String state = String.valueOf(error.state());
        for (Pattern values : List.of(KEY, REFERENCE)) {
            Matcher found = values.matcher(message);
            if (found.find()) {
                return message.substring(0, found.start(3))
                        + ValueText.of(found.group(3))
                        + message.substring(found.end(3));
            }
        }
        if (end >= 0 && OF_KEYS.contains(state) && message.indexOf('(') >= 0) {
            int values = message.indexOf('(');
            return message.substring(0, values) + ValueText.of(message.substring(values));
        }
        return end >= 0 && state.startsWith("22") ? withoutQuoted(message) : message;
    }

    private static String withoutQuoted(String message) {
        Matcher found = VALUE.matcher(message);
        Matcher any = QUOTED.matcher(message);
        if (found.find()) {
            int group = found.group(1) == null ? 2 : 1;
            return message.substring(0, found.start(group))
                    + ValueText.of(found.group(group))
                    + message.substring(found.end(group));
        }
        return any.replaceAll(quoted -> Matcher.quoteReplacement("\"" + ValueText.of(quoted.group(1)) + "\""));
    }

    /**
     * Whether H2 has chosen the transaction to end a deadlock. The one that is chosen learns that from a message of its own only if it still
     * waits for a lock by then; else its next change finds a transaction that is no longer open, a general error (H2 2.4.240).
     */
    private static boolean isDeadlock(DatabaseError error) {
        return GENERAL.equals(error.state()) && VICTIM.matcher(error.message()).find();
    }

    @Override
    public @Nullable String constraint(DatabaseError error) {
        Matcher name = CONSTRAINT.matcher(error.message());
        return name.find() ? name.group(1) : null;
    }

    @Override
    public Refused refused(DatabaseError error, EntityType<?> type) {
        String whole = error.message();
        String message = whole.substring(0, Math.max(whole.indexOf(STATEMENT), 0));
        Matcher key = KEY.matcher(message);
        Matcher reference = REFERENCE.matcher(message);
        Matcher found = key.find() ? key : reference.find() ? reference : null;
        if (found != null) {
            return isOf(type, found.group(1)) ? ofKey(type, found.group(2), found.group(3)) : Refused.UNKNOWN;
        }
        Matcher column = COLUMN.matcher(message);
        return column.find() ? ofColumn(type, column.group(1), message) : Refused.UNKNOWN;
    }

    private static boolean isOf(EntityType<?> type, String table) {
        return type.table().substring(type.table().lastIndexOf('.') + 1).equals(table);
    }

    private static Refused ofKey(EntityType<?> type, String columns, String values) {
        List<String> names = Arrays.stream(columns.split(", "))
                .map(column -> PLACING.matcher(column).replaceAll(""))
                .toList();
        List<Attribute> attributes = type.attributes().stream()
                .filter(attribute -> names.contains(attribute.column()))
                .toList();
        return new Refused(attributes, (attribute, value) -> names.size() > 1 || holds(values, value), null, 0);
    }

    /** A column is followed by its type. */
    private static Refused ofColumn(EntityType<?> type, String column, String message) {
        List<Attribute> attributes = type.attributes().stream()
                .filter(attribute -> column.equals(attribute.column()) || column.startsWith(attribute.column() + " "))
                .toList();
        Matcher refused = VALUE.matcher(message);
        String shown = refused.find() ? refused.group(1) == null ? refused.group(2) : refused.group(1) : message;
        boolean isNull = message.startsWith("NULL not allowed") || message.contains("NULL not allowed for");
        BiPredicate<Attribute, @Nullable Object> test =
                isNull ? (attribute, value) -> value == null : (attribute, value) -> holds(shown, value);
        return new Refused(attributes, test, null, 0);
    }

    private static boolean holds(String message, Number number) {
        BigDecimal exact = ColumnSizes.decimal(number);
        return exact != null
                && NUMBER.matcher(message)
                        .results()
                        .anyMatch(found -> exact.compareTo(new BigDecimal(found.group())) == 0);
    }

    /** Whether a message has a value as H2 writes literals. */
    private static boolean holds(String message, @Nullable Object value) {
        if (value == null) {
            return message.contains("NULL");
        }
        return value instanceof Number number
                ? holds(message, number)
                : message.contains("'" + value.toString().replace("'", "''") + "'");
    }
}
