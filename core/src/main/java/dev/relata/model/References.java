package dev.relata.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
     * @param explicit whether the action was given
     * @param link whether its rows are links
     */
    private record Said(Reference reference, boolean explicit, boolean link) {}

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
        said.putIfAbsent(place(reference), new Said(reference, false, true));
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
            case MANY_TO_ONE, ONE_TO_ONE ->
                add(reference(relationship, relationship.association()), relationship.structure.onDelete);
            case HAS_ONE, ONE_TO_MANY, MANY_TO_MANY, MANY_TO_MANY_THROUGH -> {}
        }
    }

    private void toMany(RelationshipType<?, ?> relationship) {
        switch (relationship.kind()) {
            case HAS_ONE, ONE_TO_MANY -> {
                Reference reference =
                        reference(relationship, relationship.association().flip());
                said.putIfAbsent(place(reference), new Said(reference, false, false));
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

    private void add(Reference reference, @Nullable OnDelete given) {
        String place = place(reference);
        Said known = said.get(place);
        Said merged = new Said(reference, given != null, false);
        if (known != null && known.link()) {
            merged = ofLink(known, reference, given);
        } else if (known != null) {
            merged = merged(known, merged);
        }
        said.put(place, merged);
    }

    /** Links go with either end; only who deletes them may be chosen. */
    private Said ofLink(Said link, Reference reference, @Nullable OnDelete given) {
        if (given != null && given != OnDelete.CASCADE && given != OnDelete.DB_CASCADE) {
            errors.add(reference.name() + " is onDelete(" + given + "), but its records are the links of "
                    + link.reference().name() + ", which go with either end: drop it, or choose CASCADE or DB_CASCADE");
        }
        OnDelete action = given == OnDelete.DB_CASCADE ? given : OnDelete.CASCADE;
        Reference merged = new Reference(
                reference.name(),
                reference.child(),
                reference.key(),
                reference.parent(),
                reference.parentKey(),
                action,
                List.of(),
                OnUpdate.CASCADE,
                false);
        return new Said(merged, true, true);
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

    /** Two sides of one junction resolve to types of their own, so a key is known by its columns. */
    private static String place(Reference reference) {
        return Stream.of(reference.key(), reference.parentKey())
                .map(attributes -> attributes.stream().map(Attribute::column).toList())
                .toList()
                .toString()
                .concat(reference.child().table() + " → " + reference.parent().table());
    }
}
