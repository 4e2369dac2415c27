package dev.relata.internal.link;

import dev.relata.error.InvalidValueException;
import dev.relata.error.RefusedException;
import dev.relata.internal.engine.BoundRelationship;
import dev.relata.internal.engine.Engine;
import dev.relata.internal.link.JoinLinks.There;
import dev.relata.internal.link.JoinRecord.Draft;
import dev.relata.internal.write.ConflictRule;
import dev.relata.internal.write.Inserts;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Junction;
import dev.relata.model.Assignment;
import dev.relata.spi.Select;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Writes join records: the two keys, and the data given beside them. */
final class JoinWriter<S, T, J> {

    private final LinkWriter<S, T> links;
    private final BoundRelationship<S, T> bound;
    private final Engine engine;
    private final Junction junction;
    private final EntityType<J> type;
    private final @Nullable ListPositions places;

    @SuppressWarnings("unchecked") // the junction of a relationship through J is of the type J
    JoinWriter(LinkWriter<S, T> links) {
        this.links = links;
        this.bound = links.bound();
        this.engine = bound.engine();
        this.junction = bound.relationship().junctionOrThrow();
        this.type = (EntityType<J>) junction.type();
        this.places = ListPositions.of(bound);
    }

    Mono<Boolean> add(T target, @Nullable Assignment<J> data) {
        return placed(links.ids(List.of(target), "add").get(0), data, "add", this::insert)
                .onErrorMap(LinkWriter::endMissing, links::missing);
    }

    private Mono<Boolean> insert(J row) {
        return junction.pairIsUnique()
                ? inserts()
                        .under(ConflictRule.ignore(junction.pair()).asWhole())
                        .count(List.of(row))
                        .map(rows -> rows > 0)
                : inserts().one(row).thenReturn(true);
    }

    Mono<J> put(T target, Assignment<J> data) {
        refuseUnlessUnique("put");
        List<Object> id = links.ids(List.of(target), "put").get(0);
        Object place = places == null ? null : places.value(0);
        JoinRecord<J> join = new JoinRecord<>(bound, type, "put");
        Draft<J> draft = join.draft(id, data, place);
        return draft.row() == null
                ? change(id, data, () -> join.lacking(List.of(id), draft.lacking()))
                : placed(
                                id,
                                data,
                                "put",
                                row -> inserts()
                                        .under(ConflictRule.update(junction.pair(), given(data)))
                                        .one(row))
                        .onErrorMap(LinkWriter::endMissing, links::missing);
    }

    /** Data that would not do for a new link change one that is there. */
    private Mono<J> change(List<Object> id, Assignment<J> data, Supplier<InvalidValueException> gone) {
        Select link = Select.rows(bound.label(), links.linksTo(List.of(id)));
        JoinLinks<J> joins = new JoinLinks<>(links, "put", There.CHANGES);
        return engine.sessions()
                .atomically(session -> joins.write(List.of(new WantedLink<>(id, data)))
                        .thenMany(session.select(link))
                        .singleOrEmpty()
                        // Somebody has taken it away since it was looked for, so that it would be a new one.
                        .switchIfEmpty(Mono.error(gone))
                        .map(type::instantiate));
    }

    /** A new link stands behind all others in the list. */
    private <R> Mono<R> placed(
            List<Object> id, @Nullable Assignment<J> data, String operation, Function<J, Mono<R>> write) {
        JoinRecord<J> join = new JoinRecord<>(bound, type, operation);
        if (places == null) {
            return write.apply(join.of(id, data, null));
        }
        join.of(id, data, places.value(0));
        return engine.sessions()
                .atomically(session -> places.next(List.of(id), operation)
                        .flatMap(next -> write.apply(join.of(id, data, next.get(0)))));
    }

    void refuseUnlessUnique(String operation) {
        if (!junction.pairIsUnique()) {
            throw new RefusedException(bound.label() + "." + operation + ": " + type.name()
                    + " may link one pair many times, so there is no one link to change; make the pair @Unique, or change"
                    + " links() by hand");
        }
    }

    private Inserts<J> inserts() {
        return engine.writes().inserts(type, bound.label());
    }

    /** What the data overwrites in a link that is there: what is given but its id, and the times that every update sets. */
    private List<Attribute> given(@Nullable Assignment<J> data) {
        if (data == null || data.parts().isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        data.parts().stream().map(part -> engine.model().attribute(type, part.property())),
                        type.attributes().stream().filter(attribute -> attribute.generation() == Generation.UPDATED_AT))
                .filter(attribute -> !type.id().contains(attribute))
                .distinct()
                .toList();
    }
}
