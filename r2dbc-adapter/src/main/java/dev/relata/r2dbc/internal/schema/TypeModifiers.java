package dev.relata.r2dbc.internal.schema;

import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The length or precision in a type's name, as PostgreSQL means it. */
final class TypeModifiers {

    private static final Pattern MODIFIER = Pattern.compile("\\(([^)\"]*)\\)");
    private static final Pattern ONE_CHARACTER = Pattern.compile("(?:n?char|(?:national )?character|bit)(?:\\[])*");

    private TypeModifiers() {}

    /** Two names of one type say the same length or precision. */
    static boolean same(PgType type, String expected, String live) {
        return of(type, expected).equals(of(type, live));
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
