package dev.relata.internal.link;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.internal.link.LinkChange.Wanted;
import dev.relata.internal.resolve.AttributeValues;
import dev.relata.internal.resolve.BoundRelationship;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.Attribute.Writability;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.model.Assignment;
import dev.relata.model.Term;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes join records of the two keys and the data given for a link.
 *
 * @param related the owner's row and its related rows
 * @param type the join record's type
 * @param operation the operation's name, for messages
 */
record JoinRecord<J>(RelationshipGuard<?, ?> related, EntityType<J> type, String operation) {

    private static final int NAMED = 3;

    /**
     * A join record as far as it can be made: an existing link may need none.
     *
     * @param id the target's id
     * @param given the data by attribute
     * @param place its place, or null where nothing keeps an order
     * @param row the record, or null where values are lacking
     * @param lacking the attributes that need a value and have none
     */
    record Draft<J>(
            List<Object> id,
            Map<Attribute, @Nullable Object> given,
            @Nullable Object place,
            @Nullable J row,
            List<Attribute> lacking) {

        J complete() {
            return Objects.requireNonNull(row, "what is lacking was refused");
        }
    }

    private BoundRelationship<?, ?> bound() {
        return related.bound();
    }

    private Junction junction() {
        return bound().junction();
    }

    Draft<J> draft(Wanted<J> link, @Nullable Object place) {
        Map<Attribute, @Nullable Object> given = given(link.data());
        @Nullable Object[] values = values(link.id(), given, place);
        List<Attribute> unset = type.attributes().stream()
                .filter(attribute -> values[attribute.index()] == null && required(attribute))
                .toList();
        J row = unset.stream().anyMatch(Attribute::primitive) ? null : made(values, unset);
        List<Attribute> lacking = row == null
                ? unset
                : unset.stream()
                        .filter(attribute -> type.value(row, attribute) == null)
                        .toList();
        return new Draft<>(link.id(), given, place, lacking.isEmpty() ? row : null, lacking);
    }

    /** The record's own constructor may fill in values that are not given, or refuse that they are not. */
    private @Nullable J made(@Nullable Object[] values, List<Attribute> unset) {
        try {
            return type.copy(values);
        } catch (RuntimeException e) {
            if (unset.isEmpty()) {
                throw e;
            }
            return null;
        }
    }

    private static boolean required(Attribute attribute) {
        return attribute.writes() != Writability.NEVER && attribute.primitive()
                || !attribute.nullable() && attribute.generation() == Generation.NONE;
    }

    private @Nullable Object[] values(
            List<Object> target, Map<Attribute, @Nullable Object> given, @Nullable Object place) {
        @Nullable Object[] values = new @Nullable Object[type.attributes().size()];
        PairLinks.fill(values, junction().ownerColumns(), bound().key());
        PairLinks.checkShared(bound(), operation, target);
        PairLinks.fill(values, junction().targetColumns(), target);
        given.forEach((attribute, value) -> values[attribute.index()] = value);
        Attribute position = junction().position();
        if (position != null) {
            values[position.index()] = place;
        }
        type.version()
                .filter(Attribute::counts)
                .ifPresent(version -> values[version.index()] =
                        type.firstVersion(version.valueClass() == Integer.class ? (Object) 0 : (Object) 0L));
        return values;
    }

    /** The data by attribute, in the order given; of two values for one the last counts. */
    Map<Attribute, @Nullable Object> given(@Nullable Assignment<J> data) {
        Map<Attribute, @Nullable Object> given = new LinkedHashMap<>();
        if (data != null) {
            for (Assignment.Part<J> part : data.parts()) {
                Attribute attribute = assigned(part);
                given.put(attribute, AttributeValues.stored(attribute, given(part)));
            }
        }
        return given;
    }

    /** A link may be new, and then has nothing yet that a store could work with. */
    private @Nullable Object given(Assignment.Part<J> part) {
        if (part.to() instanceof Term.Constant<J> constant) {
            return constant.value();
        }
        throw new RefusedException(bound().label() + "." + operation
                + ": the data of a link are values that are given, by set(property, value) or to(value); links that are"
                + " there are changed by what they hold with links().update(…)");
    }

    private Attribute assigned(Assignment.Part<J> part) {
        Attribute attribute = bound().filters().attribute(type, part.property());
        if (junction().pair().contains(attribute)) {
            throw new RefusedException(bound().label() + "." + operation + ": " + attribute.qualifiedName()
                    + " is given by the owner and the target; leave it out of the data");
        }
        if (attribute.equals(junction().position()) || attribute.generation() == Generation.VERSION) {
            throw new RefusedException(bound().label() + "." + operation + ": " + attribute.qualifiedName()
                    + " is given by Relata; leave it out of the data, and move(…) the link to another place");
        }
        if (attribute.writes() == Writability.NEVER) {
            throw new RefusedException(bound().label() + "." + operation + ": " + attribute.qualifiedName()
                    + " is only read; leave it out of the data");
        }
        return attribute;
    }

    /** The error for new links that cannot be made, with the call that makes them. */
    InvalidValueException lacking(List<Draft<J>> drafts) {
        List<Attribute> attributes = drafts.stream()
                .flatMap(draft -> draft.lacking().stream())
                .distinct()
                .toList();
        String named = drafts.stream()
                .limit(NAMED)
                .map(draft -> Ids.describe(bound().target(), draft.id()))
                .collect(Collectors.joining(", "));
        String needed = attributes.stream().map(Attribute::qualifiedName).collect(Collectors.joining(" and "));
        return new InvalidValueException(bound().label() + "." + operation + ": a new link to " + named
                + (drafts.size() > NAMED ? " … (" + drafts.size() + " in all)" : "") + " needs a value of " + needed
                + ", nothing was written; give the data with the link, " + call(data(attributes)));
    }

    private String data(List<Attribute> attributes) {
        return attributes.stream()
                .map(attribute -> type.name() + "::" + attribute.name() + ", …")
                .collect(Collectors.joining(").and(", "set(", ")"));
    }

    private String call(String data) {
        return switch (operation) {
            case "add", "put" -> operation + "(target, " + data + ")";
            case "addLinks", "putLinks" -> "new Link<>(target, " + data + ")";
            case "addLinksById", "putLinksById" -> "new Link<>(id, " + data + ")";
            case "addIds", "putIds", "setIds" -> operation + "(Map.of(id, " + data + "))";
            default -> operation + "(Map.of(target, " + data + "))";
        };
    }
}
