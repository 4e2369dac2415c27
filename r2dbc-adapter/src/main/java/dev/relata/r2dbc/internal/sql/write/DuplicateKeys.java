package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.dialect.WriteForms;
import dev.relata.r2dbc.internal.sql.query.Projection;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.UpdateRows;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes of rows that may be there already, by ON DUPLICATE KEY UPDATE, and of rows that get values of their own, by an UPDATE of joined tables.
 *
 * <p>A duplicate is found by any unique key of the table. A row that is found by another key than that of the policy fails the statement, and
 * so does one that has got another version than the given one since it was looked at. Rows that are to be left alone are left out of the
 * source.
 */
final class DuplicateKeys {

    /** What is answered to count rows: the server counts each that was there twice. */
    private static final List<Projection> EACH = List.of(new Projection("1", SqlType.INTEGER));

    private final Statement statement;
    private final Insert insert;
    private final EntityType<?> type;
    private final List<List<Attribute>> keys;
    private final List<Attribute> compared;
    private final boolean update;
    private final @Nullable Attribute version;
    private final SourceRows given;
    private final String rows;
    private final @Nullable KnownKeys known;

    private DuplicateKeys(Statement statement, Insert insert) {
        Conflict conflict = insert.conflict();
        this.statement = statement;
        this.insert = insert;
        this.type = insert.type();
        this.keys = Merges.keys(insert);
        this.compared = keys.stream().flatMap(List::stream).distinct().toList();
        this.update = conflict.policy() == Conflict.Policy.UPDATE;
        this.version = type.version()
                .filter(kept -> kept.writes() != Attribute.Writability.NEVER)
                .orElse(null);
        boolean many = insert.rows().size() > 1;
        KnownKeys different = many ? KnownKeys.of(insert.columns(), compared, insert.rows()) : null;
        this.known = different != null && insert.returning().containsAll(compared) ? different : null;
        this.given = SourceRows.of(statement, type, insert.columns(), ColumnarRows.of(insert.rows()));
        this.rows = keys.size() == 1 && many && different == null
                ? given.once(keys.get(0), compared, update)
                : given.all(compared);
    }

    /** Renders new rows under a policy for those that are there. Of those given with one key the policy says which is written. */
    static Write insert(Statement statement, Insert insert) {
        return new DuplicateKeys(statement, insert).write();
    }

    private Write write() {
        List<String> order = new ArrayList<>(update ? given.columns("s", compared) : List.of());
        order.add("s.pos");
        String absent = update ? unlessOtherVersion() : unlessThere();
        String text = "INSERT INTO " + Names.table(type) + " (" + Names.columns(insert.columns()) + ") SELECT "
                + String.join(", ", given.columns("s", insert.columns())) + " FROM (" + rows + ") AS s" + absent
                + " ORDER BY " + String.join(", ", order) + (update ? overwriting() : "");
        return answered(new Write(statement, List.of(), text));
    }

    private String unlessThere() {
        return keys.stream()
                .map(key -> "NOT EXISTS (SELECT 1 FROM " + there(key) + ")")
                .collect(Collectors.joining(" AND ", keys.isEmpty() ? "" : " WHERE ", ""));
    }

    private String there(List<Attribute> key) {
        return Names.table(type) + " AS t WHERE " + Names.equal("t", key, given.columns("s", key));
    }

    /** A version that is given is compared. */
    private String unlessOtherVersion() {
        Attribute kept = version;
        return kept == null || !overwritten().contains(kept)
                ? ""
                : " WHERE NOT EXISTS (SELECT 1 FROM " + there(keys.get(0)) + " AND NOT ("
                        + Names.column("t", kept) + " <=> "
                        + given.columns("s", List.of(kept)).get(0) + "))";
    }

    private List<Attribute> overwritten() {
        return insert.conflict().update();
    }

    /** The key comes first: assignments are carried out in their order. */
    private String overwriting() {
        Attribute kept = version;
        List<Attribute> key = keys.get(0);
        String own = Names.column(key.get(0));
        String same = key.stream().map(attribute -> same(attribute)).collect(Collectors.joining(" AND "));
        Stream<String> first = Stream.of(own + " = " + unless(same, WriteForms.OTHER_KEY, own, own));
        Stream<String> values = overwritten().stream()
                .filter(attribute -> !attribute.equals(kept) && !attribute.equals(key.get(0)))
                .map(attribute -> Names.column(attribute) + " = " + value(attribute));
        Stream<String> last = kept == null ? Stream.of() : Stream.of(Names.column(kept) + " = " + next(kept));
        return Stream.of(first, values, last)
                .flatMap(each -> each)
                .collect(Collectors.joining(", ", " ON DUPLICATE KEY UPDATE ", ""));
    }

    private String next(Attribute kept) {
        String column = Names.column(kept);
        String next = Changes.next(statement.dialect(), kept, column);
        return overwritten().contains(kept) ? unless(same(kept), WriteForms.OTHER_VERSION, column, next) : next;
    }

    private static String same(Attribute attribute) {
        return Names.column(attribute) + " <=> " + value(attribute);
    }

    private static String value(Attribute attribute) {
        return "VALUES(" + Names.column(attribute) + ")";
    }

    /** A value, or an error: a text that is no number fails a statement that writes. It is one of the row, or it would be worked out at once. */
    private static String unless(String condition, String error, String column, String value) {
        return "IF((" + condition + ") OR CAST(CONCAT('" + error + "', COALESCE(LEFT(" + column
                + ", 0), '')) AS SIGNED), " + value + ", " + value + ")";
    }

    /** Rows of one request that are told apart are found among those given, which have their positions. */
    private Write answered(Write write) {
        if (insert.returning().isEmpty()) {
            return update ? write.answering(EACH, null) : write;
        }
        List<Projection> answer = new ArrayList<>();
        if (insert.rows().size() > 1) {
            answer.add(new Projection(statement.dialect().integer(position()), SqlType.INTEGER));
        }
        insert.returning()
                .forEach(attribute -> answer.add(new Projection(Names.column(attribute), statement.type(attribute))));
        Positions positions = known == null ? null : known.positions(insert.returning());
        return write.answering(answer, positions);
    }

    private String position() {
        if (known != null || compared.isEmpty()) {
            return "NULL";
        }
        return "(SELECT g.pos - 1 FROM (" + rows + ") AS g WHERE "
                + Names.equal(Names.table(type), compared, given.columns("g", compared)) + " LIMIT 1)";
    }

    /** Renders changes of rows to values of their own; of those given with one key the last wins. */
    static Write update(Statement statement, UpdateRows update) {
        List<Attribute> key = Changes.identity(update);
        SourceRows given = SourceRows.of(statement, update);
        List<String> set = new ArrayList<>();
        List<String> values = given.columns("s", update.columns());
        for (int i = 0; i < values.size(); i++) {
            set.add(Names.column("t", update.columns().get(i)) + " = " + values.get(i));
        }
        Changes.counted(statement.dialect(), "t.", update.type(), update.columns())
                .forEach(next -> set.add("t." + next));
        String text = "UPDATE " + Names.table(update.type()) + " AS t JOIN (" + given.once(key, key, true)
                + ") AS s ON " + Names.equal("t", update.key(), given.columns("s", update.key())) + " SET "
                + String.join(", ", set);
        return new Write(statement, List.of(), text);
    }
}
