package dev.relata.internal.link;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.resolve.Ids;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.model.Assignment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes join records of the two keys and the data given beside them.
 *
 * @param owned the owner's relationship
 * @param type the join record's type
 * @param operation what they are made for, for the messages
 */
record JoinRecord<J>(BoundRelationship<?, ?> bound, EntityType<J> type, String operation) {

    private static final int NAMED = 3;

    /**
     * A join record as far as it can be made.
     *
     * @param row the record, or null where something is lacking
     * @param lacking what needs a value and has none
     */
    record Draft<J>(@Nullable J row, List<Attribute> lacking) {}

    private Junction junction() {
        return bound.relationship().junctionOrThrow();
    }

    /** The record that links the owner to a target, at a place where the junction keeps an order. */
    J of(List<Object> target, @Nullable Assignment<J> data, @Nullable Object place) {
        Draft<J> draft = draft(target, data, place);
        if (draft.row() == null) {
            throw lacking(List.of(target), draft.lacking());
        }
        return draft.row();
    }

    /** The same, where a link that is there already may need no record. */
    Draft<J> draft(List<Object> target, @Nullable Assignment<J> data, @Nullable Object place) {
        @Nullable Object[] values = values(target, data, place);
        List<Attribute> unset = type.attributes().stream()
                .filter(attribute -> values[attribute.index()] == null && required(attribute))
                .toList();
        if (unset.isEmpty()) {
            return new Draft<>(type.copy(values), List.of());
        }
        return unset.stream().anyMatch(Attribute::primitive) ? new Draft<>(null, unset) : filled(values, unset);
    }

    /** The record's own constructor may fill in what is not given, or refuse that it is not. */
    private Draft<J> filled(@Nullable Object[] values, List<Attribute> unset) {
        try {
            J row = type.copy(values);
            List<Attribute> left = unset.stream()
                    .filter(attribute -> type.value(row, attribute) == null)
                    .toList();
            return new Draft<>(left.isEmpty() ? row : null, left);
        } catch (RuntimeException e) {
            return new Draft<>(null, unset);
        }
    }

    private static boolean required(Attribute attribute) {
        return attribute.primitive() || !attribute.nullable() && attribute.generation() == Generation.NONE;
    }

    private @Nullable Object[] values(List<Object> target, @Nullable Assignment<J> data, @Nullable Object place) {
        @Nullable Object[] values = new @Nullable Object[type.attributes().size()];
        LinkWriter.fill(values, junction().ownerColumns(), bound.key());
        checkShared(values, target);
        LinkWriter.fill(values, junction().targetColumns(), target);
        given(data).forEach((attribute, value) -> values[attribute.index()] = value);
        Attribute position = junction().position();
        if (position != null) {
            values[position.index()] = place;
        }
        type.version()
                .ifPresent(version ->
                        values[version.index()] = version.valueClass() == Integer.class ? (Object) 0 : (Object) 0L);
        return values;
    }

    /** The data by attribute, in the order given; of two values for one the last counts. */
    Map<Attribute, @Nullable Object> given(@Nullable Assignment<J> data) {
        Map<Attribute, @Nullable Object> given = new LinkedHashMap<>();
        if (data != null) {
            data.parts().forEach(part -> given.put(assigned(part), part.value()));
        }
        return given;
    }

    private Attribute assigned(Assignment.Part<J> part) {
        Attribute attribute = bound.engine().model().attribute(type, part.property());
        if (junction().pair().contains(attribute)) {
            throw new RefusedException(bound.label() + "." + operation + ": " + attribute.qualifiedName()
                    + " is given by the owner and the target; leave it out of the data");
        }
        if (attribute.equals(junction().position()) || attribute.generation() == Generation.VERSION) {
            throw new RefusedException(bound.label() + "." + operation + ": " + attribute.qualifiedName()
                    + " is given by Relata; leave it out of the data, and move(…) the link to another place");
        }
        return attribute;
    }

    /** A column that both keys go by, such as a tenant's, has to be the same in both. */
    private void checkShared(@Nullable Object[] values, List<Object> targetKey) {
        for (int i = 0; i < targetKey.size(); i++) {
            Attribute attribute = junction().targetColumns().get(i);
            Object owners = values[attribute.index()];
            if (owners != null && !owners.equals(targetKey.get(i))) {
                throw new RefusedException(bound.label() + "." + operation + ": "
                        + bound.target().id().get(i).qualifiedName() + " is " + targetKey.get(i) + ", but the owner's "
                        + attribute.qualifiedName() + " is " + owners
                        + ", and one link holds both: link rows that share it");
            }
        }
    }

    /** Why links that are new cannot be made, and the call that makes them. */
    InvalidValueException lacking(List<List<Object>> targets, List<Attribute> attributes) {
        String named = targets.stream()
                .limit(NAMED)
                .map(id -> Ids.describe(bound.target(), id))
                .collect(Collectors.joining(", "));
        String needed = attributes.stream().map(Attribute::qualifiedName).collect(Collectors.joining(" and "));
        return new InvalidValueException(bound.label() + "." + operation + ": a new link to " + named
                + (targets.size() > NAMED ? " … (" + targets.size() + " in all)" : "") + " needs a value of " + needed
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
