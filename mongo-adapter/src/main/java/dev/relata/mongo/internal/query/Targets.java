package dev.relata.mongo.internal.query;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Operator;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bson.BsonDocument;

/** Finds out which documents a write is for. Stateless. */
final class Targets {

    private Targets() {}

    static RowTarget of(Rendering rendering, Query query) {
        Parts parts = Parts.of(query.filter());
        boolean rows = query.type().idArray().isEmpty();
        boolean table = rows && query.source() instanceof Query.Table && !query.bounded();
        boolean single = table && single(query.type(), parts) || Long.valueOf(1).equals(query.limit());
        String collection = query.type().table();
        if (table && parts.others().isEmpty()) {
            StageLevel level = new StageLevel(rendering, query.type(), collection, List.of());
            return new RowTarget(new Filters(level).all(parts.plain()), collection, List.of(), single);
        }
        StageLevel level = StageLevel.of(rendering, query.bounded() ? query : query.orderBy(List.of()), null);
        level.add(Documents.of("$project", Documents.of("_id", Documents.ONE)));
        return new RowTarget(new BsonDocument(), level.collection(), level.stages(), single);
    }

    /** Whether the restriction gives one value to every component of the id, or of a unique key. */
    private static boolean single(EntityType<?> type, Parts parts) {
        Set<String> given = new HashSet<>();
        for (Predicate part : parts.plain()) {
            if (part instanceof Predicate.KeyIn keys && keys.keys().size() == 1) {
                keys.attributes().forEach(attribute -> given.add(attribute.name()));
            } else if (part instanceof Predicate.Comparison comparison && givesOne(comparison)) {
                given.add(comparison.path().attribute().name());
            } else if (part instanceof Predicate.OwnedBy owned
                    && owned.association().junction() == null) {
                owned.association().targetKey().forEach(attribute -> given.add(attribute.name()));
            }
        }
        return covers(given, type.id()) || type.uniqueKeys().stream().anyMatch(key -> covers(given, key));
    }

    private static boolean givesOne(Predicate.Comparison comparison) {
        boolean equal = comparison.operator() == Operator.EQ || comparison.operator() == Operator.IN;
        return equal && comparison.operands().size() == 1 && !comparison.ignoreCase();
    }

    private static boolean covers(Set<String> given, List<Attribute> key) {
        return key.stream().map(Attribute::name).allMatch(given::contains);
    }
}
