package dev.relata.r2dbc.sql;

import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.spi.Delete;
import dev.relata.spi.Query;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Updates and deletes, rendered. */
final class Changes {

    private Changes() {}

    static Sql update(Supplier<Statement> statements, Update update) {
        return targeted(
                statements,
                update.query(),
                (statement, table) -> "UPDATE " + table + " SET " + assignments(statement, update));
    }

    private static String assignments(Statement statement, Update update) {
        List<String> assignments = new ArrayList<>(values(statement, update));
        assignments.addAll(counted("", update.query().type(), attributes(update)));
        return String.join(", ", assignments);
    }

    private static List<String> values(Statement statement, Update update) {
        return update.changes().stream()
                .map(change -> Names.column(change.attribute()) + " = "
                        + statement.value(statement.type(change.attribute()), change.value()))
                .toList();
    }

    private static List<Attribute> attributes(Update update) {
        return update.changes().stream().map(Update.Change::attribute).toList();
    }

    /** The next version of a row, where it has one that is not given. */
    private static List<String> counted(String alias, EntityType<?> type, List<Attribute> changed) {
        return type
                .version()
                .filter(version -> !changed.contains(version))
                .map(version -> Names.column(version) + " = " + alias + Names.column(version) + " + 1")
                .stream()
                .toList();
    }

    /** All see the tables as they were; foreign keys are checked when the whole statement ends. */
    static Sql updates(Statement statement, Updates updates) {
        List<String> parts = updates.parts().stream()
                .map(part -> part(statement, updates.label(), part).update())
                .toList();
        int last = parts.size() - 1;
        String before = IntStream.range(0, last)
                .mapToObj(i -> "u" + i + " AS (" + parts.get(i) + ")")
                .collect(Collectors.joining(", "));
        return statement.sql(before.isEmpty() ? parts.get(0) : "WITH " + before + " " + parts.get(last), List.of());
    }

    /** As {@link #updates}, failing where a row is left out. */
    static Sql whole(Statement statement, Updates updates) {
        List<Rendered> parts = updates.parts().stream()
                .map(part -> part(statement, updates.label(), part))
                .toList();
        return Checks.whole(
                statement,
                parts.stream().map(Rendered::update).toList(),
                parts.stream().map(Rendered::count).toList());
    }

    /** An update, and the count of the rows that it finds. */
    private record Rendered(String update, String count) {}

    private static Rendered part(Statement statement, String label, Updates.Part part) {
        Update update = part.update();
        Scope scope = new Scope(statement, update.query().type());
        OwnValues own = OwnValues.of(scope, part.own());
        String start = "UPDATE " + table(scope) + " SET " + assignments(scope, part, own) + own.from();
        List<String> conditions =
                new ArrayList<>(Predicates.conditions(scope, update.query().filter()));
        boolean plain = update.query().source() instanceof Query.Table
                && !update.query().bounded();
        if (!plain || !scope.joins().isEmpty()) {
            throw new IllegalArgumentException(label + ": an update among others is of the rows of a table, without a"
                    + " bound and without paths to other rows");
        }
        conditions.addAll(own.conditions());
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        String rows = table(scope) + (own.tables().isEmpty() ? "" : ", " + String.join(", ", own.tables()));
        return new Rendered(start + where, "SELECT count(*) FROM " + rows + where);
    }

    private static String assignments(Scope scope, Updates.Part part, OwnValues own) {
        List<String> assignments = new ArrayList<>(values(scope.statement(), part.update()));
        assignments.addAll(own.assignments());
        List<Attribute> changed = new ArrayList<>(attributes(part.update()));
        part.own().forEach(rows -> changed.addAll(rows.columns()));
        assignments.addAll(counted(scope.alias() + ".", scope.type(), changed));
        return String.join(", ", assignments);
    }

    static Sql delete(Supplier<Statement> statements, Delete delete) {
        return targeted(statements, delete.query(), (statement, table) -> "DELETE FROM " + table);
    }

    /** What is done to a table under its alias. */
    private interface Verb {
        String render(Statement statement, String table);
    }

