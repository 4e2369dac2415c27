package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.concat;
import static dev.relata.mongo.internal.command.Documents.numbered;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.values;

import dev.relata.mongo.internal.command.AnswerField;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.ReadCommand;
import dev.relata.mongo.internal.value.BsonMapping;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.RowValue;
import dev.relata.spi.Select;
import dev.relata.spi.SortKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.jspecify.annotations.Nullable;

/** A read, while it is translated. */
final class Selects {

    private static final String ID = "_id";
    private static final String FIND = "(\\$match )?(\\$sort )?(\\$skip )?(\\$limit )?";

    private final Select select;
    private final Rendering rendering;
    private final StageLevel level;
    private final List<String> columns;
    private final List<String> keys;

    private Selects(Rendering rendering, Select select) {
        this.select = select;
        this.rendering = rendering;
        this.level = level(rendering, select);
        this.columns = numbered("c", select.columns().size());
        this.keys = numbered("k", level.ownerFields().size());
    }

    static ReadCommand render(Rendering rendering, Select select) {
        return new Selects(rendering, select).render();
    }

    private static StageLevel level(Rendering rendering, Select select) {
        KeyBatch batch = select.batch();
        Query query = plain(select) ? select.query() : unordered(select.query());
        if (batch == null) {
            return StageLevel.of(rendering, query, null);
        }
        if (batch.keys().size() == 1) {
            return StageLevel.of(
                    rendering,
                    query,
                    OwnerCondition.of(batch.association(), batch.keys().get(0)));
        }
        OwnerCondition owners = OwnerCondition.among(batch.association(), batch.keys());
        return bounded(query)
                ? LookupStages.perOwner(rendering, query, owners)
                : StageLevel.of(rendering, query, owners);
    }

    private static boolean plain(Select select) {
        return !aggregated(select) && !select.distinct();
    }

    private static boolean aggregated(Select select) {
        return !select.groupBy().isEmpty() || select.columns().stream().anyMatch(Aggregate.class::isInstance);
    }

    /** What becomes of the rows does not depend on their order, unless a bound cuts some off. */
    private static Query unordered(Query query) {
        Query rows = query.unbounded();
        return new Query(rows.source(), rows.filter(), List.of(), 0, null);
    }

    private static boolean bounded(Query query) {
        return query.bounded() || (query.source() instanceof Query.Derived derived && bounded(derived.query()));
    }

    private ReadCommand render() {
        if (aggregated(select)) {
            return grouped();
        }
        List<Path> identity = select.query().type().id().stream().map(Path::of).toList();
        return select.distinct() && repeats(identity) ? distinct() : rows();
    }

    /** Whether equal rows can be among the answer at all. */
    private boolean repeats(List<? extends Expression> identity) {
        return identity.isEmpty() || !select.columns().containsAll(identity);
    }

    private ReadCommand rows() {
        if (select.distinct()) {
            Orders.sort(level, select.query().order());
        }
        boolean own = select.columns().stream()
                .allMatch(column -> !(column instanceof Aggregate)
                        && value(column) instanceof Path path
                        && path.steps().isEmpty());
        return own ? fields() : computed();
    }

    /** Fields of the documents as they are. */
    private ReadCommand fields() {
        List<String> fields = columnFields();
        boolean find = names(level.stages()).matches(FIND)
                && level.collection().equals(level.type().table());
        boolean all = find && fields.size() == level.type().attributes().size();
        if (!all) {
            BsonDocument projection = new BsonDocument();
            concat(level.ownerFields(), fields).forEach(field -> projection.put(field, Documents.ONE));
            projection.putIfAbsent(ID, Documents.ZERO);
            level.add(of("$project", projection));
        }
        return command(find, level.ownerFields(), fields, null);
    }

    private List<String> columnFields() {
        return select.columns().stream()
                .map(column -> level.field(value(column)))
                .toList();
    }

