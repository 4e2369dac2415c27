package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.dialect.KnownPgType;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.statement.UnnestedRows;
import dev.relata.spi.Predicate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The ids of the rows below another one, as a recursive query. Each of its rows holds an id, then the key that rows below refer to, and
 * the number of steps where these are limited; UNION leaves out what has come up before, so that circles end. Where it does not, each row
 * also holds the path to it.
 */
final class Tree {

    private final Statement statement;
    private final Predicate.Below below;
    private final Association down;
    private final EntityType<?> type;
    private final List<Attribute> held;
    private final String name;

    Tree(Statement statement, Predicate.Below below) {
        this.statement = statement;
        this.below = below;
        this.down = below.association();
        this.type = down.source();
        this.held = new ArrayList<>(type.id());
        this.held.addAll(down.sourceKey());
        this.name = statement.alias("r");
    }

    String select() {
        List<String> root = statement.values(type.id(), below.root());
        List<String> names = UnnestedRows.names("", held.size());
        String depth = (below.depth() == null ? "" : ", d") + (endsCircles() ? "" : ", p");
        List<String> ids = UnnestedRows.names(name + ".", type.id().size());
        return "WITH RECURSIVE " + name + "(" + String.join(", ", names) + depth + ") AS (" + seed(root)
                + (endsCircles() ? " UNION " : " UNION ALL ")
                + step() + ") SELECT " + String.join(", ", ids) + " FROM " + name + " WHERE NOT ("
                + equal(ids, root) + ")";
    }

    private String seed(List<String> root) {
        String alias = statement.alias("t");
        return "SELECT " + Names.columns(alias, held) + (below.depth() == null ? "" : ", 0")
                + (endsCircles() ? "" : ", " + statement.dialect().pathOf(id(alias))) + " FROM "
                + Names.table(type) + " AS " + alias + " WHERE " + Names.equal(alias, type.id(), root);
    }

    private String step() {
        AliasedTable next = new AliasedTable(statement, type);
        List<String> conditions = new ArrayList<>(Predicates.conditions(next, below.filter()));
        if (below.depth() != null) {
            conditions.add(name + ".d < " + statement.value(SqlType.INTEGER, below.depth()));
        }
        if (!endsCircles()) {
            conditions.add("NOT " + statement.dialect().isOnPath(name + ".p", id(next.alias())));
        }
        List<String> key =
                UnnestedRows.names(name + ".", held.size()).subList(type.id().size(), held.size());
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return "SELECT " + Names.columns(next.alias(), held) + (below.depth() == null ? "" : ", " + name + ".d + 1")
                + (endsCircles() ? "" : ", " + statement.dialect().pathWith(name + ".p", id(next.alias())))
                + " FROM " + name + " JOIN " + Names.table(type) + " AS " + next.alias() + " ON "
                + Names.equal(next.alias(), down.targetKey(), key) + next.joins() + where;
    }

    private boolean endsCircles() {
        return statement.dialect().endsCircles();
    }

    /** The id of a row as a text, for the path to it. */
    private String id(String alias) {
        List<String> texts = type.id().stream()
                .map(attribute -> statement.dialect().cast(Names.column(alias, attribute), KnownPgType.TEXT))
                .toList();
        // With its length before each part, two ids have one text only if they are the same.
        return texts.size() == 1
                ? texts.get(0)
                : texts.stream()
                        .map(text -> statement.dialect().cast("CHAR_LENGTH(" + text + ")", KnownPgType.TEXT)
                                + " || ':' || " + text)
                        .collect(Collectors.joining(" || "));
    }

    private static String equal(List<String> columns, List<String> values) {
        List<String> equal = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            equal.add(columns.get(i) + " = " + values.get(i));
        }
        return String.join(" AND ", equal);
    }
}
