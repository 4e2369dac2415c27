package dev.relata.mongo.internal.query;

import static dev.relata.mongo.internal.command.Documents.numbered;
import static dev.relata.mongo.internal.command.Documents.of;
import static dev.relata.mongo.internal.command.Documents.text;
import static dev.relata.mongo.internal.command.Documents.value;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.IdArray;
import dev.relata.metamodel.Junction;
import dev.relata.mongo.internal.command.Fields;
import java.util.List;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** Reads by arrays of ids in the documents of their owners: an index on the field serves them, from either side. Stateless. */
final class IdArrayReads {

    private static final String TARGET = "_t";
    private static final String OWNER = "_k";

    private IdArrayReads() {}

    /** The array that keeps a junction's links, or null for rows of their own. */
    static @Nullable IdArray keeping(@Nullable Junction junction) {
        return junction == null ? null : junction.type().idArray().orElse(null);
    }

    /** Whether an association leads from ids in arrays to the documents that have the arrays. */
    static boolean toOwners(Association association) {
        Junction junction = association.junction();
        IdArray array = keeping(junction);
        return junction != null && array != null && isField(array, junction.ownerColumns());
    }

    private static boolean isField(IdArray array, List<Attribute> key) {
        return key.get(0).column().equals(array.field());
    }

    /** Whether values of a type's attributes are known before arrays are taken apart. */
    static boolean known(EntityType<?> type, List<Attribute> key) {
        return type.idArray().filter(array -> isField(array, key)).isEmpty();
    }

    /** Each id of an array in a document of its own. */
    static BsonDocument unwind(IdArray array) {
        return of("$unwind", value(array.field()));
    }

    /** The rows of an owner: beginning at the owner, or, where the owner is one constant, at the documents that have it. */
    static StageLevel start(Rendering rendering, OwnerCondition owner, Junction junction, IdArray array) {
        Association association = owner.association();
        EntityType<?> target = association.target();
        if (owner.constant() && toOwners(association)) {
            StageLevel level = new StageLevel(rendering, target, target.table(), List.of());
            level.match(owner.condition().on(rendering, target, junction.ownerColumns()));
            return level;
        }
        EntityType<?> source = association.source();
        List<String> names =
                owner.kept() ? numbered(OWNER, association.sourceKey().size()) : List.of();
        List<String> fields = owner.kept() ? Fields.of(source, association.sourceKey()) : List.of();
        StageLevel level = new StageLevel(rendering, target, source.table(), names);
        level.match(owner.condition().on(rendering, source, association.sourceKey()));
        level.add(lookup(association, array));
        level.add(of("$unwind", value(TARGET)));
        level.add(LookupStages.becomes(TARGET, names, fields));
        return level;
    }

    private static BsonDocument lookup(Association association, IdArray array) {
        boolean toOwners = toOwners(association);
        EntityType<?> source = association.source();
        EntityType<?> target = association.target();
        String local = toOwners ? Fields.of(source, association.sourceKey().get(0)) : array.field();
        String foreign = toOwners
                ? array.field()
                : Fields.of(target, association.targetKey().get(0));
        return of(
                "$lookup",
                of("from", text(target.table()))
                        .append("localField", text(local))
                        .append("foreignField", text(foreign))
                        .append("as", text(TARGET)));
    }
}
