package dev.relata.r2dbc.internal.sql.query;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.r2dbc.server.SqlFeature;
import dev.relata.spi.Aggregate;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.RowLock;
import dev.relata.spi.RowValue;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A read, rendered. */
public final class Selects {

    private final Statement statement;
    private final Select select;
    private final @Nullable KeyBatch batch;
    private final boolean aggregated;
    private final boolean lone;
    private final Query query;
    private final @Nullable PageRange pages;

    private Selects(Statement statement, Select select, @Nullable PageRange pages) {
        this.statement = statement;
        this.select = select;
        this.pages = pages;
        this.batch = select.batch();
        this.aggregated = select.columns().stream().anyMatch(Aggregate.class::isInstance);
        // What works on the rows that a bound leaves, or on those of every owner, needs them as a source.
        boolean ungrouped = select.groupBy().isEmpty() && !select.distinct();
        this.lone = batch != null && batch.keys().size() == 1 && ungrouped;
        this.query = (batch == null || lone) && ungrouped && !aggregated
                ? select.query()
                : select.query().unbounded();
    }

    public static Sql render(Statement statement, Select select) {
        return new Selects(statement, select, null).render();
    }

    /** Renders the rows of a range, of a read that is {@linkplain TablePages#divide divided}. */
    public static Sql render(Statement statement, Select select, PageRange pages) {
        return new Selects(statement, select, pages).render();
    }

    private Sql render() {
        Owners owners = owners();
        QueryClauses level = owners == null ? QueryClauses.of(statement, query) : owners.level();
        if (!everyOwner()) {
            level.filter(query.filter());
        }
        if (pages != null) {
            pages.restrict(level);
        }
        List<Projection> columns = columns(level);
        List<String> group = group(level);
        return repeats() ? distinct(level, columns, group) : plain(level, owners, columns, group);
    }

    private boolean total() {
        return aggregated && select.groupBy().isEmpty();
    }

    /** Whether owners without rows are answered too, so that the filter may only hold for what is joined to them. */
    private boolean everyOwner() {
        return batch != null && !lone && total() && statement.can(SqlFeature.LATERAL_LIMITS);
    }

    /**
     * Tells whether owners without rows are left out of the answer to totals of many, so that whoever reads it has to add them.
     *
     * @param select the request
     * @param server what the server can do
     */
    public static boolean leavesOwnersOut(Select select, ServerProfile server) {
        KeyBatch batch = select.batch();
        return batch != null
                && batch.keys().size() > 1
                && select.groupBy().isEmpty()
                && !server.has(SqlFeature.LATERAL_LIMITS)
                && select.columns().stream().anyMatch(Aggregate.class::isInstance);
    }

    /** Returns how rows of a batch identify their owner; null without a batch. */
    private @Nullable Owners owners() {
        if (batch == null) {
            return null;
        }
        if (lone) {
            return Owners.lone(statement, query, batch);
        }
        if (everyOwner()) {
            QueryClauses every = Batches.every(statement, query, batch);
            return new Owners(every, Batches.position(statement, every), null);
        }
        return aggregated || select.distinct() || !select.groupBy().isEmpty()
                ? Owners.unnested(statement, query, batch)
                : Owners.rows(statement, query, batch);
    }

    private List<Projection> columns(QueryClauses level) {
        String present = batch == null ? "*" : level.aliased().column(neverNull(batch));
        return select.columns().stream()
                .map(column -> Projection.of(level.aliased(), column, present))
                .toList();
    }

    /** A column of the rows that is null only where an owner has none. */
    private Attribute neverNull(KeyBatch owners) {
        List<Attribute> id = query.type().id();
        return id.isEmpty() ? owners.association().targetKey().get(0) : id.get(0);
    }

    private List<String> group(QueryClauses level) {
        List<String> group = new ArrayList<>();
        if (batch != null && aggregated && !lone) {
            group.add(level.position());
        }
        select.groupBy().forEach(value -> group.add(level.aliased().column(value)));
        return group;
    }

