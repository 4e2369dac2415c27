package dev.relata.r2dbc.internal.sql.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.sql.query.Projection;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** New rows, rendered: one row as VALUES, several through unnest, in their order. */
public final class InsertStatements {

    /** What is returned where the written rows have to be counted here. */
    private static final List<Projection> EACH = List.of(new Projection("1", SqlType.INTEGER));

    private final Statement statement;
    private final Insert insert;
    private final boolean checked;

    private InsertStatements(Statement statement, Insert insert, boolean checked) {
        this.statement = statement;
        this.insert = insert;
        this.checked = checked;
    }

    public static Sql render(Statement statement, Insert insert) {
        return new InsertStatements(statement, insert, false).render();
    }

    /** Fails where a row is left out. */
    public static Sql checked(Statement statement, Insert insert) {
        return new InsertStatements(statement, insert, true).render();
    }

    /**
     * Whether rows may be there already by several keys, so that each has to be compared with those before it. Only ON CONFLICT does that in
     * one statement.
     */
    public static boolean meetEachOther(Insert insert) {
        return insert.rows().size() > 1
                && insert.conflict().policy() == Conflict.Policy.IGNORE
                && insert.conflict().key().isEmpty()
                && Merges.keys(insert).size() > 1;
    }

    private Sql render() {
        boolean policy = insert.conflict().policy() != Conflict.Policy.ERROR;
        if (policy && !insert.columns().isEmpty()) {
            switch (statement.dialect().conflicts()) {
                case MERGE:
                    return Merges.insert(statement, insert).sql();
                case DUPLICATE_KEY:
                    return DuplicateKeys.insert(statement, insert).sql();
                case ON_CONFLICT:
                    break;
            }
        }
        if (policy && insert.rows().size() > 1) {
            return insert.columns().isEmpty() ? manyDefaults() : many();
        }
        List<Projection> answer = insert.returning().stream().map(this::written).toList();
        return alone(into(source()), answer, null);
    }

    private Projection written(Attribute attribute) {
        return new Projection(statement.dialect().written(Names.column(attribute)), statement.type(attribute));
    }

    private Sql alone(String text, List<Projection> answer, @Nullable Positions positions) {
        List<Projection> returned = insert.returning().isEmpty() ? List.of() : answer;
        return sql(List.of(), text, () -> CountedWrites.complete(statement, insert), returned, positions);
    }

    private Sql sql(
            List<String> with,
            String text,
            Supplier<String> complete,
            List<Projection> answer,
            @Nullable Positions positions) {
        boolean miscounted = insert.conflict().policy() == Conflict.Policy.IGNORE
                && answer.isEmpty()
                && !checked
                && !statement.can(SqlFeature.COUNTED_CONFLICTS);
        List<Projection> answered = miscounted ? EACH : answer;
        Write write = new Write(statement, with, text, checked ? complete.get() : null, null, answered, positions);
        return checked ? CountedWrites.whole(write, Query.of(insert.type())) : write.sql();
    }

    /**
     * A row that may be there already is found by its given id, which an identity column GENERATED ALWAYS would
     * refuse before anything is compared.
     */
    static String overriding(Insert insert) {
        boolean given = insert.columns().stream()
                .anyMatch(attribute -> attribute.generation() == Attribute.Generation.DATABASE);
        return given && insert.conflict().policy() != Conflict.Policy.ERROR ? "OVERRIDING SYSTEM VALUE " : "";
    }

    private String into(String source) {
        String columns = insert.columns().isEmpty() ? "" : " (" + Names.columns(insert.columns()) + ")";
        return "INSERT INTO " + Names.table(insert.type()) + statement.dialect().insertAlias() + columns + " "
                + overriding(insert) + source + conflict();
    }

    /** Rows without a value cannot be distinguished, so none has a position. */
    private Sql manyDefaults() {
        return positioned(into(source()), null);
    }

