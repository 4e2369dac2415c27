package dev.relata.r2dbc.internal.dialect;

import dev.relata.error.ValueText;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes what PostgreSQL says of an error for a message, with the parts that may repeat values as {@link ValueText} writes them. What
 * is not known to be free of values is taken for one. Stateless.
 */
final class ServerText {

    /** Classes of SQLSTATEs whose messages name tables, columns, constraints and settings, and no value. */
    private static final Set<String> OF_NAMES = Set.of(
            "01", "08", "0A", "21", "23", "24", "25", "26", "28", "34", "3B", "3D", "3F", "40", "42", "53", "54", "55",
            "57", "58");

    /** The class of values that a type does not take: a message has the value in quotes, or behind a colon. */
    private static final String OF_VALUES = "22";

    /** Characters that an encoding has not: a message has the bytes, without quotes. */
    private static final Set<String> OF_BYTES = Set.of("22021", "22P05");

    /** Texts of a request that PostgreSQL parses; an error in one is that of a statement, and repeats the text. */
    private static final Pattern PARSED = Pattern.compile("tsquery|jsonpath|text search configuration");

    /** PL/pgSQL, PL/Python and PL/Perl: a function may raise any SQLSTATE with a message of its own. */
    private static final Pattern RAISED = Pattern.compile("exec_stmt_raise|PLy_.*|plperl_.*");

    /** Translations of PostgreSQL's messages have the quotes of their language. */
    private static final Pattern QUOTED = Pattern.compile("[\"„“”»«‚‘’'「『].*[\"„“”»«‚‘’'」』]", Pattern.DOTALL);

    private static final Pattern PRECISION =
            Pattern.compile("A field with precision \\d+, scale -?\\d+ must round to [\\w ]+[\\d^]+\\.?");
    private static final String KEY = ")=(";

    private ServerText() {}

    /** Returns the message of the server, and its detail in brackets. */
    static String of(DatabaseError error) {
        String detail =
                error.detail().map(text -> " (" + detail(error, text) + ")").orElse("");
        return message(error) + detail;
    }

    private static String message(DatabaseError error) {
        String message = error.message();
        String state = error.code();
        if (!isRaised(error)
                && OF_NAMES.contains(classOf(state))
                && !PARSED.matcher(message).find()) {
            return message;
        }
        boolean quoting = (state.startsWith(OF_VALUES) && !OF_BYTES.contains(state)) || state.startsWith("42");
        return !isRaised(error) && quoting
                ? withoutQuoted(message)
                : ValueText.of(message) + " [SQLSTATE " + state + "]";
    }

    private static String withoutQuoted(String message) {
        int colon = message.indexOf(": ");
        var quoted = QUOTED.matcher(message);
        int quote = quoted.find() ? quoted.start() : -1;
        if (colon < 0 && quote < 0) {
            return message;
        }
        int start = quote < 0 ? colon + 2 : colon < 0 ? quote : Math.min(quote, colon + 2);
        int end = colon < 0 ? quoted.end() : message.length();
        return message.substring(0, start) + ValueText.of(message.substring(start, end)) + message.substring(end);
    }

    /** The detail of a constraint names the columns of a key before their values; that of a row has values only. */
    private static String detail(DatabaseError error, String text) {
        if (isRaised(error)) {
            return ValueText.of(text);
        }
        String state = classOf(error.code());
        int key = text.indexOf(KEY);
        if (state.equals("23") && key >= 0) {
            return within(text, key + KEY.length());
        }
        int row = text.indexOf('(');
        if (state.equals("23") && row >= 0) {
            return within(text, row + 1);
        }
        return state.equals("40") || PRECISION.matcher(text).matches() ? text : ValueText.of(text);
    }

    /** Takes what stands in brackets for values; a value may have brackets in it, so that the last one closes. */
    private static String within(String text, int start) {
        int end = Math.max(text.lastIndexOf(')'), start);
        return text.substring(0, start) + ValueText.of(text.substring(start, end)) + text.substring(end);
    }

    private static boolean isRaised(DatabaseError error) {
        return error.routine()
                .filter(routine -> RAISED.matcher(routine).matches())
                .isPresent();
    }

    private static String classOf(String state) {
        return state.substring(0, Math.min(2, state.length()));
    }
}
