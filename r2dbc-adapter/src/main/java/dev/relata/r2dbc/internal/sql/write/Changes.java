package dev.relata.r2dbc.internal.sql.write;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.sql.query.AliasedTable;
import dev.relata.r2dbc.internal.sql.query.Predicates;
import dev.relata.r2dbc.internal.sql.query.Projection;
import dev.relata.r2dbc.internal.sql.query.QueryClauses;
import dev.relata.r2dbc.internal.sql.query.RowValues;
import dev.relata.r2dbc.internal.sql.statement.ColumnarRows;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.internal.sql.statement.UnnestedRows;
import dev.relata.spi.Delete;
import dev.relata.spi.Query;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Updates and deletes, rendered. */
final class Changes {

    private Changes() {}

    static Write update(Supplier<Statement> statements, Update update, List<Attribute> returning) {
        Write write = targeted(
                statements,
                update.query(),
                attributes(update),
                (aliased, table) -> "UPDATE " + table + " SET " + assignments(aliased, update));
        List<Projection> answer = returning.stream()
                .map(attribute -> new Projection(
                        Names.column(attribute), write.statement().type(attribute)))
                .toList();
        return write.answering(answer, null);
    }

    private static String assignments(AliasedTable aliased, Update update) {
        List<String> assignments = new ArrayList<>(values(aliased, update));
        assignments.addAll(
                counted(aliased.statement().dialect(), "", update.query().type(), attributes(update)));
        return String.join(", ", assignments);
    }

    private static List<String> values(AliasedTable aliased, Update update) {
        return update.changes().stream()
                .map(change -> Names.column(change.attribute()) + " = "
                        + RowValues.assigned(aliased, change.attribute(), change.to()))
                .toList();
    }

    private static List<Attribute> attributes(Update update) {
        return update.changes().stream().map(Update.Change::attribute).toList();
    }

    /** The next version of a row, where it has one that is not given. */
    static List<String> counted(Dialect dialect, String alias, EntityType<?> type, List<Attribute> changed) {
        return type
                .version()
                .filter(version -> !changed.contains(version) && version.writes() != Attribute.Writability.NEVER)
                .map(version -> Names.column(version) + " = " + next(dialect, version, alias + Names.column(version)))
                .stream()
                .toList();
    }

    /** The version after a given one: the next number, or the present, as finely as the column keeps it and later than before. */
    static String next(Dialect dialect, Attribute version, String before) {
        if (version.counts()) {
            return before + " + 1";
        }
        boolean local = version.valueClass() == LocalDateTime.class;
        int digits = version.size().precision() == 0 ? 6 : version.size().precision();
        return dialect.laterThan(before, local, digits);
    }

    /** All updates see the tables as they were; foreign keys are checked when the whole statement ends. */
    static Write updates(Statement statement, Updates updates, boolean checked) {
        if (!statement.dialect().countsItsRows()) {
            throw new RefusedException(
                    updates.label() + ": " + statement.dialect().name()
                            + " changes no keys together with those that refer to them (the store lacks Capability.KEY_CHANGES):"
                            + " update the rows one by one");
        }
        List<Rendered> parts = updates.parts().stream()
                .map(part -> part(statement, updates.label(), part))
                .toList();
        int last = parts.size() - 1;
        List<String> with = new ArrayList<>();
        List<String> complete = new ArrayList<>();
        for (int i = 0; i < last; i++) {
            with.add("u" + i + " AS (" + parts.get(i).update() + (checked ? " RETURNING 1)" : ")"));
            complete.add("(SELECT count(*) FROM u" + i + ") >= (" + parts.get(i).count() + ")");
        }
        complete.add(CountedWrites.WRITTEN + " >= (" + parts.get(last).count() + ")");
        return new Write(
                statement, with, parts.get(last).update(), String.join(" AND ", complete), null, List.of(), null);
    }

    /** An update, and the count of the rows that it finds. */
    private record Rendered(String update, String count) {}

