package dev.relata.r2dbc.internal.sql.query;

import dev.relata.r2dbc.internal.sql.statement.Statement;
import dev.relata.spi.Aggregate;
import dev.relata.spi.GroupQuery;
import dev.relata.spi.Ordering;
import dev.relata.spi.RowValue;
import java.util.ArrayList;
import java.util.List;

/** The HAVING and ORDER BY clauses and the bounds of groups. */
final class GroupClauses {

    private final QueryClauses level;
    private final GroupQuery groups;

    GroupClauses(QueryClauses level, GroupQuery groups) {
        this.level = level;
        this.groups = groups;
    }

    String having() {
        List<String> conditions = new ArrayList<>();
        for (GroupQuery.Having having : groups.having()) {
            Projection value = Projection.orZero(level.aliased(), having.aggregate());
            conditions.add(Comparisons.ofAggregate(level.aliased().statement(), value.type(), value.sql())
                    .render(having.operator(), having.operands()));
        }
        return conditions.isEmpty() ? "" : " HAVING " + String.join(" AND ", conditions);
    }

    List<String> terms() {
        return groups.order().stream().map(this::term).toList();
    }

    private String term(Ordering ordering) {
        String by = ordering.by() instanceof RowValue value
                ? level.aliased().column(value)
                : Projection.orZero(level.aliased(), (Aggregate) ordering.by()).sql();
        return QueryClauses.term(level.aliased(), by, ordering);
    }

    String bounds() {
        Statement statement = level.aliased().statement();
        return QueryClauses.bounds(statement, groups.limit(), groups.offset());
    }
}
