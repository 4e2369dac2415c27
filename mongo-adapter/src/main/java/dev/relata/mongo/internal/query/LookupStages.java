package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.array;
import static dev.relata.mongo.internal.command.Documents.numbered;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.text;
import static dev.relata.mongo.internal.command.Documents.value;
import static dev.relata.mongo.internal.command.Documents.values;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.IdArray;
import dev.relata.metamodel.Junction;
import dev.relata.mongo.internal.command.Documents;
import dev.relata.mongo.internal.command.Fields;
import dev.relata.spi.Query;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;

/** Stages that bring documents of another collection. Stateless. */
final class LookupStages {

    private static final String TARGET = "_t";
    private static final String OWNER = "_k";

    /** The field of a document's place among those of its owner. */
    static final String POSITION = "_o";

    private LookupStages() {}

    /** The documents of a type whose key equals some local fields, as an array. */
    static BsonDocument byKey(
            Rendering rendering, EntityType<?> type, List<Attribute> key, List<String> local, String as) {
        boolean plain = key.size() == 1 && !Fields.optional(type, key.get(0));
        if (plain) {
            BsonDocument lookup = of("from", text(type.table()))
                    .append("localField", text(local.get(0)))
                    .append("foreignField", text(Fields.of(type, key.get(0))))
                    .append("as", text(as));
            return of("$lookup", lookup);
        }
        List<String> variables = numbered("k", key.size());
        BsonDocument match = of("$match", KeyConditions.variables(variables).on(rendering, type, key));
        return pipeline(type.table(), variables, local, List.of(match), as);
    }

    /** The documents that a pipeline gives for some local fields, as an array. */
    static BsonDocument pipeline(
            String from, List<String> variables, List<String> local, List<BsonDocument> pipeline, String as) {
        BsonDocument lookup = of("from", text(from))
                .append("let", variables(variables, local))
                .append("pipeline", array(pipeline))
                .append("as", text(as));
        return of("$lookup", lookup);
    }

    /** A field that may be missing is null in a variable: not every server takes a variable without a value. */
    private static BsonDocument variables(List<String> names, List<String> local) {
        BsonDocument variables = new BsonDocument();
        for (int i = 0; i < names.size(); i++) {
            boolean always = local.get(i).startsWith("_id");
            variables.put(
                    names.get(i),
                    always ? value(local.get(i)) : of("$ifNull", array(value(local.get(i)), BsonNull.VALUE)));
        }
        return variables;
    }

    /** The first of an array in its place; where it is empty there is nothing. */
    static BsonDocument first(String array) {
        return of("$addFields", of(array, of("$arrayElemAt", array(value(array), Documents.ZERO))));
    }

    /** Where the rows of an owner begin: in their own collection, or in that of the links to them. */
    static StageLevel start(Rendering rendering, OwnerCondition owner) {
        Junction junction = owner.association().junction();
        IdArray array = IdArrayReads.keeping(junction);
        if (junction != null && array != null) {
            return IdArrayReads.start(rendering, owner, junction, array);
        }
        EntityType<?> target = owner.association().target();
        if (junction != null) {
            return throughLinks(rendering, owner, junction);
        }
        List<Attribute> key = owner.association().targetKey();
        StageLevel level = new StageLevel(
                rendering, target, Fields.collection(target), owner.kept() ? Fields.of(target, key) : List.of());
        level.matchEnd(key, owner.condition());
        return level;
    }

    private static StageLevel throughLinks(Rendering rendering, OwnerCondition owner, Junction junction) {
        List<String> targets = Fields.of(junction.end(), junction.targetColumns());
        List<String> names = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        List<String> owners =
                owner.kept() ? numbered(OWNER, junction.ownerColumns().size()) : List.of();
        if (owner.kept()) {
            names.addAll(owners);
            fields.addAll(Fields.of(junction.type(), junction.ownerColumns()));
        }
        Attribute position = junction.position();
        if (position != null) {
            names.add(POSITION);
            fields.add(Fields.of(junction.type(), position));
        }
        StageLevel level = new StageLevel(
                rendering, owner.association().target(), junction.type().table(), owners);
        level.match(owner.condition().on(rendering, junction.type(), junction.ownerColumns()));
        if (position != null) {
            level.positionedIn(owner.association());
        }
        if (!junction.steps().isEmpty()) {
            follow(level, junction.steps(), names, fields);
            fields = names;
        }
        if (position == null && repeats(junction)) {
            // A join record may link one pair many times, and a target counts once.
            List<String> grouped = numbered("t", targets.size());
            BsonDocument id = values(names, fields);
            id.putAll(values(grouped, targets));
            level.add(of("$group", of("_id", id)));
            fields = Documents.inId(names);
            targets = Documents.inId(grouped);
        }
        List<Attribute> key = owner.association().targetKey();
        level.add(byKey(rendering, owner.association().target(), key, targets, TARGET));
        level.add(of("$unwind", value(TARGET)));
        level.add(becomes(TARGET, names, fields));
        return level;
    }

    /** Links without a record are one for each pair, by their id; others may be more. */
    private static boolean repeats(Junction junction) {
        return junction.hasRecord() || !junction.steps().isEmpty();
    }

    /** Goes on from links to the rows that they lead to, which keep some fields of the links. */
    static void follow(StageLevel level, List<Association> steps, List<String> names, List<String> fields) {
        List<String> kept = fields;
        for (Association step : steps) {
            List<String> local = Fields.of(step.source(), step.sourceKey());
            level.add(byKey(level.rendering(), step.target(), step.targetKey(), local, TARGET));
            level.add(of("$unwind", value(TARGET)));
            level.add(becomes(TARGET, names, kept));
            kept = names;
        }
    }

    /** A sub-document takes the place of the document, with some of its fields besides. */
    static BsonDocument becomes(String part, List<String> names, List<String> fields) {
        BsonValue root = names.isEmpty() ? value(part) : of("$mergeObjects", array(value(part), values(names, fields)));
        return of("$replaceRoot", of("newRoot", root));
    }

    /**
     * The rows of each of many owners under a bound that counts per owner: the keys that have rows, and for each what the
     * query gives. It stays one command, and what it holds is bounded too.
     */
    static StageLevel perOwner(Rendering rendering, Query query, OwnerCondition owners) {
        Junction junction = owners.association().junction();
        boolean byArray = IdArrayReads.keeping(junction) != null;
        EntityType<?> links = junction == null ? owners.association().target() : junction.type();
        List<Attribute> key = junction == null ? owners.association().targetKey() : junction.ownerColumns();
        if (byArray) {
            links = owners.association().source();
            key = owners.association().sourceKey();
        }
        List<String> names = numbered(OWNER, key.size());
        List<String> variables = numbered("k", key.size());
        StageLevel one = StageLevel.of(rendering, query, OwnerCondition.ofVariables(owners.association(), variables));
        StageLevel all = new StageLevel(rendering, query.type(), links.table(), names, one);
        all.match(owners.condition().on(rendering, links, key));
        all.add(of("$group", of("_id", values(names, Fields.of(links, key)))));
        List<String> grouped = Documents.inId(names);
        all.add(pipeline(one.collection(), variables, grouped, one.stages(), TARGET));
        all.add(of("$unwind", value(TARGET)));
        all.add(becomes(TARGET, names, grouped));
        return all;
    }
}
