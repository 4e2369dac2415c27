package dev.relata.r2dbc.internal.schema;

import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.spi.SchemaDifference.Severity;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The length or precision in a type's name, as PostgreSQL means it. */
final class TypeModifiers {

    private static final Pattern MODIFIER = Pattern.compile("\\(([^)\"]*)\\)");
    private static final Pattern ONE_CHARACTER = Pattern.compile("(?:n?char|(?:national )?character|bit)(?:\\[])*");

    private TypeModifiers() {}

    /**
     * Compares two names of one type: what the model does not limit is cut short or refused by a column that does, as a rule on
     * purpose; a column that holds less than the model says refuses what the model allows.
     */
    static Optional<Severity> difference(PgType type, String expected, String live) {
        String wanted = of(type, expected);
        String there = of(type, live);
        if (wanted.equals(there)) {
            return Optional.empty();
        }
        boolean less = !wanted.isEmpty() && !there.isEmpty() && holdsLess(numbers(type, there), numbers(type, wanted));
        return Optional.of(less ? Severity.BREAKS_WRITES : Severity.INFORMATION);
    }

    private static boolean holdsLess(int[] there, int[] wanted) {
        return there[0] < wanted[0] || there[1] < wanted[1];
    }

    /** Of a number the digits before and after its point, of everything else the length or precision. */
    private static int[] numbers(PgType type, String modifier) {
        String[] parts = modifier.split(",", -1);
        int first = Integer.parseInt(parts[0]);
        int second = parts.length < 2 ? 0 : Integer.parseInt(parts[1]);
        return type.base() == KnownPgType.NUMERIC ? new int[] {first - second, second} : new int[] {first, second};
    }

    private static String of(PgType type, String name) {
        // float(24) is a way to say real.
        if (type.base() == KnownPgType.REAL || type.base() == KnownPgType.DOUBLE) {
            return "";
        }
        Matcher modifier = MODIFIER.matcher(name);
        if (!modifier.find()) {
            return ONE_CHARACTER.matcher(name.toLowerCase(Locale.ROOT)).matches() ? "1" : "";
        }
        String digits = modifier.group(1).replaceAll("\\s", "");
        return type.base() == KnownPgType.NUMERIC && digits.indexOf(',') < 0 ? digits + ",0" : digits;
    }
}
