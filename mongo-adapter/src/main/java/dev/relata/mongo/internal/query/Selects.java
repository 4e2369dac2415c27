package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.concat;
import static dev.relata.mongo.internal.command.Documents.numbered;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.value;
import static dev.relata.mongo.internal.command.Documents.values;

import dev.relata.mongo.internal.command.AnswerField;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.ReadCommand;
import dev.relata.mongo.internal.value.ValueType;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
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
    private boolean repeats(List<Path> identity) {
        return identity.isEmpty() || !select.columns().containsAll(identity);
    }

    private ReadCommand rows() {
        if (select.distinct()) {
            Orders.sort(level, select.query().order());
        }
        boolean own = select.columns().stream()
                .allMatch(column ->
                        !(column instanceof Aggregate) && path(column).steps().isEmpty());
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
                .map(column -> level.field(path(column)))
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

    private String column(Path path) {
        int column = select.columns().indexOf((Expression) path);
        if (column < 0) {
            throw new IllegalArgumentException(select.label() + ": distinct values are ordered by "
                    + path.attribute().qualifiedName() + ", which is not among them; order by one of them");
        }
        return columns.get(column);
    }

    private ReadCommand grouped() {
        List<String> groups = numbered("g", select.groupBy().size());
        Groups values = new Groups(level, select, groups, columns);
        BsonDocument id = values(keys, level.ownerFields());
        for (int i = 0; i < groups.size(); i++) {
            id.put(groups.get(i), value(level.field(select.groupBy().get(i))));
        }
        BsonDocument group = of(ID, id.isEmpty() ? BsonNull.VALUE : id);
        group.putAll(values.accumulators());
        level.add(of("$group", group));
        Orders.sort(level, order(), path -> "_id." + groups.get(select.groupBy().indexOf(path)));
        BsonDocument projection = of(ID, Documents.ZERO);
        projection.putAll(values(keys, Documents.inId(keys)));
        projection.putAll(values.projection());
        level.add(of("$project", projection));
        if (select.distinct() && !groups.isEmpty() && repeats(select.groupBy())) {
            once(columns, keys);
        }
        return command(false, keys, columns, groups.isEmpty() ? values.overNothing() : null);
    }

    /** A group has no one value of anything else to be ordered by. */
    private List<Ordering> order() {
        return aggregated(select)
                ? select.query().order().stream()
                        .filter(term -> select.groupBy().contains(term.path()))
                        .toList()
                : select.query().order();
    }

    private ReadCommand command(
            boolean find, List<String> keys, List<String> fields, @Nullable List<@Nullable Object> whenNone) {
        List<AnswerField> answered = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            answered.add(new AnswerField(fields.get(i), type(select.columns().get(i))));
        }
        return new ReadCommand(level.collection(), find, level.stages(), keys, answered, whenNone);
    }

    private static Path path(Expression column) {
        return column instanceof SortKey key ? key.path() : (Path) column;
    }

    private ValueType type(Expression column) {
        if (column instanceof SortKey key) {
            SortKeyConditions.check(select.label(), key.path().attribute());
            return ValueType.sortKey(key.path().attribute());
        }
        return column instanceof Aggregate aggregate
                ? Groups.type(rendering, aggregate)
                : rendering.type(((Path) column).attribute());
    }
}
