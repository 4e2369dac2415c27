package dev.relata.r2dbc.internal.schema;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.r2dbc.internal.dialect.SchemaForms;
import dev.relata.schema.ColumnTypeNames;
import dev.relata.schema.ExpectedColumn;
import dev.relata.schema.ExpectedTable;
import dev.relata.schema.live.LiveColumn;
import dev.relata.schema.live.LiveTable;
import dev.relata.spi.SchemaDifference.Severity;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a model as they are in the database. Immutable.
 *
 * @param forms how the database writes types and defaults
 * @param tables those that are there
 * @param otherTypes the columns, as {@code table.column}, whose type is not the one expected, whatever its length
 */
public record LiveSchema(SchemaForms forms, List<LiveTable> tables, Set<String> otherTypes) implements ColumnTypeNames {

    private static final Pattern VARYING = Pattern.compile("(?:text|character varying(?:\\(\\d+\\))?)(?:\\[])*");
    private static final Pattern BRACKETS = Pattern.compile("\\[]");

    /** Copies both. */
    public LiveSchema {
        tables = List.copyOf(tables);
        otherTypes = Set.copyOf(otherTypes);
    }

    /**
     * Returns which tables are there.
     *
     * @return their names in the model
     */
    public Set<String> names() {
        return tables.stream().map(LiveTable::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns which of them can have no constraints, as views.
     *
     * @return their names in the model
     */
    public Set<String> views() {
        return tables.stream()
                .filter(table -> !table.constrained())
                .map(LiveTable::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String type(ExpectedColumn column) {
        return DdlTypeNames.of(forms, column.attribute());
    }

    @Override
    public Optional<Severity> typeDifference(ExpectedTable table, ExpectedColumn column, LiveColumn live) {
        Attribute attribute = column.attribute();
        PgType type = PgType.of(attribute.type(), attribute.declaredType());
        // A varchar is a text with a length.
        boolean texts = isText(type.base()) && VARYING.matcher(live.type()).matches();
        if (!texts && otherTypes.contains(table.name() + "." + column.name())) {
            return Optional.of(Severity.BREAKS_READS);
        }
        return Stream.of(
                        dimensions(type, live),
                        TypeModifiers.difference(type, DdlTypeNames.of(forms, table, attribute), live.type()))
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder());
    }

    private static boolean isText(KnownPgType type) {
        return type == KnownPgType.TEXT || type == KnownPgType.VARCHAR;
    }

    /** The columns of a view do not say how many dimensions their values have. */
    private Optional<Severity> dimensions(PgType type, LiveColumn live) {
        if (forms.sendsJson()) {
            // There an array is a document.
            return Optional.empty();
        }
        int there = (int) BRACKETS.matcher(live.type()).results().count();
        if (type.literal() || there == type.dimensions()) {
            return Optional.empty();
        }
        return Optional.of(there > type.dimensions() ? Severity.BREAKS_READS : Severity.INFORMATION);
    }

    @Override
    public @Nullable String defaultExpression(ExpectedColumn column) {
        return DefaultTexts.of(forms, column);
    }

    @Override
    public boolean sameDefault(String expected, String live) {
        return DefaultTexts.same(expected, live);
    }
}