    /** Whether DISTINCT has anything to do: rows with all of their id, or of their group, are distinct already. */
    private boolean repeats() {
        if (!select.distinct() || total()) {
            return false;
        }
        List<? extends RowValue> identity = select.groupBy().isEmpty()
                ? query.type().id().stream().map(Path::of).toList()
                : select.groupBy();
        return identity.isEmpty() || !select.columns().containsAll(identity);
    }

    private Sql plain(QueryClauses level, @Nullable Owners owners, List<Projection> columns, List<String> group) {
        List<Projection> answer = new ArrayList<>(columns);
        List<String> terms = new ArrayList<>();
        GroupClauses groups = new GroupClauses(level, select.groups());
        int key = owners == null ? -1 : owners.among(columns);
        if (owners != null && key < 0) {
            answer.add(0, owners.owner());
        }
        if (locksInOneOrder()) {
            query.type().id().forEach(attribute -> terms.add(level.aliased().column(attribute) + " ASC"));
        } else {
            terms.addAll(owners == null ? List.of() : owners.order());
            terms.addAll(groups.terms());
            terms.addAll(level.terms(order()));
        }
        String having = groups.having();
        String rest = level.fromWhere()
                + groupBy(group)
                + having
                + QueryClauses.orderBy(terms)
                + level.bounds(query)
                + groups.bounds()
                + lock(level);
        String text = "SELECT " + Projection.answer(statement, answer) + rest;
        return statement.sql(text, Projection.types(answer), key, owners == null ? null : owners.positions());
    }

    /** Rows that are locked are locked as they come: where no bound depends on another order, in that of their ids. */
    private boolean locksInOneOrder() {
        return select.rowLock() == RowLock.BY_ID && !query.bounded();
    }

    /** Rows joined to the query's own only lend values, and one that an outer join makes up cannot be locked. */
    private String lock(QueryClauses level) {
        RowLock lock = select.rowLock();
        return lock == null ? "" : statement.dialect().lock(level.aliased().alias()) + whenLocked(lock);
    }

    private static String whenLocked(RowLock lock) {
        return switch (lock) {
            case BY_ID, WAIT -> "";
            case SKIP -> " SKIP LOCKED";
            case NO_WAIT -> " NOWAIT";
        };
    }

    private List<Ordering> order() {
        if (!aggregated && select.groupBy().isEmpty()) {
            return query.order();
        }
        if (!select.groups().order().isEmpty()) {
            return List.of();
        }
        // A group has no one value of anything else to be ordered by.
        return query.order().stream()
                .filter(ordering -> ordering.by() instanceof RowValue value
                        && select.groupBy().contains(value))
                .toList();
    }

    /** DISTINCT compares the values, not the form that they are sent in, so it goes below. */
    private Sql distinct(QueryClauses level, List<Projection> columns, List<String> group) {
        List<Projection> answer = new ArrayList<>();
        List<String> terms = new ArrayList<>();
        if (batch != null) {
            answer.add(new Projection(statement.dialect().integer("(d.pos - 1)"), SqlType.INTEGER));
            terms.add("d.pos");
        }
        for (int i = 0; i < columns.size(); i++) {
            answer.add(new Projection("d.c" + i, columns.get(i).type()));
        }
        order().forEach(ordering -> terms.add(distinctTerm(level, ordering)));
        String inner = IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).sql() + " AS c" + i)
                .collect(Collectors.joining(", "));
        String rows = "SELECT DISTINCT " + (batch == null ? "" : level.namedPosition() + ", ") + inner
                + level.fromWhere() + groupBy(group);
        String text = "SELECT " + Projection.answer(statement, answer) + " FROM (" + rows + ") AS d"
                + QueryClauses.orderBy(terms);
        return statement.sql(text, Projection.types(answer));
    }

    private String distinctTerm(QueryClauses level, Ordering ordering) {
        int column = select.columns().indexOf(ordering.by());
        if (column < 0) {
            throw new IllegalArgumentException(select.label() + ": distinct values are ordered by "
                    + ordering.value().describe() + ", which is not among them; order by one of them");
        }
        return QueryClauses.term(level.aliased(), "d.c" + column, ordering);
    }

    private static String groupBy(List<String> group) {
        return group.isEmpty() ? "" : " GROUP BY " + String.join(", ", group);
    }
}