    private static Rendered part(Statement statement, String label, Updates.UpdatePart part) {
        Update update = part.update();
        AliasedTable aliased = new AliasedTable(statement, update.query().type());
        PerRowValues own = PerRowValues.of(aliased, part.own());
        String start = "UPDATE " + table(aliased) + " SET " + assignments(aliased, part, own) + own.from();
        List<String> conditions =
                new ArrayList<>(Predicates.conditions(aliased, update.query().filter()));
        boolean plain = update.query().source() instanceof Query.AllRows
                && !update.query().bounded();
        if (!plain || !aliased.joins().isEmpty()) {
            throw new IllegalArgumentException(label + ": an update among others is of the rows of a table, without a"
                    + " bound and without paths to other rows");
        }
        conditions.addAll(own.conditions());
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String rows = table(aliased) + (own.tables().isEmpty() ? "" : ", " + String.join(", ", own.tables()));
        return new Rendered(start + where, "SELECT count(*) FROM " + rows + where);
    }

    private static String assignments(AliasedTable aliased, Updates.UpdatePart part, PerRowValues own) {
        List<String> assignments = new ArrayList<>(values(aliased, part.update()));
        assignments.addAll(own.assignments());
        List<Attribute> changed = new ArrayList<>(attributes(part.update()));
        part.own().forEach(rows -> changed.addAll(rows.columns()));
        assignments.addAll(counted(aliased.statement().dialect(), aliased.alias() + ".", aliased.type(), changed));
        return String.join(", ", assignments);
    }

    static Write delete(Supplier<Statement> statements, Delete delete) {
        return targeted(
                statements,
                delete.query(),
                null,
                (aliased, table) -> aliased.statement().dialect().delete(Names.table(aliased.type()), aliased.alias()));
    }

    static Write clear(Supplier<Statement> statements, Delete delete, List<Attribute> cleared) {
        String nulls = Names.list(cleared, attribute -> Names.column(attribute) + " = NULL");
        return targeted(statements, delete.query(), cleared, (aliased, table) -> "UPDATE " + table + " SET " + nulls);
    }

    /** Renders the change of a table under its alias. */
    private interface Verb {
        String render(AliasedTable aliased, String table);
    }

    /** A restriction of the table itself says which rows; where joins or bounds are needed, their ids do. */
    private static Write targeted(
            Supplier<Statement> statements, Query query, @Nullable List<Attribute> changed, Verb verb) {
        if (!query.bounded() && query.source() instanceof Query.AllRows) {
            Statement statement = statements.get();
            AliasedTable aliased = new AliasedTable(statement, query.type());
            String start = verb.render(aliased, table(aliased));
            List<String> conditions = Predicates.conditions(aliased, query.filter());
            if (aliased.joins().isEmpty()) {
                return write(aliased, query, List.of(), start, conditions, changed);
            }
        }
        return byId(statements.get(), query, changed, verb);
    }

    private static Write byId(Statement statement, Query query, @Nullable List<Attribute> changed, Verb verb) {
        AliasedTable aliased = new AliasedTable(statement, query.type());
        List<Attribute> id = query.type().id();
        String start = verb.render(aliased, table(aliased));
        QueryClauses level = QueryClauses.of(statement, query);
        String ids = "SELECT " + Names.columns(level.aliased().alias(), id) + level.rest(query);
        String in = Names.tuple(aliased.columns(id)) + " IN (";
        if (!statement.locks() || Locks.single(query)) {
            String some = query.bounded() ? statement.dialect().limited(ids) : ids;
            return new Write(statement, List.of(), start + " WHERE " + in + some + ")");
        }
        List<String> with = List.of("i AS MATERIALIZED (" + ids + ")");
        return write(aliased, query, with, start, List.of(in + "SELECT * FROM i)"), changed);
    }

    private static Write write(
            AliasedTable aliased,
            Query query,
            List<String> with,
            String start,
            List<String> conditions,
            @Nullable List<Attribute> changed) {
        String rows = table(aliased) + where(conditions);
        if (Locks.oneId(query)) {
            return Write.ofOne(aliased.statement(), start + where(conditions), rows);
        }
        if (!aliased.statement().locks() || Locks.single(query)) {
            return new Write(aliased.statement(), with, start + where(conditions));
        }
        Locks lock = changed == null
                ? Locks.ofAll(aliased.type(), aliased.alias(), rows)
                : Locks.of(aliased.type(), aliased.alias(), rows, changed);
        List<String> all = new ArrayList<>(conditions);
        all.add(Locks.TAKEN);
        return Write.locking(aliased.statement(), with, lock, start + where(all));
    }

