package dev.relata.manager;

import dev.relata.engine.Engine;
import dev.relata.engine.JoinRows;
import dev.relata.engine.Owned;
import dev.relata.engine.UniqueKeyWriter;
import dev.relata.error.RefusedException;
import dev.relata.model.Assignment;
import dev.relata.model.Attribute;
import dev.relata.model.Attribute.Generation;
import dev.relata.model.EntityType;
import dev.relata.model.Junction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes join records: the two keys, and the data given beside them. */
final class JoinWriter<S, T, J> {

    private final LinkWriter<S, T> links;
    private final Owned<S, T> owned;
    private final Engine engine;
    private final Junction junction;
    private final EntityType<J> type;
    private final @Nullable Places places;

    @SuppressWarnings("unchecked") // the junction of a relationship through J is of the type J
    JoinWriter(LinkWriter<S, T> links) {
        this.links = links;
        this.owned = links.owned();
        this.engine = owned.engine();
        this.junction = owned.relationship().junctionOrThrow();
        this.type = (EntityType<J>) junction.type();
        this.places = Places.of(owned);
    }

    Mono<Boolean> add(T target, @Nullable Assignment<J> data) {
        return placed(links.ids(List.of(target), "add").get(0), data, "add", this::insert)
                .onErrorMap(LinkWriter::endMissing, links::missing);
    }

    private Mono<Boolean> insert(J row) {
        return junction.pairIsUnique()
                ? uniqueKeys().insertIfAbsent(row, junction.pair())
                : engine.writer(type, owned.label()).insert(row).thenReturn(true);
    }

    Mono<J> put(T target, Assignment<J> data) {
        refuseUnlessUnique("put");
        List<Object> id = links.ids(List.of(target), "put").get(0);
        return placed(id, data, "put", row -> uniqueKeys().upsertByKey(row, junction.pair(), given(data)))
                .onErrorMap(LinkWriter::endMissing, links::missing);
    }

    /** A new link stands behind all others in the list. */
    private <R> Mono<R> placed(
            List<Object> id, @Nullable Assignment<J> data, String operation, Function<J, Mono<R>> write) {
        JoinRecord<J> join = new JoinRecord<>(owned, type, operation);
        if (places == null) {
            return write.apply(join.of(id, data, null));
        }
        join.of(id, data, places.value(0));
        return engine.sessions()
                .atomically(session -> places.next(List.of(id), operation)
                        .flatMap(next -> write.apply(join.of(id, data, next.get(0)))));
    }

    /** Makes the owner be linked to just these, under the lock of its row; those that are linked get the data given. */
    Mono<Long> replace(Map<List<Object>, Optionally<J>> wanted) {
        refuseUnlessUnique("set");
        List<List<Object>> ids = List.copyOf(wanted.keySet());
        Mono<Long> removal = links.unlink(links.linksToOthers(ids));
        if (ids.isEmpty()) {
            return removal;
        }
        return removal.then(placesOf(ids))
                .flatMap(at -> write(wanted, at))
                .onErrorMap(LinkWriter::endMissing, links::missing);
    }

    /** Data that may be left out. */
    record Optionally<J>(@Nullable Assignment<J> data) {}

    private Mono<List<Object>> placesOf(List<List<Object>> ids) {
        if (places == null) {
            return Mono.just(List.of());
        }
        if (!places.ofOwner()) {
            return places.next(ids, "set");
        }
        List<Object> order = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            order.add(places.value(i));
        }
        return Mono.just(order);
    }

    /** Rows that overwrite different attributes cannot share a statement. */
    private Mono<Long> write(Map<List<Object>, Optionally<J>> wanted, List<Object> at) {
        JoinRecord<J> join = new JoinRecord<>(owned, type, "set");
        Map<Set<Attribute>, List<J>> byUpdate = new LinkedHashMap<>();
        int next = 0;
        for (Map.Entry<List<Object>, Optionally<J>> one : wanted.entrySet()) {
            Assignment<J> data = one.getValue().data();
            J row = join.of(one.getKey(), data, at.isEmpty() ? null : at.get(next++));
            byUpdate.computeIfAbsent(Set.copyOf(given(data)), any -> new ArrayList<>())
                    .add(row);
        }
        JoinRows<J> rows = new JoinRows<>(engine, type, owned.label());
        return Flux.fromIterable(byUpdate.entrySet())
                .concatMap(group -> rows.write(group.getValue(), junction.pair(), overwritten(group.getKey())))
                .reduce(0L, Long::sum);
    }

    private List<Attribute> overwritten(Set<Attribute> given) {
        List<Attribute> overwritten = new ArrayList<>(
                type.attributes().stream().filter(given::contains).toList());
        if (places != null && places.ofOwner()) {
            overwritten.add(places.position());
        }
        return overwritten;
    }

    void refuseUnlessUnique(String operation) {
        if (!junction.pairIsUnique()) {
            throw new RefusedException(owned.label() + "." + operation + ": " + type.name()
                    + " may link one pair many times, so there is no one link to change; make the pair @Unique, or change"
                    + " links() by hand");
        }
    }

    private UniqueKeyWriter<J> uniqueKeys() {
        return new UniqueKeyWriter<>(engine, type, owned.label());
    }

    /** What the data overwrites in a link that is there: what is given, and the times that every update sets. */
    private List<Attribute> given(@Nullable Assignment<J> data) {
        if (data == null || data.parts().isEmpty()) {
            return List.of();
        }
        return Stream.concat(
                        data.parts().stream().map(part -> engine.model().attribute(type, part.property())),
                        type.attributes().stream().filter(attribute -> attribute.generation() == Generation.UPDATED_AT))
                .distinct()
                .toList();
    }
}
