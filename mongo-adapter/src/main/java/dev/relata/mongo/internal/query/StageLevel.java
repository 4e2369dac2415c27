package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.number;
import static dev.relata.mongo.internal.command.Documents.numbered;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.IdArray;
import dev.relata.metamodel.Junction;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.RowValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** The rows of a query as stages over one collection, while they are put together. Not thread-safe. */
final class StageLevel {

    private final Rendering rendering;
    private final EntityType<?> type;
    private final String collection;
    private final List<String> ownerFields;
    private final List<BsonDocument> stages = new ArrayList<>();
    private final Map<List<Association>, String> joined = new HashMap<>();
    private final Map<RowValue, String> computed = new HashMap<>();
    private @Nullable Association positioned;
    private boolean unwound;

    StageLevel(Rendering rendering, EntityType<?> type, String collection, List<String> ownerFields) {
        this.rendering = rendering;
        this.type = type;
        this.collection = collection;
        this.ownerFields = ownerFields;
    }

    /** One whose documents are those of another level. */
    StageLevel(
            Rendering rendering,
            EntityType<?> type,
            String collection,
            List<String> ownerFields,
            StageLevel documents) {
        this(rendering, type, collection, ownerFields);
        joined.putAll(documents.joined);
        computed.putAll(documents.computed);
        positioned = documents.positioned;
        unwound = documents.unwound;
    }

    /** The rows of a query, whose innermost source may be restricted to those of an owner. */
    static StageLevel of(Rendering rendering, Query query, @Nullable OwnerCondition owner) {
        SplitConditions parts = SplitConditions.of(query.filter());
        StageLevel level;
        if (query.source() instanceof Query.Derived derived) {
            level = of(rendering, derived.query(), owner);
        } else if (owner != null) {
            level = source(rendering, owner, parts);
        } else {
            level = source(rendering, query, parts);
        }
        level.filter(parts);
        Orders.sort(level, query.order());
        level.bounds(query);
        return level;
    }

    /** For each document that is looked at the tree is the same, and is followed once where it comes first. */
    private static StageLevel source(Rendering rendering, OwnerCondition owner, SplitConditions parts) {
        boolean tree = owner.variable() && owner.association().junction() == null;
        Predicate.Below below = tree ? parts.takeBelow() : null;
        if (below == null) {
            return LookupStages.start(rendering, owner);
        }
        List<Attribute> key = owner.association().targetKey();
        return TreeStages.below(rendering, below, key, numbered("k", key.size()));
    }

    private static StageLevel source(Rendering rendering, Query query, SplitConditions parts) {
        Predicate.OwnedBy owned = parts.takeOwner();
        if (owned != null) {
            return LookupStages.start(rendering, OwnerCondition.of(owned.association(), owned.key()));
        }
        Predicate.Below below = parts.takeBelow();
        return below == null
                ? new StageLevel(rendering, query.type(), Fields.collection(query.type()), List.of())
                : TreeStages.below(rendering, below);
    }

    Rendering rendering() {
        return rendering;
    }

    EntityType<?> type() {
        return type;
    }

    String collection() {
        return collection;
    }

    List<BsonDocument> stages() {
        return stages;
    }

    /** The fields that hold the key of the owner of a row, where the rows of several owners are read. */
    List<String> ownerFields() {
        return ownerFields;
    }

    /** Documents say their place among those of their owner. */
    void positionedIn(Association owners) {
        positioned = owners;
    }

    void add(BsonDocument stage) {
        stages.add(stage);
    }

    void match(BsonDocument condition) {
        if (!condition.isEmpty()) {
            add(Documents.of("$match", condition));
        }
    }

    /** What the documents hold already comes first: an index may serve it, and lookups follow for what is left. */
    private void filter(SplitConditions parts) {
        IdArray array = type.idArray().orElse(null);
        if (array != null && !unwound) {
            match(new Filters(this).all(parts.takeKnown(type)));
            unwind(array);
        }
        match(new Filters(this).all(parts.plain()));
        match(new Filters(this).all(parts.others()));
    }

    private void unwind(IdArray array) {
        add(IdArrayReads.unwind(array));
        unwound = true;
    }

    /** Restricts links by one of their ends; those in arrays by the other end only once they are taken apart. */
    void matchEnd(List<Attribute> key, KeyConditions.KeyCondition condition) {
        IdArray array = type.idArray().orElse(null);
        if (array != null && !unwound && !IdArrayReads.known(type, key)) {
            unwind(array);
        }
        match(condition.on(rendering, type, key));
    }

    private void bounds(Query query) {
        if (query.offset() > 0) {
            add(Documents.of("$skip", number(query.offset())));
        }
        Long limit = query.limit();
        if (limit != null && limit == 0) {
            match(Filters.NONE); // a limit of 0 means none to MongoDB
        } else if (limit != null) {
            add(Documents.of("$limit", number(limit)));
        }
    }

    /** The field of a value of a row, which is computed before where it is none of the documents. */
    String field(RowValue value) {
        if (value instanceof Path path) {
            return field(path);
        }
        String known = computed.get(value);
        if (known == null) {
            known = ComputedFields.add(this, value);
            computed.put(value, known);
        }
        return known;
    }

    /** The field of a value; looks up the rows on the way to it. */
    String field(Path path) {
        Association owners = positioned;
        if (owners != null && path.isPosition(owners)) {
            return LookupStages.POSITION;
        }
        List<Association> steps = path.steps();
        EntityType<?> end = steps.isEmpty() ? type : steps.get(steps.size() - 1).target();
        String field = Fields.of(end, path.attribute());
        return steps.isEmpty() ? field : document(steps) + "." + field;
    }

    private String document(List<Association> steps) {
        String known = joined.get(steps);
        if (known != null) {
            return known;
        }
        List<Association> before = steps.subList(0, steps.size() - 1);
        String prefix = before.isEmpty() ? "" : document(before) + ".";
        String found = join(prefix, steps.get(steps.size() - 1));
        joined.put(steps, found);
        return found;
    }

    private String join(String prefix, Association step) {
        List<String> local = prefixed(prefix, Fields.of(step.source(), step.sourceKey()));
        Junction junction = step.junction();
        if (junction != null) {
            String link = join(junction.type(), junction.ownerColumns(), local);
            local = prefixed(link + ".", Fields.of(junction.type(), junction.targetColumns()));
        }
        return join(step.target(), step.targetKey(), local);
    }

    private String join(EntityType<?> target, List<Attribute> key, List<String> local) {
        String name = rendering.name("_r");
        add(LookupStages.byKey(rendering, target, key, local, name));
        add(LookupStages.first(name));
        return name;
    }

    private static List<String> prefixed(String prefix, List<String> fields) {
        return fields.stream().map(field -> prefix + field).toList();
    }
}