    /**
     * Rows that may be there already: of those given with one key one is written, since PostgreSQL changes a row once only in
     * a statement, and all in the order of the key, in which every writer waits for the others.
     */
    private Sql many() {
        List<Attribute> key = insert.conflict().key();
        List<Attribute> matched = matched();
        KnownKeys known = KnownKeys.of(insert.columns(), matched, insert.rows());
        if (known != null && !locksFirst()) {
            return inOrder(known);
        }
        SourceRows given = given(insert.rows());
        boolean update = insert.conflict().policy() == Conflict.Policy.UPDATE;
        List<Attribute> order = order();
        List<Attribute> compared =
                Stream.concat(matched.stream(), order.stream()).distinct().toList();
        String rows = key.isEmpty() ? given.all(compared) : given.once(key, compared, update);
        String columns = Names.list(
                insert.columns(), attribute -> "s.c" + insert.columns().indexOf(attribute));
        String inOrder = Stream.concat(given.columns("s", order).stream(), Stream.of("s.pos"))
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
        if (!statement.locks()) {
            return positioned(into("SELECT " + columns + " FROM (" + rows + ") AS s" + inOrder), null);
        }
        List<String> with = new ArrayList<>(List.of("s AS MATERIALIZED (" + rows + ")"));
        String where = "";
        if (locksFirst()) {
            String there = "s JOIN " + Names.table(insert.type()) + " AS t ON " + given.match(statement, "t", "s", key);
            with.add(Locks.of(insert.type(), "t", there, insert.conflict().update())
                    .take());
            where = " WHERE " + Locks.TAKEN;
        }
        String text = into("SELECT " + columns + " FROM s" + where + inOrder);
        return insert.returning().isEmpty()
                ? sql(with, text, this::complete, List.of(), null)
                : answered(given, "WITH " + String.join(", ", with), text, matched);
    }

    /** {@code s} holds each key once. */
    private String complete() {
        return insert.conflict().policy() == Conflict.Policy.UPDATE
                ? CountedWrites.WRITTEN + " = (SELECT count(*) FROM s)"
                : CountedWrites.complete(statement, insert);
    }

    /**
     * Returns the order of the rows, so that writers of the same new rows wait for one another: their id, else the key of the
     * policy. None if one row may conflict with another by several keys: the first given row then comes first.
     */
    private List<Attribute> order() {
        EntityType<?> type = insert.type();
        boolean id = insert.columns().containsAll(type.id());
        if (insert.conflict().key().isEmpty()) {
            return id && type.uniqueKeys().isEmpty() ? type.id() : List.of();
        }
        return id ? type.id() : insert.conflict().key();
    }

    /** The order of another key than the id is not the one in which other writes lock. */
    private boolean locksFirst() {
        return insert.conflict().policy() == Conflict.Policy.UPDATE
                && statement.locks()
                && !insert.conflict().key().equals(insert.type().id());
    }

    /** If Java knows that all rows are different, they are sorted here and distinguished by their keys. */
    private Sql inOrder(KnownKeys known) {
        List<@Nullable Object[]> rows = order().isEmpty() ? insert.rows() : known.sorted(known.order());
        return positioned(into(given(rows).inOrder()), known);
    }

    private Sql positioned(String text, @Nullable KnownKeys known) {
        List<Projection> answer =
                new ArrayList<>(List.of(new Projection(statement.dialect().integer("NULL"), SqlType.INTEGER)));
        insert.returning().forEach(attribute -> answer.add(written(attribute)));
        Positions positions =
                known == null || insert.returning().isEmpty() ? null : known.positions(insert.returning());
        return alone(text, answer, positions);
    }

