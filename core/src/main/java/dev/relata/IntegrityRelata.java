package dev.relata;

import dev.relata.error.RefusedException;
import dev.relata.internal.engine.EngineOrphans;
import dev.relata.internal.write.Validation;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ToOne;
import dev.relata.query.LinkKey;
import dev.relata.query.Orphans;
import dev.relata.query.Violation;
import dev.relata.spi.Store;
import java.util.List;
import reactor.core.publisher.Mono;

/** What the front door says of rows that do not fit together. Immutable, thread-safe. */
abstract class IntegrityRelata extends BatchedRelata {

    private final Store.Open store;

    IntegrityRelata(Wiring wiring) {
        super(wiring);
        this.store = wiring.store();
    }

    /**
     * Rows whose key points nowhere.
     *
     * @param relationship the to-one that goes by the key
     * @param <S> the row
     * @return the rows, to be read, counted, deleted, or given no key
     */
    public final <S> Orphans<S> orphans(ToOne<S, ?> relationship) {
        return EngineOrphans.ofToOne(
                engine, () -> engine.resolve(RefusedException.unlessNull(relationship, "orphans", "the relationship")));
    }

    /**
     * Links with an end that is not there.
     *
     * @param relationship the relationship
     * @return the links, to be read, counted or deleted
     */
    public final Orphans<LinkKey> orphans(ManyToMany<?, ?> relationship) {
        return EngineOrphans.ofPairs(
                engine, () -> engine.resolve(RefusedException.unlessNull(relationship, "orphans", "the relationship")));
    }

    /**
     * Join records with an end that is not there.
     *
     * @param relationship the relationship
     * @param <J> the join record
     * @return the join records, to be read, counted or deleted
     */
    public final <J> Orphans<J> orphans(ManyToManyThrough<?, ?, J> relationship) {
        return EngineOrphans.ofLinks(
                engine, () -> engine.resolve(RefusedException.unlessNull(relationship, "orphans", "the relationship")));
    }

    /**
     * Says all that would make the write of a row fail: components that need a value, values that cannot be stored or are longer
     * or larger than the model says, keys that point nowhere or are given in part, also those that only another record
     * declares, as a one-to-many or a relation through this join record does. Unique keys and rules of the database's own are
     * not looked at, and what is there now may be gone when the row is written.
     *
     * @param entity the row, stored or a draft
     * @param <T> the record
     * @return everything that is wrong, empty where nothing is; a statement for each type that a key with a value refers to
     */
    public final <T> Mono<List<Violation>> validate(T entity) {
        return Mono.defer(() ->
                new Validation<>(engine.model(), engine.sessions(), store, typeOf(entity, "validate")).of(entity));
    }
}
