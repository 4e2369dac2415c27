package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Junction;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.dialect.PgType;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The source of a read for many owners, and how its rows identify their owner.
 *
 * <p>There are three ways. The key of a single owner is compared like any value. Keys that Java can compare as the database does
 * are found by {@code = ANY}, and each row returns its own. All others are unnested with their positions; that takes a join, which
 * costs two or three times as much.
 *
 * @param level the source
 * @param owner the first value of each row
 * @param positions turns that into a position, or null if it is one
 */
record Owners(
        QueryClauses level, Projection owner, @Nullable Positions positions) {

    private static final Set<KnownPgType> INTEGERS =
            Set.of(KnownPgType.SMALLINT, KnownPgType.INTEGER, KnownPgType.BIGINT);
    private static final List<Class<?>> WHOLE = List.of(Byte.class, Short.class, Integer.class, Long.class);
    private static final Projection FIRST = new Projection("0", SqlType.INTEGER);

    /** Returns the number of the value that is the owner's key as it is, or -1. */
    int among(List<Projection> values) {
        for (int i = 0; positions != null && i < values.size(); i++) {
            if (values.get(i).equals(owner)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns the order before the query's own order: the positions of the owners, if the database knows them. */
    List<String> order() {
        return owner.sql().contains(level.position()) ? List.of(level.position()) : List.of();
    }

    /** The rows of a single owner. */
    static Owners lone(Statement statement, Query query, KeyBatch batch) {
        Association association = batch.association();
        List<String> key =
                statement.values(association.sourceKey(), batch.keys().get(0));
        return new Owners(QueryClauses.of(statement, query, new JunctionLink(association, key), false), FIRST, null);
    }

    /** Many owners' rows, each as itself. */
    static Owners rows(Statement statement, Query query, KeyBatch batch) {
        boolean plain = query.source() instanceof Query.AllRows && !batch.keys().isEmpty() && !inPlaces(query, batch);
        Attribute column = plain ? column(batch.association()) : null;
        Positions positions = column != null && comparable(statement, batch, column) ? Positions.of(batch) : null;
        if (column == null || positions == null) {
            return unnested(statement, query, batch);
        }
        return byKey(statement, query, batch, column, positions);
    }

    /** Whether rows are ordered by their position in the owner's list, which is looked up by the unnested owner. */
    private static boolean inPlaces(Query query, KeyBatch batch) {
        return query.order().stream()
                .anyMatch(ordering -> ordering.by() instanceof Path path && path.isPosition(batch.association()));
    }

    /** Many owners' rows beside their unnested keys. */
    static Owners unnested(Statement statement, Query query, KeyBatch batch) {
        QueryClauses level = Batches.related(statement, query, batch);
        return new Owners(level, Batches.position(statement, level), null);
    }

    /** The one column that holds the owner's key beside each row, or null. */
    private static @Nullable Attribute column(Association association) {
        Junction junction = association.junction();
        boolean single = association.sourceKey().size() == 1;
        if (!single || (junction != null && !junction.once())) {
            return null;
        }
        return junction == null
                ? association.targetKey().get(0)
                : junction.ownerColumns().get(0);
    }

    private static boolean comparable(Statement statement, KeyBatch batch, Attribute column) {
        PgType asked = statement.type(batch.association().sourceKey().get(0)).pgType();
        PgType answered = statement.type(column).pgType();
        return plain(asked)
                && plain(answered)
                && (asked.base() == answered.base() || INTEGERS.containsAll(Set.of(asked.base(), answered.base())))
                && (batch.keys().get(0).get(0) instanceof Number == INTEGERS.contains(asked.base()));
    }

    private static boolean plain(PgType type) {
        boolean known = INTEGERS.contains(type.base()) || type.base() == KnownPgType.UUID;
        return known && type.dimensions() == 0 && type.sent() == type.base();
    }

    private static Owners byKey(
            Statement statement, Query query, KeyBatch batch, Attribute column, Positions positions) {
        AliasedTable aliased = new AliasedTable(statement, query.type());
        Junction junction = batch.association().junction();
        JunctionTables links = junction == null ? null : JunctionTables.of(statement, junction);
        String alias = links == null ? aliased.alias() : links.first();
        String from = junction == null || links == null
                ? Names.table(query.type()) + " AS " + alias
                : links.join(batch.association(), junction, aliased.alias());
        SqlType type = statement.type(batch.association().sourceKey().get(0));
        String key = Names.column(alias, column);
        QueryClauses level = new QueryClauses(aliased, from);
        level.where(statement.among(
                type,
                compared(statement, key, statement.type(column), type),
                ColumnarRows.ofKeys(batch.keys()).column(0)));
        return new Owners(level, new Projection(key, keyType(statement.type(column), column, batch, type)), positions);
    }

    /** The column as it is compared with keys of a type that may hold more. */
    private static String compared(Statement statement, String key, SqlType column, SqlType asked) {
        boolean same = column.pgType().base() == asked.pgType().base();
        return same || !statement.dialect().convertsToColumns()
                ? key
                : statement.dialect().cast(key, asked.pgType());
    }

    /** The column's own type where that holds every key, so that a value which is read anyway is read once. */
    private static SqlType keyType(SqlType own, Attribute column, KeyBatch batch, SqlType asked) {
        if (!INTEGERS.contains(asked.pgType().base())) {
            return asked;
        }
        Class<?> wanted = batch.association().sourceKey().get(0).valueClass();
        int width = WHOLE.indexOf(column.valueClass());
        return width >= 0 && width >= WHOLE.indexOf(wanted) ? own : SqlType.BIGINT;
    }
}