    /** A restriction of the table itself says which rows; where joins or bounds are needed, their ids do. */
    private static Sql targeted(Supplier<Statement> statements, Query query, Verb verb) {
        if (!query.bounded() && query.source() instanceof Query.Table) {
            Statement statement = statements.get();
            Scope scope = new Scope(statement, query.type());
            String start = verb.render(statement, table(scope));
            List<String> conditions = Predicates.conditions(scope, query.filter());
            if (scope.joins().isEmpty()) {
                String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
                return statement.sql(start + where, List.of());
            }
        }
        return byId(statements.get(), query, verb);
    }

    private static Sql byId(Statement statement, Query query, Verb verb) {
        Scope scope = new Scope(statement, query.type());
        List<Attribute> id = query.type().id();
        String start = verb.render(statement, table(scope)) + " WHERE " + Names.tuple(scope.columns(id));
        Level level = Level.of(statement, query);
        String ids = "SELECT " + Names.columns(level.scope().alias(), id) + level.rest(query);
        return statement.sql(start + " IN (" + ids + ")", List.of());
    }

    private static String table(Scope scope) {
        return Names.table(scope.type()) + " AS " + scope.alias();
    }

    /** Answers, where anything is to be returned, the position of each row among those given, and then its attributes. */
    static Sql updateRows(Statement statement, UpdateRows update, List<Attribute> returning) {
        List<ValueType> keyTypes = statement.types(update.key());
        List<ValueType> types = IntStream.range(
                        0, update.key().size() + update.columns().size())
                .mapToObj(i -> i < keyTypes.size() ? keyTypes.get(i) : statement.type(column(update, i)))
                .toList();
        boolean one = update.rows().size() == 1;
        String text = one ? one(statement, update, types) : many(statement, update, types, !returning.isEmpty());
        if (returning.isEmpty()) {
            return statement.sql(text, List.of());
        }
        List<Projection> answer = new ArrayList<>();
        answer.add(new Projection(one ? "0" : "(u.pos - 1)::int", ValueType.INTEGER));
        returning.forEach(
                attribute -> answer.add(new Projection(Names.column("t", attribute), statement.type(attribute))));
        return returning(statement, text, answer);
    }

    private static Sql returning(Statement statement, String text, List<Projection> answer) {
        return statement.sql(text + " RETURNING " + Projection.record(answer), Projection.types(answer));
    }

    /** An update of one table that answers what its rows became. */
    static Sql returning(Statement statement, Sql update, List<Attribute> returning) {
        List<Projection> answer = returning.stream()
                .map(attribute -> new Projection(Names.column(attribute), statement.type(attribute)))
                .toList();
        return returning(statement, update.text(), answer);
    }

    private static Attribute column(UpdateRows update, int index) {
        return update.columns().get(index - update.key().size());
    }

    private static String one(Statement statement, UpdateRows update, List<ValueType> types) {
        List<String> values = IntStream.range(0, types.size())
                .mapToObj(i -> statement.value(types.get(i), update.rows().get(0)[i]))
                .toList();
        return set(update.type(), update, values) + " WHERE " + Names.equal("t", update.key(), values);
    }

    private static String many(Statement statement, UpdateRows update, List<ValueType> types, boolean placed) {
        String rows = statement.unnest(types, Rows.of(update.rows()));
        List<String> values = Arrays.columnList(statement, "u", types);
        return set(update.type(), update, values) + " FROM " + rows + (placed ? " WITH ORDINALITY" : "") + " AS u("
                + Arrays.names(types.size()) + (placed ? ", pos" : "") + ") WHERE "
                + Names.equal("t", update.key(), values);
    }

    private static String set(EntityType<?> type, UpdateRows update, List<String> values) {
        int keys = update.key().size();
        List<String> assignments = new ArrayList<>();
        for (int i = 0; i < update.columns().size(); i++) {
            assignments.add(Names.column(update.columns().get(i)) + " = " + values.get(keys + i));
        }
        assignments.addAll(counted("t.", type, update.columns()));
        return "UPDATE " + Names.table(type) + " AS t SET " + String.join(", ", assignments);
    }
}
