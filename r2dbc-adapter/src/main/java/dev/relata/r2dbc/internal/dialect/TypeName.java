package dev.relata.r2dbc.internal.dialect;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A declared type name, taken apart: what to call it in DDL, what to cast to, and how many array dimensions it has. */
record TypeName(String declared, String castName, KnownPgType base, int dimensions) {

    private static final Pattern ALLOWED = Pattern.compile(
            "(?:[\\p{L}\\p{N}_$\\s.,()\\[\\]]|(?<=,\\s{0,9})-(?=\\d))+|[^\";']*(?:\"[^\"]+\"[^\";']*)+");
    private static final Pattern DIMENSION = Pattern.compile("\\s*\\[\\d*]$|\\s+array$", Pattern.CASE_INSENSITIVE);
    private static final Pattern MODIFIER = Pattern.compile("\\s*\\(([^)\"]*)\\)");
    private static final Pattern LAST_MODIFIER = Pattern.compile("\\s*\\([^)\"]*\\)\\s*$");
    private static final Pattern COLLATION = Pattern.compile("\\s+collate\\s.*$", Pattern.CASE_INSENSITIVE);
    private static final int LARGEST_REAL_PRECISION = 24;

    static TypeName parse(String declared) {
        String name = declared.strip();
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + declared
                    + "' is not a PostgreSQL type name; give one like \"numeric(10,2)\", \"citext\" or \"bigint[]\"");
        }
        String element = COLLATION.matcher(name).replaceFirst("");
        int dimensions = 0;
        for (Matcher array = DIMENSION.matcher(element); array.find(); array = DIMENSION.matcher(element)) {
            element = element.substring(0, array.start());
            dimensions++;
        }
        KnownPgType base = base(element);
        return new TypeName(name, base == KnownPgType.OTHER ? otherCast(element) : base.sqlName(), base, dimensions);
    }

    /** Returns what stands in brackets behind a type, its length or precision; empty where there is none. */
    static String modifier(String name) {
        Matcher modifier = MODIFIER.matcher(name);
        return modifier.find() ? modifier.group(1) : "";
    }

    private static KnownPgType base(String element) {
        if (element.indexOf('"') >= 0) {
            return KnownPgType.OTHER;
        }
        String plain = plain(element);
        if (plain.equals("interval") || plain.startsWith("interval ")) {
            return KnownPgType.INTERVAL;
        }
        Matcher modifier = MODIFIER.matcher(element);
        if (plain.equals("float") && modifier.find()) {
            boolean real = Integer.parseInt(modifier.group(1).strip()) <= LARGEST_REAL_PRECISION;
            return real ? KnownPgType.REAL : KnownPgType.DOUBLE;
        }
        return KnownPgType.named(plain);
    }

    private static String plain(String element) {
        String unqualified = MODIFIER.matcher(element).replaceAll("").strip().toLowerCase(Locale.ROOT);
        String spaced = unqualified.replaceAll("\\s+", " ");
        return spaced.startsWith("pg_catalog.") ? spaced.substring("pg_catalog.".length()) : spaced;
    }

    private static String otherCast(String element) {
        boolean quoted = element.indexOf('"') >= 0;
        String stripped = (quoted ? LAST_MODIFIER : MODIFIER)
                .matcher(element)
                .replaceAll("")
                .strip();
        String plain = plain(element);
        // A cast to plain "bit" means bit(1) and truncates in silence.
        return plain.equals("bit") || plain.equals("bit varying") ? "varbit" : stripped;
    }
}
