package dev.relata.spring.test.internal.rollback;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a statement, as far as it begins or ends transactions. Immutable.
 *
 * @param kind its meaning for a transaction
 * @param readOnly whether the transaction that it begins only reads
 * @param rest the text behind its first statement, empty where there is none
 */
record TransactionText(Kind kind, boolean readOnly, String rest) {

    private static final Pattern FIRST = Pattern.compile("^(\\s|--[^\\n]*\\n|/\\*.*?\\*/)*(\\w+)", Pattern.DOTALL);
    private static final Pattern STATEMENT = Pattern.compile(
            "\\s*(SELECT|INSERT|UPDATE|DELETE|MERGE|WITH|VALUES|TABLE|CALL|COPY|DECLARE)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The meaning of a text for a transaction. */
    enum Kind {
        BEGIN,
        COMMIT,
        ROLLBACK,
        SAVEPOINT,
        OTHER
    }

    static TransactionText of(String sql) {
        String word = firstWord(sql);
        Kind kind = switch (word) {
            case "BEGIN" -> Kind.BEGIN;
            case "START" -> Kind.BEGIN;
            case "COMMIT", "END" -> Kind.COMMIT;
            case "ROLLBACK", "ABORT" -> savepointOrRollback(sql);
            case "SAVEPOINT", "RELEASE" -> Kind.SAVEPOINT;
            default -> Kind.OTHER;
        };
        // Only texts of control are split: those have no literals that a semicolon could stand in.
        int end = kind == Kind.OTHER ? -1 : sql.indexOf(';');
        String first = end < 0 ? sql : sql.substring(0, end);
        String rest = end < 0 ? "" : sql.substring(end + 1).strip();
        return new TransactionText(kind, first.toUpperCase(Locale.ROOT).contains("READ ONLY"), rest);
    }

    private static Kind savepointOrRollback(String sql) {
        String first = sql.split(";", 2)[0].toUpperCase(Locale.ROOT);
        return Arrays.asList(first.strip().split("\\s+")).contains("TO") ? Kind.SAVEPOINT : Kind.ROLLBACK;
    }

    private static String firstWord(String sql) {
        Matcher first = FIRST.matcher(sql);
        return first.find() ? first.group(2).toUpperCase(Locale.ROOT) : "";
    }

    /** Whether the text counts as a statement: not BEGIN, SAVEPOINT, FETCH, SET and their kin. */
    static boolean counts(String sql) {
        return STATEMENT.matcher(sql).matches();
    }
}
