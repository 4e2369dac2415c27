package dev.relata.metamodel;

import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import dev.relata.model.RelationshipKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Reads from the relationships of a model which key refers to what. Several relationships may speak of one key: a to-one and
 * its other side, views of a relation, a relation through a join record and a to-one of that record.
 */
final class References {

    private final List<String> errors;
    private final Map<String, Said> said = new LinkedHashMap<>();

    /**
     * What is known of one key.
     *
     * @param reference the key, as it was said last
     * @param declared whether a to-one declares it, and not only its other side or a relation through the rows that hold it
     * @param explicit whether the action was given
     * @param link whether its rows are links
     */
    private record Said(Reference reference, boolean declared, boolean explicit, boolean link) {}

    private References(List<String> errors) {
        this.errors = errors;
    }

    /** One for each key, by name; to-ones that say different things of one key are an error. */
    static List<Reference> of(List<RelationshipType<?, ?>> relationships, List<String> errors) {
        References references = new References(errors);
        // Links first, and to-ones before their other sides, which say nothing of their own.
        relationships.forEach(references::links);
        relationships.forEach(references::toOne);
        relationships.forEach(references::toMany);
        return references.said.values().stream().map(Said::reference).toList();
    }

    private void links(RelationshipType<?, ?> relationship) {
        Junction junction = relationship.junction();
        if (junction != null) {
            Association ends = relationship.association();
            link(relationship, junction.type(), junction.ownerColumns(), ends.source(), ends.sourceKey());
            link(relationship, junction.type(), junction.targetColumns(), ends.target(), ends.targetKey());
        }
    }

    private void link(
            RelationshipType<?, ?> relationship,
            EntityType<?> links,
            List<Attribute> key,
            EntityType<?> end,
            List<Attribute> endKey) {
        Reference reference = new Reference(
                relationship.name(), links, key, end, endKey, whenGone(links, key), List.of(), OnUpdate.CASCADE, false);
        said.putIfAbsent(place(reference), new Said(reference, false, false, true));
    }

    /** An array of ids goes with the row that has it, without anybody's doing. */
    private static OnDelete whenGone(EntityType<?> links, List<Attribute> key) {
        boolean inOwner = links.idArray()
                .filter(array -> !key.get(0).column().equals(array.field()))
                .isPresent();
        return inOwner ? OnDelete.DB_CASCADE : OnDelete.CASCADE;
    }

    private void toOne(RelationshipType<?, ?> relationship) {
        switch (relationship.kind()) {
            case MANY_TO_ONE, ONE_TO_ONE -> add(relationship, relationship.association());
            case HAS_ONE, ONE_TO_MANY, MANY_TO_MANY, MANY_TO_MANY_THROUGH -> {}
        }
    }

    /** The other side says something only where it was made from a to-one that is no constant and says it. */
    private void toMany(RelationshipType<?, ?> relationship) {
        switch (relationship.kind()) {
            case HAS_ONE, ONE_TO_MANY -> {
                Association toOne = relationship.association().flip();
                Said known = said.get(place(reference(relationship, toOne)));
                if (known == null || !known.declared() && relationship.mapping.onDelete() != null) {
                    add(relationship, toOne);
                }
            }
            case MANY_TO_ONE, ONE_TO_ONE, MANY_TO_MANY, MANY_TO_MANY_THROUGH -> {}
        }
    }

    private static Reference reference(RelationshipType<?, ?> relationship, Association toOne) {
        return new Reference(
                relationship.name(),
                toOne.source(),
                toOne.sourceKey(),
                toOne.target(),
                toOne.targetKey(),
                relationship.onDelete(),
                relationship.onDeleteDefault(),
                relationship.onUpdate(),
                relationship.kind() == RelationshipKind.ONE_TO_ONE || relationship.kind() == RelationshipKind.HAS_ONE);
    }

    private void add(RelationshipType<?, ?> relationship, Association toOne) {
        Reference reference = reference(relationship, toOne);
        Said known = said.get(place(reference));
        boolean link = known != null && known.link();
        Said more =
                new Said(link ? following(reference) : reference, true, relationship.mapping.onDelete() != null, link);
        said.put(place(reference), known == null || !known.declared() ? more : merged(known, more));
    }

    /** A join record is a row of its own when an end goes, but its keys are those of a link when an end gets another key. */
    private static Reference following(Reference reference) {
        return new Reference(
                reference.name(),
                reference.child(),
                reference.key(),
                reference.parent(),
                reference.parentKey(),
                reference.onDelete(),
                reference.defaults(),
                OnUpdate.CASCADE,
                reference.single());
    }

    private Said merged(Said known, Said more) {
        boolean differ = known.reference().onDelete() != more.reference().onDelete()
                || !known.reference().defaults().equals(more.reference().defaults());
        if (known.explicit() && more.explicit() && differ) {
            errors.add(known.reference().name() + " and " + more.reference().name() + " have one key, but are onDelete("
                    + known.reference().onDelete() + ") and onDelete("
                    + more.reference().onDelete() + "): say the same on both, or nothing on one");
        }
        return more.explicit() && !known.explicit() ? more : known;
    }

    /** Two sides of one junction resolve to types of their own, so a key is known by its columns, in whatever order. */
    private static String place(Reference reference) {
        return IntStream.range(0, reference.key().size())
                .mapToObj(i -> reference.key().get(i).column() + " = "
                        + reference.parentKey().get(i).column())
                .sorted()
                .toList()
                .toString()
                .concat(reference.child().table() + " → " + reference.parent().table());
    }
}
