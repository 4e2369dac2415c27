package dev.relata.internal.engine;

import dev.relata.error.RefusedException;
import dev.relata.internal.resolve.AttributeValues;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.Attribute.Generation;
import dev.relata.metamodel.EntityType;
import dev.relata.model.Assignment;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** The writes that go to all rows of a selection. */
final class SelectionWrites {

    private final Engine engine;
    private final Supplier<CompiledSelection> source;

    SelectionWrites(Engine engine, Supplier<CompiledSelection> source) {
        this.engine = engine;
        this.source = source;
    }

    Mono<Long> update(Assignment<?> assignment) {
        return Mono.defer(() -> {
            CompiledSelection compiled = source.get();
            List<Change> changes = changes(engine, compiled.query().type(), assignment);
            if (compiled.isVoid()) {
                return Mono.just(0L);
            }
            return write(engine, new Update(compiled.label(), compiled.query(), changes));
        });
    }

    /** Sends an update; where a key that is all of the id leaves nothing to set, its rows are counted instead. */
    static Mono<Long> write(Engine engine, Update update) {
        List<Attribute> changed =
                update.changes().stream().map(Change::attribute).toList();
        if (engine.cascades().follows(engine, update.query().type(), changed)) {
            return engine.cascades().rekey(engine, update);
        }
        Select rows = Select.of(update.label(), update.query(), List.of(Aggregate.countRows()));
        return engine.sessions()
                .one(session -> update.changes().isEmpty() ? counted(session, rows) : session.update(update));
    }

    private static Mono<Long> counted(Session session, Select rows) {
        return session.select(rows).single().map(row -> row[0] instanceof Long count ? count : 0L);
    }

    static List<Change> changes(Engine engine, EntityType<?> type, Assignment<?> assignment) {
        List<Change> changes = new ArrayList<>();
        for (Assignment.Part<?> part : RefusedException.unlessNull(
                        assignment, type.name() + ".update", "the assignment")
                .parts()) {
            Attribute attribute = engine.model().attribute(type, part.property());
            if (type.id().contains(attribute)) {
                throw new RefusedException(attribute.qualifiedName()
                        + " is part of the id, which update(…) does not change: insert a new row instead");
            }
            refuseVersion(attribute);
            AttributeValues.required(attribute, part.value());
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
                .map(attribute -> new Change(attribute, AttributeValues.now(attribute, engine.clock())))
                .toList();
    }
}
