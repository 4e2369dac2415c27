package dev.relata.r2dbc.sql;

import dev.relata.model.Attribute;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** New rows, rendered: one row as VALUES, several through unnest, in their order. */
final class Inserts {

    private final Statement statement;
    private final Insert insert;
    private final List<ValueType> types;

    private Inserts(Statement statement, Insert insert) {
        this.statement = statement;
        this.insert = insert;
        this.types = statement.types(insert.columns());
    }

    static Sql render(Statement statement, Insert insert) {
        return new Inserts(statement, insert).render();
    }

    private Sql render() {
        if (insert.conflict().policy() != Conflict.Policy.ERROR && insert.rows().size() > 1) {
            return insert.columns().isEmpty() ? manyDefaults() : many();
        }
        String text = into(source());
        if (insert.returning().isEmpty()) {
            return statement.sql(text, List.of());
        }
        List<Projection> answer = insert.returning().stream()
                .map(attribute -> new Projection(Names.column("t", attribute), statement.type(attribute)))
                .toList();
        return statement.sql(text + " RETURNING " + Projection.record(answer), Projection.types(answer));
    }

    private String into(String source) {
        String columns = insert.columns().isEmpty() ? "" : " (" + Names.columns(insert.columns()) + ")";
        return "INSERT INTO " + Names.table(insert.type()) + " AS t" + columns + source + conflict();
    }

    /** Rows without a value cannot be told apart, so none has a position. */
    private Sql manyDefaults() {
        String text = into(source());
        if (insert.returning().isEmpty()) {
            return statement.sql(text, List.of());
        }
        List<Projection> answer = new ArrayList<>(List.of(new Projection("NULL::integer", ValueType.INTEGER)));
        insert.returning()
                .forEach(attribute ->
                        answer.add(new Projection(Names.column("t", attribute), statement.type(attribute))));
        return statement.sql(text + " RETURNING " + Projection.record(answer), Projection.types(answer));
    }

    /**
     * Rows that may be there already: of those given with one key one is written, since PostgreSQL changes a row once only in
     * a statement, and all in the order of the key, in which every writer waits for the others.
     */
    private Sql many() {
        GivenRows given = GivenRows.of(statement, insert.type(), insert.columns(), Rows.of(insert.rows()));
        List<Attribute> key = insert.conflict().key();
        List<Attribute> matched = matched();
        boolean update = insert.conflict().policy() == Conflict.Policy.UPDATE;
        String rows = key.isEmpty() ? given.all(matched) : given.once(key, update);
        String order = key.isEmpty() ? "s.pos" : String.join(", ", given.columns("s", key)) + ", s.pos";
        String start = "WITH s AS MATERIALIZED (" + rows + ")";
        String where = "";
        if (update && statement.locks() && !key.equals(insert.type().id())) {
            start += ", "
                    + Locks.take(
                            insert.type(),
                            "t",
                            "s JOIN " + Names.table(insert.type()) + " AS t ON "
                                    + Names.equal("t", key, given.columns("s", key)),
                            insert.conflict().update());
            where = " WHERE " + Locks.TAKEN;
        }
        String columns = Names.list(
                insert.columns(), attribute -> "s.c" + insert.columns().indexOf(attribute));
        String text = into(" SELECT " + columns + " FROM s" + where + " ORDER BY " + order);
        return insert.returning().isEmpty()
                ? statement.sql(start + " " + text, List.of())
                : answered(given, start, text, matched);
    }

    /** Every row that was written, behind the position of the one it comes from: PostgreSQL compares their keys. */
    private Sql answered(GivenRows given, String start, String text, List<Attribute> matched) {
        String returned = IntStream.range(0, insert.returning().size())
                .mapToObj(i -> Names.column("t", insert.returning().get(i)) + " AS r" + i)
                .collect(Collectors.joining(", "));
        String keys = IntStream.range(0, matched.size())
                .mapToObj(i -> ", " + Names.column("t", matched.get(i)) + " AS k" + i)
                .collect(Collectors.joining());
        List<Projection> answer = new ArrayList<>();
        answer.add(new Projection(matched.isEmpty() ? "NULL::integer" : "(s.pos - 1)::integer", ValueType.INTEGER));
        for (int i = 0; i < insert.returning().size(); i++) {
            answer.add(
                    new Projection("w.r" + i, statement.type(insert.returning().get(i))));
        }
        String written = start + ", w AS (" + text + " RETURNING " + returned + keys + ") SELECT "
                + Projection.record(answer) + " FROM w";
        return statement.sql(matched.isEmpty() ? written : written + from(given, matched), Projection.types(answer));
    }

    private String from(GivenRows given, List<Attribute> matched) {
        List<String> columns = given.columns("s", matched);
        String on = IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i) + " = w.k" + i)
                .collect(Collectors.joining(" AND "));
        String keys = String.join(", ", columns);
        String rows = insert.conflict().key().isEmpty()
                ? "(SELECT DISTINCT ON (" + keys + ") s.* FROM s ORDER BY " + keys + ", s.pos) AS s"
                : "s";
        return " LEFT JOIN " + rows + " ON " + on;
    }

    /** What tells rows apart: the key of the policy, or all that the model knows to be unique and that are given. */
    private List<Attribute> matched() {
        if (!insert.conflict().key().isEmpty()) {
            return insert.conflict().key();
        }
        return Stream.concat(
                        Stream.of(insert.type().id()),
                        insert.type().uniqueKeys().stream()
                                .filter(key -> key.stream().noneMatch(Attribute::nullable)))
                .filter(insert.columns()::containsAll)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private String source() {
        boolean one = insert.rows().size() == 1;
        if (insert.columns().isEmpty()) {
            return one ? " DEFAULT VALUES" : " SELECT FROM generate_series(1, " + count() + ")";
        }
        return one ? " VALUES (" + values() + ")" : rows();
    }

    private String count() {
        return statement.value(ValueType.BIGINT, (long) insert.rows().size());
    }

    private String values() {
        return IntStream.range(0, types.size())
                .mapToObj(i -> statement.value(types.get(i), insert.rows().get(0)[i]))
                .collect(Collectors.joining(", "));
    }

    private String rows() {
        return " "
                + GivenRows.of(statement, insert.type(), insert.columns(), Rows.of(insert.rows()))
                        .inOrder();
    }

    private String conflict() {
        Conflict conflict = insert.conflict();
        String target = conflict.key().isEmpty() ? "" : " (" + Names.columns(conflict.key()) + ")";
        return switch (conflict.policy()) {
            case ERROR -> "";
            case IGNORE -> " ON CONFLICT" + target + " DO NOTHING";
            case UPDATE -> " ON CONFLICT" + target + " DO UPDATE SET " + overwritten(conflict);
        };
    }

    /** A row must be changed to be answered, so its key is set to itself where nothing else is. */
    private String overwritten(Conflict conflict) {
        List<Attribute> update = conflict.update().isEmpty() ? conflict.key() : conflict.update();
        Attribute version = insert.type().version().orElse(null);
        String set = Names.list(
                update.stream().filter(attribute -> !attribute.equals(version)).toList(),
                attribute -> Names.column(attribute) + " = EXCLUDED." + Names.column(attribute));
        if (version == null) {
            return set;
        }
        String counted =
                (set.isEmpty() ? "" : set + ", ") + Names.column(version) + " = " + Names.column("t", version) + " + 1";
        return update.contains(version)
                ? counted + " WHERE " + Names.column("t", version) + " = EXCLUDED." + Names.column(version)
                : counted;
    }
}
