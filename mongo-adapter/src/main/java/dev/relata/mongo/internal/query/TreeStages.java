package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.text;
import static dev.relata.mongo.internal.command.Documents.value;

import dev.relata.error.RefusedException;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.spi.Predicate;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonNull;

/** Stages that follow a key of documents to others of their collection. Stateless. */
final class TreeStages {

    private static final String REACHED = "_t";

    private TreeStages() {}

    /** The documents below another one: $graphLookup goes to each of them once, whatever circles there are. */
    static StageLevel below(Rendering rendering, Predicate.Below below) {
        return below(rendering, below, new BsonDocument());
    }

    /** The one below whose key is in variables, if there is one; nothing before it depends on these. */
    static StageLevel below(Rendering rendering, Predicate.Below below, List<Attribute> key, List<String> variables) {
        EntityType<?> type = below.association().source();
        return below(
                rendering,
                below,
                KeyConditions.variables(variables, REACHED + ".").on(rendering, type, key));
    }

    private static StageLevel below(Rendering rendering, Predicate.Below below, BsonDocument condition) {
        EntityType<?> type = below.association().source();
        BsonDocument root = KeyConditions.equal(rendering, type, type.id(), below.root());
        StageLevel level = new StageLevel(rendering, type, Fields.collection(type), List.of());
        level.match(root);
        level.add(of("$graphLookup", lookup(rendering, below)));
        level.add(of("$unwind", value(REACHED)));
        level.match(condition);
        level.add(LookupStages.becomes(REACHED, List.of(), List.of()));
        level.match(of("$nor", array(root)));
        return level;
    }

    private static BsonDocument lookup(Rendering rendering, Predicate.Below below) {
        Association down = below.association();
        String from = field(down.source(), down.sourceKey());
        BsonDocument lookup = of("from", text(Fields.collection(down.source())))
                .append("startWith", value(from))
                .append("connectFromField", text(from))
                .append("connectToField", text(field(down.source(), down.targetKey())))
                .append("as", text(REACHED));
        if (below.depth() != null) {
            lookup.append("maxDepth", new BsonInt32(below.depth() - 1));
        }
        BsonDocument filter = filter(rendering, below);
        return filter.isEmpty() ? lookup : lookup.append("restrictSearchWithMatch", filter);
    }

    /** $graphLookup compares one field. */
    private static String field(EntityType<?> type, List<Attribute> key) {
        if (key.size() > 1) {
            throw new RefusedException("whereUnder: " + type.name() + " goes by a key of " + key.size()
                    + " components, and MongoDB follows one field only: give it an id and a key of one component, or fetch"
                    + " the rows with a Recursion");
        }
        return Fields.of(type, key.get(0));
    }

    /** A row whose key is missing lies below none, also where the key that it would refer to is missing. */
    private static BsonDocument filter(Rendering rendering, Predicate.Below below) {
        Association down = below.association();
        StageLevel level = new StageLevel(rendering, down.source(), Fields.collection(down.source()), List.of());
        BsonDocument filter = below.filter().equals(Predicate.TRUE)
                ? new BsonDocument()
                : new Filters(level).all(List.of(below.filter()));
        if (!level.stages().isEmpty()) {
            throw new RefusedException(
                    "whereUnder: the relation of " + down.source().name()
                            + " to itself has a filter on related rows, which MongoDB does not look at on the way: give it without"
                            + " the filter");
        }
        if (Fields.optional(down.source(), down.sourceKey().get(0))) {
            filter.append(field(down.source(), down.targetKey()), of("$ne", BsonNull.VALUE));
        }
        return filter;
    }
}
