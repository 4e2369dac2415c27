package dev.relata.metamodel;

import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The keys by which rows of a model refer to rows. Several relationships may go by one key: a to-one and its other side, views
 * of a relation, a relation through a join record and a to-one of that record.
 */
final class References {

    private final Map<String, DeclaredReference> byPlace = new LinkedHashMap<>();

    /**
     * A key as the relationships that were read so far declare it.
     *
     * @param reference the key
     * @param own whether a to-one or its other side declares it, and not only a relation by links
     * @param explicit whether the action was given
     * @param links whether the rows that hold it are links
     */
    private record DeclaredReference(Reference reference, boolean own, boolean explicit, boolean links) {}

    private References() {}

    /** Reads the keys of all relationships; adds an error where two of them declare different actions of one key. */
    static References of(List<RelationshipType<?, ?>> relationships, List<String> errors) {
        References references = new References();
        // Links first, and to-ones before their other sides, which repeat them.
        relationships.stream().filter(links -> links.kind().linked()).forEach(references::addLinks);
        relationships.stream()
                .filter(toOne -> toOne.kind().keyOnOwner())
                .forEach(toOne -> references.add(toOne, errors));
        relationships.stream()
                .filter(other -> other.kind().keyOnTarget())
                .filter(references::declaresMore)
                .forEach(other -> references.add(other, errors));
        return references;
    }

    /** Returns all keys, those of links first. */
    List<Reference> all() {
        return byPlace.values().stream().map(DeclaredReference::reference).toList();
    }

    /** Returns the keys that a relationship goes by; of links first the one that refers to the owner. */
    List<Reference> of(RelationshipType<?, ?> relationship) {
        return keys(relationship)
                .map(key -> byPlace.get(place(key)))
                .flatMap(Stream::ofNullable)
                .map(DeclaredReference::reference)
                .toList();
    }

    private static Stream<Association> keys(RelationshipType<?, ?> relationship) {
        Association ends = relationship.association();
        Junction junction = ends.junction();
        return junction == null
                ? Stream.of(relationship.foreignKey())
                : Stream.of(
                        Association.of(junction.type(), junction.ownerColumns(), ends.source(), ends.sourceKey()),
                        Association.of(junction.type(), junction.targetColumns(), ends.target(), ends.targetKey()));
    }

    private void addLinks(RelationshipType<?, ?> links) {
        keys(links).forEach(key -> {
            Reference reference = new Reference(
                    links.name(),
                    key.source(),
                    key.sourceKey(),
                    key.target(),
                    key.targetKey(),
                    onDeleteOfEnd(key),
                    List.of(),
                    OnUpdate.CASCADE,
                    false);
            byPlace.putIfAbsent(place(key), new DeclaredReference(reference, false, false, true));
        });
    }

    /** An array of ids is deleted with the row that holds it, without a statement of its own. */
    private static OnDelete onDeleteOfEnd(Association key) {
        boolean inOwner = key.source()
                .idArray()
                .filter(array -> !key.sourceKey().get(0).column().equals(array.field()))
                .isPresent();
        return inOwner ? OnDelete.DB_CASCADE : OnDelete.CASCADE;
    }

    /** The other side adds to a to-one only where it was made from a to-one that is no constant and gives an action. */
    private boolean declaresMore(RelationshipType<?, ?> otherSide) {
        DeclaredReference known = byPlace.get(place(otherSide.foreignKey()));
        return known == null || !known.own() && otherSide.mapping.onDelete() != null;
    }

    private void add(RelationshipType<?, ?> relationship, List<String> errors) {
        Association key = relationship.foreignKey();
        DeclaredReference known = byPlace.get(place(key));
        boolean links = known != null && known.links();
        Reference reference = new Reference(
                relationship.name(),
                key.source(),
                key.sourceKey(),
                key.target(),
                key.targetKey(),
                relationship.onDelete(),
                relationship.onDeleteDefault(),
                // A join record is a row of its own when an end goes, but its keys are a link's when an end gets
                // another key.
                links ? OnUpdate.CASCADE : relationship.onUpdate(),
                relationship.kind().uniqueKey());
        DeclaredReference more = new DeclaredReference(reference, true, relationship.mapping.onDelete() != null, links);
        byPlace.put(place(key), known == null || !known.own() ? more : merged(known, more, errors));
    }

    private static DeclaredReference merged(DeclaredReference known, DeclaredReference more, List<String> errors) {
        Reference one = known.reference();
        Reference other = more.reference();
        boolean differ = one.onDelete() != other.onDelete() || !one.defaults().equals(other.defaults());
        if (known.explicit() && more.explicit() && differ) {
            errors.add(one.name() + " and " + other.name() + " have one key, but are onDelete(" + one.onDelete()
                    + ") and onDelete(" + other.onDelete() + "): say the same on both, or nothing on one");
        }
        return more.explicit() && !known.explicit() ? more : known;
    }

    /** Two sides of one junction resolve to types of their own, so a key is known by its columns, in any order. */
    private static String place(Association key) {
        return IntStream.range(0, key.sourceKey().size())
                .mapToObj(i -> key.sourceKey().get(i).column() + " = "
                        + key.targetKey().get(i).column())
                .sorted()
                .toList()
                .toString()
                .concat(place(key.source()) + " → " + place(key.target()));
    }

    /** A type that is only read may have its table in common with another one, and no key. */
    private static String place(EntityType<?> type) {
        return type.readOnly() ? type.table() + " as " + type.name() : type.table();
    }
}
