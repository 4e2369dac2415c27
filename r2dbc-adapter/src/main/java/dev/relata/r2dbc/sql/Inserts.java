package dev.relata.r2dbc.sql;

import dev.relata.model.Attribute;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
        String columns = insert.columns().isEmpty() ? "" : " (" + Names.columns(insert.columns()) + ")";
        String text =
                "INSERT INTO " + Names.table(insert.type()) + " AS t" + columns + overriding() + source() + conflict();
        if (insert.returning().isEmpty()) {
            return statement.sql(text, List.of());
        }
        List<Projection> answer = insert.returning().stream()
                .map(attribute -> new Projection(Names.column("t", attribute), statement.type(attribute)))
                .toList();
        return statement.sql(text + " RETURNING " + Projection.record(answer), Projection.types(answer));
    }

    /**
     * A row that may be there already is told by the id that is given, which an identity column GENERATED ALWAYS would
     * refuse before anything is compared.
     */
    private String overriding() {
        boolean given = insert.columns().stream()
                .anyMatch(attribute -> attribute.generation() == Attribute.Generation.DATABASE);
        return given && insert.conflict().policy() != Conflict.Policy.ERROR ? " OVERRIDING SYSTEM VALUE" : "";
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
        String unnest = statement.unnest(types, Rows.of(insert.rows())) + " WITH ORDINALITY AS u("
                + Arrays.names(types.size()) + ", pos)";
        if (insert.conflict().policy() == Conflict.Policy.UPDATE
                && insert.columns().containsAll(insert.conflict().key())) {
            return lastOfEachKey(unnest);
        }
        return " SELECT " + Arrays.columns(statement, "u", types) + " FROM " + unnest + " ORDER BY u.pos";
    }

    /** PostgreSQL changes a row once only in a statement; of several given for a key, as it compares keys, the last wins. */
    private String lastOfEachKey(String unnest) {
        List<String> all = Arrays.columnList(statement, "u", types);
        List<String> key = insert.conflict().key().stream()
                .map(attribute -> all.get(insert.columns().indexOf(attribute)))
                .toList();
        String named = IntStream.range(0, all.size())
                .mapToObj(i -> all.get(i) + " AS c" + i)
                .collect(Collectors.joining(", "));
        String same = String.join(", ", key) + unlessNull(key);
        return " SELECT "
                + IntStream.range(0, all.size()).mapToObj(i -> "d.c" + i).collect(Collectors.joining(", "))
                + " FROM (SELECT DISTINCT ON (" + same + ") " + named + ", u.pos FROM " + unnest + " ORDER BY " + same
                + ", u.pos DESC) AS d ORDER BY d.pos";
    }

    /** A key with a null in it is unlike every other. */
    private String unlessNull(List<String> key) {
        if (insert.conflict().key().stream().noneMatch(Attribute::nullable)) {
            return "";
        }
        return ", CASE WHEN " + key.stream().map(part -> part + " IS NULL").collect(Collectors.joining(" OR "))
                + " THEN u.pos END";
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
