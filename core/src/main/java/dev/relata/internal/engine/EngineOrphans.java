package dev.relata.internal.engine;

import dev.relata.error.RequiredRelationshipException;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.resolve.LinkQuery;
import dev.relata.internal.resolve.PredicateBuilder;
import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Operator;
import dev.relata.query.LinkKey;
import dev.relata.query.Orphans;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Update.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Rows whose key points nowhere.
 *
 * @param <E> the row that holds the key
 */
public final class EngineOrphans<E> implements Orphans<E> {

    private final Engine engine;
    private final Supplier<Keys<E>> keys;
    private final EngineSelection<E> rows;

    /**
     * The keys of a row that are looked at.
     *
     * @param label what they are of
     * @param type the row's type
     * @param ways the ways from the row to what it refers to
     * @param clearable the attributes that may be set to null
     */
    private record Keys<E>(String label, EntityType<E> type, List<Association> ways, List<Attribute> clearable) {}

    private EngineOrphans(Engine engine, Supplier<Keys<E>> keys) {
        this.engine = engine;
        this.keys = keys;
        this.rows = new EngineSelection<>(engine, () -> compile(keys.get()));
    }

    /**
     * The owners of a to-one whose key points nowhere.
     *
     * @param engine the engine
     * @param relationship resolves the relationship, on subscribe
     * @param <S> the owner
     * @return the rows
     */
    public static <S> Orphans<S> ofToOne(Engine engine, Supplier<? extends RelationshipType<S, ?>> relationship) {
        return new EngineOrphans<>(engine, () -> {
            RelationshipType<S, ?> toOne = relationship.get();
            return new Keys<>(toOne.name(), toOne.owner(), List.of(toOne.association()), toOne.clearableKey());
        });
    }

    /**
     * The links with an end that is not there.
     *
     * @param engine the engine
     * @param relationship resolves the relationship, on subscribe
     * @param <J> the join record, or {@code Object[]}
     * @return the links
     */
    @SuppressWarnings("unchecked") // the junction of a relationship through J is of the type J
    public static <J> Orphans<J> ofLinks(Engine engine, Supplier<? extends RelationshipType<?, ?>> relationship) {
        return new EngineOrphans<>(engine, () -> {
            RelationshipType<?, ?> links = relationship.get();
            EntityType<J> type = (EntityType<J>) links.junctionOrThrow().type();
            List<Association> ends = List.of(LinkQuery.toLinks(links).flip(), LinkQuery.toTarget(links));
            return new Keys<>(links.name(), type, ends, List.of());
        });
    }

    /**
     * The links of a junction without a record, with an end that is not there.
     *
     * @param engine the engine
     * @param relationship resolves the relationship, on subscribe
     * @return the links
     */
    public static Orphans<LinkKey> ofPairs(Engine engine, Supplier<? extends RelationshipType<?, ?>> relationship) {
        return new OrphanLinks(
                ofLinks(engine, relationship), () -> relationship.get().junctionOrThrow());
    }

    private static CompiledSelection compile(Keys<?> keys) {
        List<Predicate> nowhere = new ArrayList<>();
        keys.ways().forEach(way -> nowhere.add(nowhere(way)));
        return new CompiledSelection(
                keys.label(), FilterResolver.all(keys.type()).where(PredicateBuilder.any(nowhere)));
    }

    /** Every component has a value, and there is no row with that key. */
    private static Predicate nowhere(Association way) {
        List<Predicate> parts = new ArrayList<>();
        for (Attribute attribute : way.sourceKey()) {
            if (attribute.nullable()) {
                parts.add(PredicateBuilder.compare(Path.of(attribute), Operator.IS_NOT_NULL));
            }
        }
        parts.add(PredicateBuilder.not(FilterResolver.exists(way, Query.of(way.target()))));
        return PredicateBuilder.all(parts);
    }

    @Override
    public Flux<E> all() {
        return rows.all();
    }

    @Override
    public Flux<E> iterate() {
        return rows.iterate();
    }

    @Override
    public Mono<Long> count() {
        return rows.count();
    }

    @Override
    public Mono<Long> delete() {
        return rows.deleteAll();
    }

    @Override
    public Mono<Long> setNull() {
        return Mono.defer(() -> {
            Keys<E> at = keys.get();
            if (at.clearable().isEmpty()) {
                throw new RequiredRelationshipException(
                        at.label() + ": the key of an orphan is required and cannot be set to"
                                + " null; delete() the orphans, or make the key @Nullable");
            }
            List<Change> cleared = at.clearable().stream()
                    .map(attribute -> new Change(attribute, null))
                    .toList();
            return engine.writes()
                    .updates(at.type(), at.label())
                    .where(compile(at).query(), cleared);
        });
    }
}
