package dev.relata.manager;

import dev.relata.engine.Engine;
import dev.relata.engine.Owned;
import dev.relata.engine.UniqueKeyWriter;
import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.model.Assignment;
import dev.relata.model.Attribute;
import dev.relata.model.EntityType;
import dev.relata.model.Junction;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Writes join records: the two keys, and the data given beside them. */
final class JoinWriter<S, T, J> {

    private final LinkWriter<S, T> links;
    private final Owned<S, T> owned;
    private final Engine engine;
    private final Junction junction;
    private final EntityType<J> type;

    @SuppressWarnings("unchecked") // the junction of a relationship through J is of the type J
    JoinWriter(LinkWriter<S, T> links) {
        this.links = links;
        this.owned = links.owned();
        this.engine = owned.engine();
        this.junction = owned.relationship().junctionOrThrow();
        this.type = (EntityType<J>) junction.type();
    }

    Mono<Boolean> add(T target, @Nullable Assignment<J> data) {
        J row = row(target, data);
        Mono<Boolean> added = pairIsUnique()
                ? uniqueKeys().insertIfAbsent(row, pair())
                : engine.writer(type, owned.label()).insert(row).thenReturn(true);
        return added.onErrorMap(LinkWriter::endMissing, links::missing);
    }

    Mono<J> put(T target, Assignment<J> data) {
        if (!pairIsUnique()) {
            throw new RefusedException(
                    owned.label() + ".put: " + type.name() + " may link one pair many times, so there"
                            + " is no one link to change; make the pair @Unique, or change links() by hand");
        }
        return uniqueKeys()
                .upsertByKey(row(target, data), pair(), given(data))
                .onErrorMap(LinkWriter::endMissing, links::missing);
    }

    private UniqueKeyWriter<J> uniqueKeys() {
        return new UniqueKeyWriter<>(engine, type, owned.label());
    }

    private List<Attribute> pair() {
        return Stream.of(junction.ownerColumns(), junction.targetColumns())
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    private boolean pairIsUnique() {
        Set<Attribute> pair = Set.copyOf(pair());
        return pair.equals(Set.copyOf(type.id()))
                || type.uniqueKeys().stream().map(Set::copyOf).anyMatch(pair::equals);
    }

    private List<Attribute> given(Assignment<J> data) {
        return data.parts().stream()
                .map(part -> engine.model().attribute(type, part.property()))
                .toList();
    }

    private J row(T target, @Nullable Assignment<J> data) {
        @Nullable Object[] values = new @Nullable Object[type.attributes().size()];
        fill(values, junction.ownerColumns(), owned.key());
        List<Object> targetKey = links.ids(List.of(target), "add").get(0);
        checkShared(values, targetKey);
        fill(values, junction.targetColumns(), targetKey);
        if (data != null) {
            data.parts().forEach(part -> assign(values, part));
        }
        checkPrimitives(values);
        return type.instantiate(values);
    }

    private void assign(@Nullable Object[] values, Assignment.Part<J> part) {
        Attribute attribute = engine.model().attribute(type, part.property());
        if (pair().contains(attribute)) {
            throw new RefusedException(owned.label() + ".add: " + attribute.qualifiedName()
                    + " is given by the owner and the target; leave it out of the data");
        }
        values[attribute.index()] = part.value();
    }

    /** A column that both keys go by, such as a tenant's, has to be the same in both. */
    private void checkShared(@Nullable Object[] values, List<Object> targetKey) {
        for (int i = 0; i < targetKey.size(); i++) {
            Attribute attribute = junction.targetColumns().get(i);
            Object owners = values[attribute.index()];
            if (owners != null && !owners.equals(targetKey.get(i))) {
                throw new RefusedException(owned.label() + ".add: "
                        + owned.target().id().get(i).qualifiedName() + " is " + targetKey.get(i) + ", but the owner's "
                        + attribute.qualifiedName() + " is " + owners
                        + ", and one link holds both: link rows that share it");
            }
        }
    }

    private static void fill(@Nullable Object[] values, List<Attribute> attributes, List<Object> key) {
        for (int i = 0; i < attributes.size(); i++) {
            values[attributes.get(i).index()] = key.get(i);
        }
    }

    private void checkPrimitives(@Nullable Object[] values) {
        for (Attribute attribute : type.attributes()) {
            if (attribute.primitive() && values[attribute.index()] == null) {
                throw new InvalidValueException(owned.label() + ".add: " + attribute.qualifiedName()
                        + " needs a value; give it beside the target, set(" + type.name() + "::" + attribute.name()
                        + ", …)");
            }
        }
    }
}
