package dev.relata.r2dbc.internal.schema;

import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EnumLabels;
import dev.relata.r2dbc.internal.dialect.SchemaForms;
import dev.relata.schema.ExpectedColumn;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes defaults down, and compares them as texts: as written by hand and as PostgreSQL tells them, with casts, quotes and brackets of its own
 * ({@code 'new'::text}, {@code '-1'::integer}).
 */
final class DefaultTexts {

    private static final Pattern PART = Pattern.compile("('(?:[^']|'')*')|([^']+)");
    private static final Pattern CAST = Pattern.compile(
            "::\\s*(?:(?:\"[^\"]+\"|[a-z_]\\w*)\\.)?"
                    + "(?:\"[^\"]+\"|[a-z_]\\w*(?: varying| precision| with(?:out)? time zone)?)"
                    + "(?:\\s*\\([^)]*\\))?(?: with(?:out)? time zone)?(?:\\[])*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern TYPED =
            Pattern.compile("\\b(?:interval|date|time|timestamp|timestamptz|json|jsonb)\\s*$");
    private static final Pattern QUOTED_NUMBER = Pattern.compile("'(-?\\d+(?:\\.\\d+)?)'");

    private static final Pattern ESCAPED = Pattern.compile("\\b[eE]('(?:[^'\\\\]|''|\\\\.)*')");

    private DefaultTexts() {}

    /** The default that a column is to have; null if it is to have none. */
    static @Nullable String of(SchemaForms forms, ExpectedColumn column) {
        boolean computed = column.attribute().generation() == Generation.COMPUTED;
        String given = computed ? null : column.attribute().defaultExpression();
        Object fallback = column.fallback();
        return given != null || fallback == null ? given : literal(forms, fallback);
    }

    private static String literal(SchemaForms forms, Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value.toString();
        }
        String text = value instanceof Enum<?> constant ? EnumLabels.of(constant) : value.toString();
        return forms.literal(text);
    }

    static boolean same(String expected, String live) {
        return normal(expected).equals(normal(live));
    }

    private static String normal(String expression) {
        StringBuilder text = new StringBuilder();
        Matcher part = PART.matcher(unescaped(expression));
        while (part.find()) {
            text.append(part.group(1) != null ? part.group(1) : plain(part.group(2)));
        }
        String bare = QUOTED_NUMBER.matcher(text).replaceAll("$1");
        while (bare.startsWith("(") && bare.endsWith(")") && closesLast(bare)) {
            bare = bare.substring(1, bare.length() - 1);
        }
        return bare;
    }

    /** The same with literals that PostgreSQL, when it tells them, writes without escapes. */
    private static String unescaped(String expression) {
        return ESCAPED.matcher(expression)
                .replaceAll(literal -> Matcher.quoteReplacement(
                        literal.group(1).replace("\\'", "''").replace("\\\\", "\\")));
    }

    private static String plain(String part) {
        String spaced = CAST.matcher(part).replaceAll("").toLowerCase(Locale.ROOT);
        return TYPED.matcher(spaced).replaceAll("").replaceAll("\\s+", "");
    }

    /** Whether the bracket at the start is closed by the one at the end. */
    private static boolean closesLast(String text) {
        int depth = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            depth += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (depth == 0) {
                return false;
            }
        }
        return true;
    }
}
