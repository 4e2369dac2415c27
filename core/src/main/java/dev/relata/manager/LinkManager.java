package dev.relata.manager;

import dev.relata.query.Bulk;
import dev.relata.query.Selection;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * What managers of links have in common: a selection of the rows that one owner is linked to, and how links come and go.
 * Immutable, thread-safe; nothing is sent before subscribe, and every subscription sends anew.
 *
 * <p>Where links are records with data of their own, what is here adds them without data: a new link whose record needs some
 * is refused with {@code InvalidValueException}, which names them and the call of {@link ThroughManager} that takes them.
 *
 * @param <T> the target
 */
public interface LinkManager<T> extends Selection<T> {

    /**
     * Links a stored row.
     *
     * @param target the row
     * @return true where the link is new
     */
    Mono<Boolean> add(T target);

    /**
     * Links stored rows; all or none.
     *
     * @param targets the rows
     * @return how many links are new
     */
    default Mono<Long> addMany(Iterable<? extends T> targets) {
        return addMany(targets, Bulk.defaults());
    }

    /**
     * Links stored rows, as the options say; all or none.
     *
     * @param targets the rows
     * @param bulk chunks, progress; a link that is there already is never an error
     * @return how many links are new
     */
    Mono<Long> addMany(Iterable<? extends T> targets, Bulk<? super T> bulk);

    /**
     * Links stored rows, a chunk at a time; all or none.
     *
     * @param targets the rows; of two writers that link the same ones in another order the database may refuse one, with a
     *     {@code StoreException} that is {@code retryable()}
     * @return how many links are new
     */
    default Mono<Long> addMany(Publisher<? extends T> targets) {
        return addMany(targets, Bulk.defaults());
    }

    /**
     * Links stored rows, a chunk at a time, as the options say; all or none.
     *
     * @param targets the rows, as {@link #addMany(Publisher)} takes them
     * @param bulk chunks, progress; a link that is there already is never an error
     * @return how many links are new
     */
    Mono<Long> addMany(Publisher<? extends T> targets, Bulk<? super T> bulk);

    /**
     * Links rows by id; all or none.
     *
     * @param ids the ids: the value of the id's one component, or a list of the values of several
     * @return how many links are new; {@code RelatedNotFoundException} naming the ids that do not exist
     */
    Mono<Long> addIds(Object... ids);

    /**
     * Links rows by id, a chunk at a time; all or none.
     *
     * @param ids the ids, as {@link #addIds(Object...)} takes them
     * @return how many links are new; {@code RelatedNotFoundException} naming ids that do not exist
     */
    default Mono<Long> addIds(Publisher<?> ids) {
        return addIds(ids, Bulk.defaults());
    }

    /**
     * Links rows by id, a chunk at a time, as the options say; all or none.
     *
     * @param ids the ids, as {@link #addIds(Object...)} takes them
     * @param bulk chunks, progress
     * @return how many links are new; {@code RelatedNotFoundException} naming ids that do not exist
     */
    Mono<Long> addIds(Publisher<?> ids, Bulk<? super T> bulk);

    /**
     * Takes all links to a row away.
     *
     * @param target the row
     * @return whether it was linked
     */
    Mono<Boolean> remove(T target);

    /**
     * Takes all links to rows away.
     *
     * @param targets the rows; those that are not linked are ignored
     * @return how many links went
     */
    default Mono<Long> removeMany(Iterable<? extends T> targets) {
        return removeMany(targets, Bulk.defaults());
    }

    /**
     * Takes links away, as the options say; all or none.
     *
     * @param targets the rows; those that are not linked are ignored
     * @param bulk chunks, progress
     * @return how many links went
     */
    Mono<Long> removeMany(Iterable<? extends T> targets, Bulk<? super T> bulk);

    /**
     * Takes links away, a chunk at a time; all or none.
     *
     * @param targets the rows; those that are not linked are ignored
     * @return how many links went
     */
    default Mono<Long> removeMany(Publisher<? extends T> targets) {
        return removeMany(targets, Bulk.defaults());
    }

    /**
     * Takes links away, a chunk at a time, as the options say; all or none.
     *
     * @param targets the rows; those that are not linked are ignored
     * @param bulk chunks, progress
     * @return how many links went
     */
    Mono<Long> removeMany(Publisher<? extends T> targets, Bulk<? super T> bulk);

    /**
     * Takes all links to rows away by id.
     *
     * @param ids the ids, as {@link #addIds(Object...)} takes them; those that are not linked are ignored
     * @return how many links went
     */
    Mono<Long> removeIds(Object... ids);

    /**
     * Takes links away by id, a chunk at a time; all or none.
     *
     * @param ids the ids, as {@link #removeIds(Object...)} takes them
     * @return how many links went
     */
    default Mono<Long> removeIds(Publisher<?> ids) {
        return removeIds(ids, Bulk.defaults());
    }

    /**
     * Takes links away by id, a chunk at a time, as the options say; all or none.
     *
     * @param ids the ids, as {@link #removeIds(Object...)} takes them
     * @param bulk chunks, progress
     * @return how many links went
     */
    Mono<Long> removeIds(Publisher<?> ids, Bulk<? super T> bulk);

    /**
     * Makes the owner be linked to just these stored rows, by difference, in one transaction, with the owner's row locked; in
     * an ordered relation they get the places of their order. Links that are there already stay, and keep their data.
     *
     * @param targets the rows; duplicates count once, none is {@link #clear()}
     * @return completes when it is done; refused where the pair is not unique in a join record
     */
    Mono<Void> set(Iterable<? extends T> targets);

    /**
     * As {@link #set(Iterable)}, by id.
     *
     * @param ids the ids, as {@link #addIds(Object...)} takes them
     * @return completes when it is done; {@code RelatedNotFoundException} naming the ids that do not exist
     */
    Mono<Void> setIds(Object... ids);

    /**
     * Moves a link to a place of the owner's list, where the relation is {@code ordered()}, or {@code orderedBy} a property of
     * the join record; the others keep their order.
     *
     * @param target the row that is linked
     * @param place how many others come before it; more than there are: the end
     * @return completes when it is done; {@code NotRelatedException} where it is not linked
     */
    Mono<Void> move(T target, int place);

    /**
     * Takes all links away.
     *
     * @return completes when it is done
     */
    Mono<Void> clear();
}