    /** Every row that was written, behind the position of the one it comes from: PostgreSQL compares their keys. */
    private Sql answered(SourceRows given, String start, String insertion, List<Attribute> matched) {
        String returned = IntStream.range(0, insert.returning().size())
                .mapToObj(i -> Names.column("t", insert.returning().get(i)) + " AS r" + i)
                .collect(Collectors.joining(", "));
        String keys = IntStream.range(0, matched.size())
                .mapToObj(i -> ", " + Names.column("t", matched.get(i)) + " AS k" + i)
                .collect(Collectors.joining());
        List<Projection> answer = new ArrayList<>();
        answer.add(new Projection(
                statement.dialect().integer(matched.isEmpty() ? "NULL" : "(s.pos - 1)"), SqlType.INTEGER));
        for (int i = 0; i < insert.returning().size(); i++) {
            answer.add(
                    new Projection("w.r" + i, statement.type(insert.returning().get(i))));
        }
        String written = start + ", w AS (" + insertion + " RETURNING " + returned + keys + ") SELECT "
                + Projection.answer(statement, answer) + " FROM w";
        String text = matched.isEmpty() ? written : written + from(given, matched);
        String end = checked ? CountedWrites.failing(statement, answer.size(), complete()) : "";
        return statement.sql(text + end, Projection.types(answer));
    }

    private String from(SourceRows given, List<Attribute> matched) {
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

    /** Returns the attributes that distinguish rows: the key of the policy, or all given ones that the model knows to be unique. */
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
            return one ? statement.dialect().defaults() : defaults();
        }
        return one
                ? "VALUES ("
                        + String.join(
                                ", ",
                                statement.values(
                                        insert.columns(),
                                        Arrays.asList(insert.rows().get(0)))) + ")"
                : rows();
    }

    private String defaults() {
        int rows = insert.rows().size();
        return statement
                .dialect()
                .defaults(
                        Names.column(insert.type().attributes().get(0)),
                        rows,
                        () -> statement.value(SqlType.BIGINT, (long) rows));
    }

    private String rows() {
        return given(insert.rows()).inOrder();
    }

    private SourceRows given(List<@Nullable Object[]> rows) {
        return SourceRows.of(statement, insert.type(), insert.columns(), ColumnarRows.of(rows));
    }

    private String conflict() {
        Conflict conflict = insert.conflict();
        String target = conflict.key().isEmpty() ? "" : " (" + Names.columns(conflict.key()) + ")";
        return switch (conflict.policy()) {
            case ERROR -> "";
            case IGNORE -> " ON CONFLICT" + target + " DO NOTHING";
            case UPDATE ->
                " ON CONFLICT" + target + " DO UPDATE SET "
                        + overwritten(statement, insert, null).clause();
        };
    }

    /**
     * What is written to a row that is there.
     *
     * @param set the assignments
     * @param condition the rows to which they apply, null for all
     */
    record Overwritten(String set, @Nullable String condition) {

        String clause() {
            return condition == null ? set : set + " WHERE " + condition;
        }
    }

    /** A row must be changed to be answered, so its key is set to itself where nothing else is. */
    static Overwritten overwritten(Statement statement, Insert insert, @Nullable String source) {
        Conflict conflict = insert.conflict();
        List<Attribute> update = conflict.update().isEmpty() ? conflict.key() : conflict.update();
        Attribute version = insert.type()
                .version()
                .filter(kept -> kept.writes() != Attribute.Writability.NEVER)
                .orElse(null);
        String set = Names.list(
                update.stream().filter(attribute -> !attribute.equals(version)).toList(),
                attribute -> Names.column(attribute) + " = " + given(insert, source, attribute));
        if (version == null) {
            return new Overwritten(set, null);
        }
        String counted = (set.isEmpty() ? "" : set + ", ") + Names.column(version) + " = "
                + Changes.next(statement.dialect(), version, Names.column("t", version));
        boolean compares = update.contains(version);
        return new Overwritten(
                counted, compares ? Names.column("t", version) + " = " + given(insert, source, version) : null);
    }

    /** The value that was given for a column of a row that is there. */
    private static String given(Insert insert, @Nullable String source, Attribute attribute) {
        return source == null
                ? "EXCLUDED." + Names.column(attribute)
                : source.formatted(insert.columns().indexOf(attribute));
    }
}
