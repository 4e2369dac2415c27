package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.number;
import static dev.relata.mongo.internal.command.Documents.numbered;
import static dev.relata.mongo.internal.command.Documents.of;

import dev.relata.mongo.internal.command.Documents;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.GroupQuery;
import dev.relata.spi.GroupQuery.Having;
import dev.relata.spi.Ordering;
import dev.relata.spi.Select;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.bson.BsonDocument;

/**
 * The stages behind those that make groups: which of the groups are answered, and in which order. What they need is computed
 * beside the columns of the answer, in fields that are not read.
 */
final class GroupStages {

    private final Rendering rendering;
    private final Select select;
    private final GroupQuery groups;
    private final List<Expression> needed;
    private final List<String> hidden;

    GroupStages(Rendering rendering, Select select) {
        this.rendering = rendering;
        this.select = select;
        this.groups = select.groups();
        this.needed = Stream.<Expression>concat(
                        groups.having().stream().map(Having::aggregate),
                        groups.order().stream().map(Ordering::by))
                .distinct()
                .toList();
        this.hidden = numbered("h", needed.size());
    }

    /** The request with what is needed behind its columns. */
    Select select() {
        List<Expression> columns = new ArrayList<>(select.columns());
        columns.addAll(needed);
        return new Select(select.label(), select.query(), columns, select.groupBy(), select.distinct(), select.batch());
    }

    /** The fields of what is needed. */
    List<String> hidden() {
        return hidden;
    }

    boolean ordered() {
        return !groups.order().isEmpty();
    }

    /** A sum over nothing is 0, in order and conditions as in the answer. */
    void zeros(BsonDocument projection) {
        for (int i = 0; i < needed.size(); i++) {
            if (needed.get(i) instanceof Aggregate aggregate) {
                String field = hidden.get(i);
                projection.put(
                        field,
                        of(
                                "$ifNull",
                                array(
                                        Objects.requireNonNull(projection.get(field), field),
                                        ComputedFields.ofNothing(aggregate))));
            }
        }
    }

    void add(StageLevel level) {
        level.match(Documents.and(groups.having().stream().map(this::condition).toList()));
        Orders.sort(level, groups.order(), this::field);
        if (groups.offset() > 0) {
            level.add(of("$skip", number(groups.offset())));
        }
        Long limit = groups.limit();
        if (limit != null) {
            level.add(of("$limit", number(limit)));
        }
    }

    private BsonDocument condition(Having having) {
        return Comparisons.of(
                field(having.aggregate()),
                ComputedFields.type(rendering, having.aggregate()),
                having.operator(),
                having.operands());
    }

    private String field(Expression expression) {
        return hidden.get(needed.indexOf(expression));
    }
}
