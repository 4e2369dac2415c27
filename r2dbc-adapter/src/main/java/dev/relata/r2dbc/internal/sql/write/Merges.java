package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.sql.query.Projection;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes of rows that may be there already, and of rows that get values of their own, as the MERGE of standard SQL: the given rows are joined to
 * those of the table, and once more to those that were written, where these are answered with their positions.
 */
final class Merges {

    private final Statement statement;
    private final EntityType<?> type;
    private final SourceRows given;
    private final String rows;

    private Merges(Statement statement, EntityType<?> type, SourceRows given, String rows) {
        this.statement = statement;
        this.type = type;
        this.given = given;
        this.rows = rows;
    }

    /** Renders new rows under a policy for those that are there. Of those given with one key the policy says which is written. */
    static Write insert(Statement statement, Insert insert) {
        Conflict conflict = insert.conflict();
        List<List<Attribute>> keys = keys(insert);
        List<Attribute> compared =
                keys.stream().flatMap(List::stream).distinct().toList();
        SourceRows given = SourceRows.of(statement, insert.type(), insert.columns(), ColumnarRows.of(insert.rows()));
        boolean update = conflict.policy() == Conflict.Policy.UPDATE;
        String rows = keys.size() == 1 && insert.rows().size() > 1
                ? given.once(keys.get(0), compared, update)
                : given.all(compared);
        Merges merge = new Merges(statement, insert.type(), given, rows);
        String there = String.join(
                " OR ",
                keys.stream().map(key -> "(" + merge.matched("s", key) + ")").toList());
        String text = merge.into("s", keys.isEmpty() ? "FALSE" : there) + (update ? overwriting(statement, insert) : "")
                + " WHEN NOT MATCHED THEN INSERT (" + Names.columns(insert.columns()) + ") "
                + InsertStatements.overriding(insert) + "VALUES ("
                + String.join(", ", given.columns("s", insert.columns())) + ")";
        return merge.answered(text, compared, insert.returning(), insert.rows().size() > 1);
    }

    /** The keys by which a given row may be there already: that of the policy, else those of the model of which it has all values. */
    static List<List<Attribute>> keys(Insert insert) {
        if (!insert.conflict().key().isEmpty()) {
            return List.of(insert.conflict().key());
        }
        return Stream.concat(Stream.of(insert.type().id()), insert.type().uniqueKeys().stream())
                .filter(key -> !key.isEmpty() && insert.columns().containsAll(key))
                .distinct()
                .toList();
    }

    /** Renders changes of rows to values of their own; of those given with one key the last wins. */
    static Write update(Statement statement, UpdateRows update, List<Attribute> returning) {
        List<Attribute> key = Changes.identity(update);
        SourceRows given = SourceRows.of(statement, update);
        Merges merge = new Merges(statement, update.type(), given, given.once(key, key, true));
        List<String> set = new ArrayList<>(Changes.assigned(update.columns(), given.columns("s", update.columns())));
        set.addAll(Changes.counted(statement.dialect(), "t.", update.type(), update.columns()));
        String text = merge.into("s", merge.matched("s", update.key())) + " WHEN MATCHED THEN UPDATE SET "
                + String.join(", ", set);
        return merge.answered(text, key, returning, true);
    }

    private String into(String alias, String there) {
        return "MERGE INTO " + Names.table(type) + " AS t USING (" + rows + ") AS " + alias + " ON " + there;
    }

    private String matched(String alias, List<Attribute> key) {
        return Names.equal("t", key, given.columns(alias, key));
    }

    private static String overwriting(Statement statement, Insert insert) {
        InsertStatements.Overwritten overwritten = InsertStatements.overwritten(statement, insert, "s.c%d");
        String condition = overwritten.condition() == null ? "" : " AND " + overwritten.condition();
        return " WHEN MATCHED" + condition + " THEN UPDATE SET " + overwritten.set();
    }

    /** Rows of one request that are told apart are joined to those given, which have their positions. */
    private Write answered(String text, List<Attribute> key, List<Attribute> returning, boolean positioned) {
        Write write = new Write(statement, List.of(), text);
        if (returning.isEmpty()) {
            return write;
        }
        List<Projection> answer = new ArrayList<>();
        boolean joined = positioned && !key.isEmpty();
        if (positioned) {
            answer.add(new Projection(statement.dialect().integer(joined ? "(g.pos - 1)" : "NULL"), SqlType.INTEGER));
        }
        returning.forEach(
                attribute -> answer.add(new Projection(Names.column("t", attribute), statement.type(attribute))));
        String join = joined ? " LEFT JOIN (" + rows + ") AS g ON " + matched("g", key) : "";
        return write.answering(answer, null).beside(join);
    }
}
