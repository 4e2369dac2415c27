package dev.relata.schema.source;

import dev.relata.internal.record.JavaWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Names of a store as Java writes them: {@code order_lines} is {@code OrderLine}, {@code orderLines}, {@code ORDER_LINES}. Stateless. */
final class JavaNames {

    private static final Map<String, String> IRREGULAR =
            Map.of("people", "person", "children", "child", "men", "man", "women", "woman", "movies", "movie");
    private static final Set<String> NO_PLURALS = Set.of("news", "series", "species", "lens");

    /** Words of the language, and methods of every object: no component of a record may have these names. */
    private static final Set<String> RESERVED = Set.of(
            ("abstract assert boolean break byte case catch char class const continue default do double else enum extends final"
                            + " finally float for goto if implements import instanceof int interface long native new package"
                            + " private protected public return short static strictfp super switch synchronized this throw"
                            + " throws transient try void volatile while true false null"
                            + " clone finalize getClass hashCode notify notifyAll toString wait")
                    .split(" "));

    private JavaNames() {}

    /** The words of a name, in lower case: parted by what is neither letter nor digit, and at humps. */
    static List<String> words(String name) {
        String parted = name.replaceAll("(\\p{Lu}+)(\\p{Lu}\\p{Ll})", "$1_$2")
                .replaceAll("([\\p{Ll}\\p{Nd}])(\\p{Lu})", "$1_$2");
        StringBuilder letters = new StringBuilder();
        parted.codePoints().forEach(c -> letters.appendCodePoint(Character.isLetterOrDigit(c) ? c : '_'));
        List<String> words = new ArrayList<>(
                List.of(letters.toString().toLowerCase(Locale.ROOT).split("_+")));
        words.removeIf(String::isEmpty);
        return words;
    }

    /** A type's name. */
    static String type(List<String> words) {
        String name = words.stream().map(JavaNames::capital).collect(Collectors.joining());
        return identifier(name, "Table");
    }

    /** A type's name for one row of a table. */
    static String rowType(String table) {
        return type(withLast(words(table), true));
    }

    /** A component's name. */
    static String component(String column) {
        List<String> words = words(column);
        String rest = words.stream().skip(1).map(JavaNames::capital).collect(Collectors.joining());
        String name = identifier(words.isEmpty() ? "" : words.get(0) + rest, "value");
        return isReserved(name) ? name + "Value" : name;
    }

    /** One end of a junction as a component would be called, which {@code Naming} names its columns by. */
    static String end(String prefix, String type) {
        boolean acronym = type.length() > 1 && Character.isUpperCase(type.charAt(1));
        return prefix.isEmpty() && !acronym ? Character.toLowerCase(type.charAt(0)) + type.substring(1) : prefix + type;
    }

    static boolean isReserved(String name) {
        return RESERVED.contains(name);
    }

    /** A constant's name. */
    static String constant(List<String> words) {
        return identifier(String.join("_", words).toUpperCase(Locale.ROOT), "VALUE_");
    }

    /** The same words, the last one in the plural. */
    static List<String> plural(List<String> words) {
        return withLast(words, false);
    }

    private static List<String> withLast(List<String> words, boolean singular) {
        List<String> changed = new ArrayList<>(words);
        if (!changed.isEmpty()) {
            int last = changed.size() - 1;
            String word = changed.get(last);
            changed.set(last, singular ? singular(word) : irregularPlural(word));
        }
        return changed;
    }

    private static String irregularPlural(String word) {
        return IRREGULAR.entrySet().stream()
                .filter(entry -> entry.getValue().equals(word))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> JavaWords.plural(word));
    }

    static String singular(String word) {
        if (IRREGULAR.containsKey(word)) {
            return IRREGULAR.get(word);
        }
        if (NO_PLURALS.contains(word) || word.length() < 4 || word.matches(".*(ss|[^aeo]us|is)")) {
            return word;
        }
        if (word.endsWith("ies")) {
            return word.substring(0, word.length() - 3) + "y";
        }
        if (word.matches(".*(ss|[^aeo]us|x|zz|ch|sh)es")) {
            return word.substring(0, word.length() - 2);
        }
        return word.endsWith("s") ? word.substring(0, word.length() - 1) : word;
    }

    private static String capital(String word) {
        int first = word.offsetByCodePoints(0, 1);
        return word.substring(0, first).toUpperCase(Locale.ROOT) + word.substring(first);
    }

    private static String identifier(String name, String prefix) {
        boolean starts = !name.isEmpty() && Character.isJavaIdentifierStart(name.codePointAt(0));
        return starts ? name : prefix + name;
    }
}
