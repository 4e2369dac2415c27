package dev.relata.manager;

import dev.relata.model.Assignment;
import dev.relata.query.Bulk;
import dev.relata.query.LinkSelection;
import dev.relata.query.Selection;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * The rows that one owner is linked to by records with data of their own. Immutable, thread-safe; nothing is sent before subscribe, and every subscription sends anew.
 *
 * <p>As a selection it answers each target once, however many links lead to it; {@link #links()} answers the links.
 *
 * @param <S> the owner
 * @param <T> the target
 * @param <J> the join record
 */
public interface ThroughManager<S, T, J> extends Selection<T> {

    /**
     * Links a stored row without data.
     *
     * @param target the row
     * @return true where the link is new
     */
    Mono<Boolean> add(T target);

    /**
     * Links a stored row.
     *
     * @param target the row
     * @param data the join record's values
     * @return true where the link is new; an existing one keeps its data, where the pair is unique in the join record,
     *     else another link is added
     */
    Mono<Boolean> add(T target, Assignment<J> data);

    /**
     * Links a stored row, or changes the data of the link that is there.
     *
     * @param target the row
     * @param data the join record's values
     * @return the join record as stored; refused where the pair is not unique in the join record
     */
    Mono<J> put(T target, Assignment<J> data);

    /**
     * Makes the owner be linked to just these stored rows, by difference, in one transaction, with the owner's row locked;
     * links that are there already keep their data.
     *
     * @param targets the rows; duplicates count once, none is {@link #clear()}
     * @return completes when it is done; refused where the pair is not unique in the join record
     */
    Mono<Void> set(Iterable<? extends T> targets);

    /**
     * Makes the owner be linked to just these stored rows, by difference, in one transaction, with the owner's row locked;
     * links that are there already get the data given.
     *
     * @param links for each row the join record's values; in an ordered relation the map's order is that of the links
     * @return completes when it is done; refused where the pair is not unique in the join record
     */
    Mono<Void> set(Map<? extends T, Assignment<J>> links);

    /**
     * As {@link #set(Iterable)}, by id.
     *
     * @param ids the ids: the value of the id's one component, or a list of the values of several
     * @return completes when it is done; {@code RelatedNotFoundException} naming the ids that do not exist
     */
    Mono<Void> setIds(Object... ids);

    /**
     * As {@link #set(Map)}, by id.
     *
     * @param links for each id the join record's values
     * @return completes when it is done; {@code RelatedNotFoundException} naming the ids that do not exist
     */
    Mono<Void> setIds(Map<?, Assignment<J>> links);

    /**
     * Moves a link to a place of the owner's list, where the relation is {@code orderedBy} a property of the join record; the
     * others keep their order.
     *
     * @param target the row that is linked
     * @param place how many others come before it; more than there are: the end
     * @return completes when it is done; {@code NotRelatedException} where it is not linked
     */
    Mono<Void> move(T target, int place);

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
    Mono<Long> removeMany(Iterable<? extends T> targets);

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
    Mono<Long> removeMany(Publisher<? extends T> targets);

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
     * @param ids the ids: the value of the id's one component, or a list of the values of several
     * @return how many links went
     */
    Mono<Long> removeIds(Object... ids);

    /**
     * Takes links away by id, a chunk at a time; all or none.
     *
     * @param ids the ids, as {@link #removeIds(Object...)} takes them
     * @return how many links went
     */
    Mono<Long> removeIds(Publisher<?> ids);

    /**
     * Takes links away by id, a chunk at a time, as the options say; all or none.
     *
     * @param ids the ids, as {@link #removeIds(Object...)} takes them
     * @param bulk chunks, progress
     * @return how many links went
     */
    Mono<Long> removeIds(Publisher<?> ids, Bulk<? super T> bulk);

    /**
     * Takes all links away.
     *
     * @return completes when it is done
     */
    Mono<Void> clear();

    /**
     * The links themselves: each a target and its join record.
     *
     * @return the selection of links
     */
    LinkSelection<T, J> links();
}
