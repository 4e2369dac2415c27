package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.r2dbc.internal.sql.query.Projection;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.CommonValues;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.statement.UnnestedRows;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rows of a write of many, unnested with their positions, and compared with each other as PostgreSQL compares stored rows:
 * by the types and the collations of the columns. Immutable.
 */
public final class SourceRows {

    /** The types with values that are equal only under a precision. */
    private static final Set<KnownPgType> ROUNDED = EnumSet.of(
            KnownPgType.NUMERIC,
            KnownPgType.TIME,
            KnownPgType.TIMETZ,
            KnownPgType.TIMESTAMP,
            KnownPgType.TIMESTAMPTZ,
            KnownPgType.INTERVAL);

    private final Statement statement;
    private final EntityType<?> type;
    private final List<Attribute> attributes;
    private final List<SqlType> types;
    private final ColumnarRows values;
    private final UnnestedRows rows;

    private SourceRows(
            Statement statement,
            EntityType<?> type,
            List<Attribute> attributes,
            ColumnarRows values,
            UnnestedRows rows) {
        this.statement = statement;
        this.type = type;
        this.attributes = attributes;
        this.types = statement.types(attributes);
        this.values = values;
        this.rows = rows;
    }

    public static SourceRows of(
            Statement statement, EntityType<?> type, List<Attribute> attributes, ColumnarRows rows) {
        return new SourceRows(
                statement, type, attributes, rows, UnnestedRows.numbered(statement, "u", attributes, rows));
    }

    /** The rows of an update to values of their own: their keys, and then the values. */
    static SourceRows of(Statement statement, UpdateRows update) {
        return of(statement, update.type(), Changes.attributes(update), ColumnarRows.of(update.rows()));
    }

    /** All rows in the order given, without their positions. */
    String inOrder() {
        return "SELECT " + String.join(", ", rows.columns()) + " FROM " + rows.from() + " ORDER BY u.pos";
    }

    /** All rows as {@code c0, c1, …, pos}; the values of a key are as in {@link #once}. */
    String all(List<Attribute> key) {
        return "SELECT " + named(key) + " FROM " + rows.from();
    }

    /** As {@link #all}, but of the rows with one key only the first or the last; a key with a null in it is unlike all others. */
    String once(List<Attribute> key, List<Attribute> compared, boolean last) {
        List<String> same = new ArrayList<>(compared(key));
        if (key.stream().anyMatch(Attribute::nullable)) {
            same.add("CASE WHEN " + same.stream().map(part -> part + " IS NULL").collect(Collectors.joining(" OR "))
                    + " THEN u.pos END");
        }
        String keys = String.join(", ", same);
        String order = "u.pos" + (last ? " DESC" : "");
        if (!statement.dialect().hasDistinctOn()) {
            String columns = Stream.concat(UnnestedRows.names("d.", attributes.size()).stream(), Stream.of("d.pos"))
                    .collect(Collectors.joining(", "));
            return "SELECT " + columns + " FROM (SELECT " + named(compared) + ", row_number() OVER (PARTITION BY "
                    + keys + " ORDER BY " + order + ") AS n FROM " + rows.from() + ") AS d WHERE d.n = 1";
        }
        return "SELECT DISTINCT ON (" + keys + ") " + named(compared) + " FROM " + rows.from() + " ORDER BY " + keys
                + ", " + order;
    }

    /** For each row, in order, the position of the first with its key. */
    public Sql same(List<Attribute> key) {
        Projection first = new Projection("d.first", SqlType.INTEGER);
        String place = statement
                .dialect()
                .integer("(min(u.pos) OVER (PARTITION BY " + String.join(", ", compared(key)) + ") - 1)");
        String text = "SELECT " + Projection.answer(statement, List.of(first)) + " FROM (SELECT " + place
                + " AS first, u.pos FROM " + rows.from() + ") AS d ORDER BY d.pos";
        return statement.sql(text, List.of(SqlType.INTEGER));
    }

    private String named(List<Attribute> key) {
        return IntStream.range(0, attributes.size())
                        .mapToObj(i -> (key.contains(attributes.get(i))
                                        ? compared(i)
                                        : rows.columns().get(i)) + " AS c" + i)
                        .collect(Collectors.joining(", "))
                + ", u.pos";
    }

    /** The values of a key, in its order, of rows under an alias. */
    List<String> columns(String alias, List<Attribute> key) {
        return key.stream()
                .map(attribute -> alias + ".c" + attributes.indexOf(attribute))
                .toList();
    }

    /**
     * The stored row of the same key, for each of the rows under an alias. A component that all rows share is compared as itself, unless
     * the column rounds it.
     */
    String match(Statement statement, String stored, String alias, List<Attribute> key) {
        int[] places = key.stream().mapToInt(attributes::indexOf).toArray();
        CommonValues common = CommonValues.of(key, index -> values.column(places[index]));
        List<String> given = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            SqlType valueType = types.get(places[i]);
            given.add(
                    common.has(i) && !isRounded(valueType.pgType())
                            ? statement.value(
                                    valueType, values.column(places[i]).get(0))
                            : alias + ".c" + places[i]);
        }
        return Names.equal(stored, key, given);
    }

    private static boolean isRounded(PgType pgType) {
        return pgType.name().indexOf('(') >= 0 && pgType.dimensions() == 0 && ROUNDED.contains(pgType.base());
    }

    private List<String> compared(List<Attribute> key) {
        return key.stream()
                .map(attribute -> compared(attributes.indexOf(attribute)))
                .toList();
    }

    private String compared(int index) {
        PgType pgType = types.get(index).pgType();
        String value = Names.asStored(
                statement, type, attributes.get(index), rows.columns().get(index));
        return isRounded(pgType) ? statement.dialect().rounded(pgType, value) : value;
    }
}
