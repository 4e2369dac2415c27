package dev.relata.engine;

import dev.relata.error.RefusedException;
import dev.relata.model.Assignment;
import dev.relata.model.Association;
import dev.relata.model.Attribute;
import dev.relata.model.Attribute.Generation;
import dev.relata.model.EntityType;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Delete;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The writes that go to all rows of a selection. */
final class SelectionWrites {

    private final Engine engine;
    private final Supplier<Compiled> source;

    SelectionWrites(Engine engine, Supplier<Compiled> source) {
        this.engine = engine;
        this.source = source;
    }

    Mono<Long> update(Assignment<?> assignment) {
        return Mono.defer(() -> {
            Compiled compiled = source.get();
            List<Change> changes = changes(engine, compiled.query().type(), assignment);
            if (compiled.isVoid()) {
                return Mono.just(0L);
            }
            return write(engine, new Update(compiled.label(), compiled.query(), changes));
        });
    }

    /** Sends an update; where a key that is all of the id leaves nothing to set, its rows are counted instead. */
    static Mono<Long> write(Engine engine, Update update) {
        Select rows = Select.of(update.label(), update.query(), List.of(Aggregate.countRows()));
        return engine.sessions()
                .one(session -> update.changes().isEmpty() ? counted(session, rows) : session.update(update));
    }

    private static Mono<Long> counted(Session session, Select rows) {
        return session.select(rows).single().map(row -> row[0] instanceof Long count ? count : 0L);
    }

    static List<Change> changes(Engine engine, EntityType<?> type, Assignment<?> assignment) {
        List<Change> changes = new ArrayList<>();
        for (Assignment.Part<?> part : assignment.parts()) {
            Attribute attribute = engine.model().attribute(type, part.property());
            if (type.id().contains(attribute)) {
                throw new RefusedException(attribute.qualifiedName()
                        + " is part of the id, which update(…) does not change: insert a new row instead");
            }
            refuseVersion(attribute);
            Values.required(attribute, part.value());
            changes.removeIf(change -> change.attribute().equals(attribute));
            changes.add(new Change(attribute, part.value()));
        }
        changes.addAll(touched(engine, type, changes));
        return changes;
    }

    private static void refuseVersion(Attribute attribute) {
        if (attribute.generation() == Generation.VERSION) {
            throw new RefusedException(attribute.qualifiedName()
                    + " is the @Version, which counts up by itself with every change: leave it out");
        }
    }

    /** The times that every update sets, where they are not given. */
    static List<Change> touched(Engine engine, EntityType<?> type, List<Change> given) {
        return type.attributes().stream()
                .filter(attribute -> attribute.generation() == Generation.UPDATED_AT)
                .filter(attribute ->
                        given.stream().noneMatch(change -> change.attribute().equals(attribute)))
                .map(attribute -> new Change(attribute, Values.now(attribute, engine.clock())))
                .toList();
    }

    Mono<Long> deleteAll() {
        return Mono.defer(() -> {
            Compiled compiled = source.get();
            if (compiled.isVoid()) {
                return Mono.just(0L);
            }
            List<Association> links = engine.model().links(compiled.query().type());
            return links.isEmpty()
                    ? engine.sessions().one(session -> session.delete(new Delete(compiled.label(), compiled.query())))
                    : engine.sessions().atomically(session -> deleteWithLinks(session, compiled, links));
        });
    }

    /** Which rows go is settled first: once their links are gone, a selection by links would find none. */
    private static Mono<Long> deleteWithLinks(Session session, Compiled compiled, List<Association> links) {
        EntityType<?> type = compiled.query().type();
        List<Path> id = type.id().stream().map(Path::of).toList();
        return session.select(Select.of(compiled.label(), compiled.query(), id))
                .map(row -> List.of(row))
                .collectList()
                .flatMap(ids ->
                        ids.isEmpty() ? Mono.just(0L) : deleteByIds(session, compiled.label(), type, ids, links));
    }

    static Mono<Long> deleteByIds(
            Session session, String label, EntityType<?> type, List<List<Object>> ids, List<Association> links) {
        Query rows = Query.of(type).where(Predicates.idIn(type, ids));
        return Flux.fromIterable(links)
                .concatMap(link -> session.delete(new Delete(label, linksOf(link, ids))))
                .then(session.delete(new Delete(label, rows)));
    }

    private static Query linksOf(Association link, List<List<Object>> ids) {
        Predicate ofOwners = new Predicate.KeyIn(link.targetKey(), ids);
        return Query.of(link.target()).where(ofOwners);
    }
}