    private static String names(List<BsonDocument> stages) {
        return stages.stream().map(stage -> stage.getFirstKey() + " ").collect(Collectors.joining());
    }

    private ReadCommand computed() {
        project(columnFields(), level.ownerFields());
        return command(false, keys, columns, null);
    }

    private void project(List<String> fields, List<String> owners) {
        BsonDocument projection = of(ID, Documents.ZERO);
        projection.putAll(values(keys, owners));
        projection.putAll(values(columns, fields));
        level.add(of("$project", projection));
    }

    private ReadCommand distinct() {
        once(columnFields(), level.ownerFields());
        return command(false, keys, columns, null);
    }

    /** Each combination of values once, in the order of some of them. */
    private void once(List<String> fields, List<String> owners) {
        BsonDocument id = values(keys, owners);
        id.putAll(values(columns, fields));
        level.add(of("$group", of(ID, id)));
        project(Documents.inId(columns), Documents.inId(keys));
        Orders.sort(level, order(), this::column);
    }

    private String column(Expression by) {
        int column = select.columns().indexOf(by);
        if (column < 0) {
            throw new IllegalArgumentException(select.label() + ": distinct values are ordered by "
                    + (by instanceof RowValue value ? value.describe() : by)
                    + ", which is not among them; order by one of them");
        }
        return columns.get(column);
    }

    private ReadCommand grouped() {
        List<String> groups = numbered("g", select.groupBy().size());
        GroupStages wanted = new GroupStages(rendering, select);
        Groups values = new Groups(level, wanted.select(), groups, concat(columns, wanted.hidden()));
        BsonDocument id = values(keys, level.ownerFields());
        for (int i = 0; i < groups.size(); i++) {
            id.put(groups.get(i), Documents.value(level.field(select.groupBy().get(i))));
        }
        BsonDocument group = of(ID, id.isEmpty() ? BsonNull.VALUE : id);
        group.putAll(values.accumulators());
        level.add(of("$group", group));
        Orders.sort(
                level,
                wanted.ordered() ? List.of() : order(),
                by -> "_id." + groups.get(select.groupBy().indexOf((RowValue) by)));
        BsonDocument projection = of(ID, Documents.ZERO);
        projection.putAll(values(keys, Documents.inId(keys)));
        projection.putAll(values.projection());
        wanted.zeros(projection);
        level.add(of("$project", projection));
        wanted.add(level);
        if (select.distinct() && !groups.isEmpty() && repeats(select.groupBy())) {
            once(columns, keys);
        }
        return command(false, keys, columns, groups.isEmpty() ? values.overNothing() : null);
    }

    /** A group has no one value of anything else to be ordered by. */
    private List<Ordering> order() {
        return aggregated(select)
                ? select.query().order().stream()
                        .filter(term -> term.by() instanceof RowValue value
                                && select.groupBy().contains(value))
                        .toList()
                : select.query().order();
    }

    private ReadCommand command(
            boolean find, List<String> keys, List<String> fields, @Nullable List<@Nullable Object> whenNone) {
        List<AnswerField> answered = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            answered.add(new AnswerField(fields.get(i), type(select.columns().get(i))));
        }
        return new ReadCommand(level.collection(), find, level.stages(), keys, answered, false, whenNone);
    }

    private static RowValue value(Expression column) {
        return column instanceof SortKey key ? key.value() : (RowValue) column;
    }

    private BsonMapping type(Expression column) {
        if (column instanceof SortKey key) {
            return sortKey(key);
        }
        return column instanceof Aggregate aggregate
                ? ComputedFields.type(rendering, aggregate)
                : ComputedFields.type(rendering, (RowValue) column);
    }

    private BsonMapping sortKey(SortKey key) {
        if (key.value() instanceof Path path) {
            SortKeyConditions.check(select.label(), path.attribute());
        }
        return BsonMapping.sortKey(key.value().describe());
    }
}
