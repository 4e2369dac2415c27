package dev.relata;

import dev.relata.internal.select.Selections;
import dev.relata.internal.session.Sessions;
import dev.relata.internal.translate.ErrorTranslation;
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

/**
 * Finds rows that do not fit together, and says of a row what would keep it from being written; {@link Relata#integrity()} has
 * it. Immutable, thread-safe.
 *
 * <pre>{@code
 * Flux<Book> lost = relata.integrity().orphans(Book.AUTHOR).iterate();
 * Mono<Long> cleared = relata.integrity().orphans(Book.EDITOR).setNull();
 * Mono<List<Violation>> wrong = relata.integrity().validate(draft);
 * }</pre>
 */
public final class Integrity {

    private final ErrorTranslation translation;
    private final Selections selections;
    private final Sessions sessions;
    private final Entities entities;
    private final Store.Open store;

    Integrity(
            ErrorTranslation translation,
            Selections selections,
            Sessions sessions,
            Entities entities,
            Store.Open store) {
        this.translation = translation;
        this.selections = selections;
        this.sessions = sessions;
        this.entities = entities;
        this.store = store;
    }

    /**
     * Selects rows whose key points nowhere.
     *
     * @param relationship the to-one that goes by the key
     * @param <S> the row
     * @return the rows, to be read, counted, deleted, or given no key
     */
    public <S> Orphans<S> orphans(ToOne<S, ?> relationship) {
        return selections.orphanOwners(relationship);
    }

    /**
     * Selects links with an end that is not there.
     *
     * @param relationship the relationship
     * @return the links, to be read, counted or deleted
     */
    public Orphans<LinkKey> orphans(ManyToMany<?, ?> relationship) {
        return selections.orphanPairs(relationship);
    }

    /**
     * Selects join records with an end that is not there.
     *
     * @param relationship the relationship
     * @param <J> the join record
     * @return the join records, to be read, counted or deleted
     */
    public <J> Orphans<J> orphans(ManyToManyThrough<?, ?, J> relationship) {
        return selections.orphanLinks(relationship);
    }

    /**
     * Returns everything that would make the write of a row fail: components that need a value, values that cannot be stored
     * or are longer or larger than the model says, keys that point nowhere or are given in part, also those that only another
     * record declares, as a one-to-many or a relationship through this join record does. Unique keys and rules of the
     * database's own are not looked at, and what is there now may be gone when the row is written.
     *
     * @param row the row, stored or a draft
     * @param <T> the record
     * @return everything that is wrong, empty where nothing is; a statement for each type that a key with a value refers to
     */
    public <T> Mono<List<Violation>> validate(T row) {
        return translation.of(Mono.defer(
                () -> new Validation<>(entities.model(), sessions, store, entities.of(row, "validate")).of(row)));
    }
}
