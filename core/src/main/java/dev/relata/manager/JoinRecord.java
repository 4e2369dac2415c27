package dev.relata.manager;

import dev.relata.engine.Owned;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.model.Assignment;
import dev.relata.model.Attribute;
import dev.relata.model.Attribute.Generation;
import dev.relata.model.EntityType;
import dev.relata.model.Junction;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes join records of the two keys and the data given beside them.
 *
 * @param owned the owner's relationship
 * @param type the join record's type
 * @param operation what they are made for, for the messages
 */
record JoinRecord<J>(Owned<?, ?> owned, EntityType<J> type, String operation) {

    private Junction junction() {
        return owned.relationship().junctionOrThrow();
    }

    /** The record that links the owner to a target, at a place where the junction keeps an order. */
    J of(List<Object> target, @Nullable Assignment<J> data, @Nullable Object place) {
        @Nullable Object[] values = new @Nullable Object[type.attributes().size()];
        LinkWriter.fill(values, junction().ownerColumns(), owned.key());
        checkShared(values, target);
        LinkWriter.fill(values, junction().targetColumns(), target);
        if (data != null) {
            data.parts().forEach(part -> assign(values, part));
        }
        Attribute position = junction().position();
        if (position != null) {
            values[position.index()] = place;
        }
        type.version()
                .ifPresent(version ->
                        values[version.index()] = version.valueClass() == Integer.class ? (Object) 0 : (Object) 0L);
        checkPrimitives(values);
        return type.instantiate(values);
    }

    private void assign(@Nullable Object[] values, Assignment.Part<J> part) {
        Attribute attribute = owned.engine().model().attribute(type, part.property());
        if (junction().pair().contains(attribute)) {
            throw new RefusedException(owned.label() + "." + operation + ": " + attribute.qualifiedName()
                    + " is given by the owner and the target; leave it out of the data");
        }
        if (attribute.equals(junction().position()) || attribute.generation() == Generation.VERSION) {
            throw new RefusedException(owned.label() + "." + operation + ": " + attribute.qualifiedName()
                    + " is given by Relata; leave it out of the data, and move(…) the link to another place");
        }
        values[attribute.index()] = part.value();
    }

    /** A column that both keys go by, such as a tenant's, has to be the same in both. */
    private void checkShared(@Nullable Object[] values, List<Object> targetKey) {
        for (int i = 0; i < targetKey.size(); i++) {
            Attribute attribute = junction().targetColumns().get(i);
            Object owners = values[attribute.index()];
            if (owners != null && !owners.equals(targetKey.get(i))) {
                throw new RefusedException(owned.label() + "." + operation + ": "
                        + owned.target().id().get(i).qualifiedName() + " is " + targetKey.get(i) + ", but the owner's "
                        + attribute.qualifiedName() + " is " + owners
                        + ", and one link holds both: link rows that share it");
            }
        }
    }

    private void checkPrimitives(@Nullable Object[] values) {
        for (Attribute attribute : type.attributes()) {
            if (attribute.primitive() && values[attribute.index()] == null) {
                throw new InvalidValueException(owned.label() + "." + operation + ": " + attribute.qualifiedName()
                        + " needs a value; give it beside the target, set(" + type.name() + "::" + attribute.name()
                        + ", …)");
            }
        }
    }
}
