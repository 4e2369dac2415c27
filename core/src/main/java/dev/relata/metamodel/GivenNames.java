package dev.relata.metamodel;

import dev.relata.model.Column;
import dev.relata.model.RecordMapping;
import dev.relata.model.Table;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Chooses between the names that are given to tables and columns. Stateless. */
final class GivenNames {

    private GivenNames() {}

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

    /** Refuses a name that a naming makes of nothing. */
    static String made(@Nullable String name, String place, String kind, List<String> errors) {
        if (name == null || name.isBlank()) {
            errors.add("the naming gives " + place + " no name of its " + kind + ": let it answer one, or annotate the "
                    + (kind.equals("table") ? "record with @Table" : "component with @Column"));
            return place;
        }
        return name;
    }
}
