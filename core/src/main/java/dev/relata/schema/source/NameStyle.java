package dev.relata.schema.source;

import dev.relata.internal.record.JavaWords;
import dev.relata.model.Naming;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** A {@link Naming} that records can be written for. A name that it yields needs no annotation. The default comes first. */
enum NameStyle {
    SNAKE_CASE(Naming.SNAKE_CASE, NameStyle::snakePlural),
    UPPER_SNAKE_CASE(Naming.UPPER_SNAKE_CASE, type -> snakePlural(type).toUpperCase(Locale.ROOT)),
    PASCAL_CASE(Naming.PASCAL_CASE, UnaryOperator.identity()),
    AS_DECLARED(Naming.AS_DECLARED, UnaryOperator.identity());

    private final Naming naming;
    /** {@link Naming#table} of a class that is not compiled yet. */
    private final UnaryOperator<String> tables;

    NameStyle(Naming naming, UnaryOperator<String> tables) {
        this.naming = naming;
        this.tables = tables;
    }

    /** Returns the style under which the fewest names have to be written; of several the default, or else the first. */
    static NameStyle ofFewestNames(Collection<RecordType> types, Collection<Junction> junctions) {
        return Arrays.stream(values())
                .min(Comparator.comparingLong(style -> style.written(types) + style.writtenOfLinks(junctions)))
                .orElseThrow();
    }

    private long written(Collection<RecordType> types) {
        long named = types.stream().filter(type -> !yieldsTable(type)).count();
        return named
                + types.stream()
                        .flatMap(type ->
                                type.table().columns().stream().filter(column -> !yieldsColumn(type, column.name())))
                        .count();
    }

    private long writtenOfLinks(Collection<Junction> junctions) {
        return junctions.stream()
                .filter(Junction::isPure)
                .mapToLong(junction ->
                        (junction.hasDefaultName(naming) || junction.flip().hasDefaultName(naming) ? 0 : 1)
                                + (junction.hasDefaultColumns(naming) ? 0 : 1))
                .sum();
    }

    Naming naming() {
        return naming;
    }

    boolean yieldsTable(RecordType type) {
        return tables.apply(type.name()).equals(type.table().name());
    }

    boolean yieldsColumn(RecordType type, String column) {
        return naming.column(type.component(column)).equals(column);
    }

    private static String snakePlural(String type) {
        return JavaWords.plural(JavaWords.snake(type));
    }
}
