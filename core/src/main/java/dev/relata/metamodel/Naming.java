package dev.relata.metamodel;

import dev.relata.model.Column;
import dev.relata.model.RecordMapping;
import dev.relata.model.Table;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The rules by which tables and columns are named. */
final class Naming {

    private Naming() {}

    /**
     * Chooses a name: the one that is written down, by an annotation of Relata or of another library, else that of the other
     * library's rule, else the default. Two that are written down and differ are an error.
     *
     * @param place what is named, for the error
     * @param kind {@code table} or {@code column}
     */
    static String name(
            String place,
            String kind,
            @Nullable String written,
            RecordMapping.@Nullable Name said,
            Supplier<String> otherwise,
            List<String> errors) {
        String annotation = said == null ? null : said.annotation();
        if (written == null || said == null || annotation == null || written.equals(said.value())) {
            return written != null ? written : said != null ? said.value() : otherwise.get();
        }
        errors.add(place + " has two names of its " + kind + ": \"" + written + "\" by "
                + (kind.equals("table") ? Table.class : Column.class).getName() + ", and \"" + said.value() + "\" by "
                + annotation + ": drop one of the two annotations, or give both the same name");
        return written;
    }

    /** {@code publishedAt} → {@code published_at}, {@code HTTPServer} → {@code http_server}. */
    static String snake(String camel) {
        return camel.replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    /** The regular English plural; irregular ones are given by {@link Table}. */
    static String plural(String word) {
        if (word.matches(".*[^aeiou]y")) {
            return word.substring(0, word.length() - 1) + "ies";
        }
        return word.matches(".*(s|x|z|ch|sh)") ? word + "es" : word + "s";
    }
}