    private static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    private static String table(AliasedTable aliased) {
        return Names.table(aliased.type()) + " AS " + aliased.alias();
    }

    /** Its answer is the position of each row among those given, and then the attributes to return. */
    static Write updateRows(Statement statement, UpdateRows update, List<Attribute> returning) {
        List<Attribute> attributes = attributes(update);
        if (update.rows().size() == 1) {
            return one(statement, update, attributes).answering(placed(statement, "0", returning), null);
        }
        return switch (statement.dialect().conflicts()) {
            case MERGE -> Merges.update(statement, update, returning);
            case DUPLICATE_KEY -> DuplicateKeys.update(statement, update);
            case ON_CONFLICT -> many(statement, update, attributes, returning);
        };
    }

    /** What is given of each row: its key, and then its values. */
    static List<Attribute> attributes(UpdateRows update) {
        List<Attribute> attributes = new ArrayList<>(update.key());
        attributes.addAll(update.columns());
        return attributes;
    }

    /** The key by which rows are the same, whatever version they are given in. */
    static List<Attribute> identity(UpdateRows update) {
        List<Attribute> key = new ArrayList<>(update.key());
        update.type().version().ifPresent(key::remove);
        return key;
    }

    private static List<Projection> placed(Statement statement, String position, List<Attribute> returning) {
        if (returning.isEmpty()) {
            return List.of();
        }
        List<Projection> answer = new ArrayList<>();
        answer.add(new Projection(position, SqlType.INTEGER));
        returning.forEach(
                attribute -> answer.add(new Projection(Names.column("t", attribute), statement.type(attribute))));
        return answer;
    }

    private static Write one(Statement statement, UpdateRows update, List<Attribute> attributes) {
        List<String> values =
                statement.values(attributes, Arrays.asList(update.rows().get(0)));
        String where = " WHERE " + Names.equal("t", update.key(), values);
        String text = set(statement, update.type(), update, values) + where;
        return Locks.oneId(update.query())
                ? Write.ofOne(statement, text, Names.table(update.type()) + " AS t" + where)
                : new Write(statement, List.of(), text);
    }

    /** Of rows given with one key the last wins, whatever version it is given in. */
    private static Write many(
            Statement statement, UpdateRows update, List<Attribute> attributes, List<Attribute> returning) {
        List<Attribute> key = identity(update);
        KnownKeys known = KnownKeys.of(attributes, key, update.rows());
        List<Integer> order = known == null ? List.of() : known.order();
        List<@Nullable Object[]> values = known == null ? update.rows() : known.sorted(order);
        SourceRows given = SourceRows.of(statement, update.type(), attributes, ColumnarRows.of(values));
        String match = given.match(statement, "t", "u", update.key());
        String once = known == null ? given.once(key, key, true) : given.all(key);
        String set = set(statement, update.type(), update, UnnestedRows.names("u.", attributes.size()));
        List<Projection> answer = placed(statement, "(u.pos - 1)::int", returning);
        Positions positions = known == null || returning.isEmpty() ? null : KnownKeys.unsorted(order);
        if (!statement.locks()) {
            return new Write(statement, List.of(), set + " FROM (" + once + ") AS u WHERE " + match)
                    .answering(answer, positions);
        }
        List<String> with = List.of("u AS MATERIALIZED (" + once + ")");
        String rows = "u JOIN " + Names.table(update.type()) + " AS t ON " + match;
        Locks lock = Locks.of(update.type(), "t", rows, update.columns());
        return Write.locking(statement, with, lock, set + " FROM u WHERE " + match + " AND " + Locks.TAKEN)
                .answering(answer, positions);
    }

    private static String set(Statement statement, EntityType<?> type, UpdateRows update, List<String> values) {
        List<String> assignments = new ArrayList<>(
                assigned(update.columns(), values.subList(update.key().size(), values.size())));
        assignments.addAll(counted(statement.dialect(), "t.", type, update.columns()));
        return "UPDATE " + Names.table(type) + " AS t SET " + String.join(", ", assignments);
    }

    /** Returns the assignments of expressions to columns, pair by pair. */
    static List<String> assigned(List<Attribute> columns, List<String> values) {
        return IntStream.range(0, columns.size())
                .mapToObj(i -> Names.column(columns.get(i)) + " = " + values.get(i))
                .toList();
    }
}
