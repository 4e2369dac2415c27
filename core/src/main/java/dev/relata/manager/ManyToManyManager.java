package dev.relata.manager;

import reactor.core.publisher.Mono;

/**
 * The rows that one owner is linked to: a selection, and the writes of links. Immutable, thread-safe; nothing is sent before subscribe, and every subscription sends anew.
 *
 * <p>A link exists once or not at all, also when it is added from many sides at the same time.
 *
 * @param <S> the owner
 * @param <T> the target
 */
public interface ManyToManyManager<S, T> extends LinkManager<T> {

    /**
     * Inserts a row and links it; both or none.
     *
     * @param draft the row
     * @return the row as stored
     */
    Mono<T> create(T draft);

    /**
     * Links a stored row at a place of the owner's list, where the relation is {@code ordered()}; the others keep their order.
     *
     * @param target the row
     * @param place how many others come before it; more than there are: the end
     * @return true where the link is new; one that is there stays in its place
     */
    Mono<Boolean> addAt(T target, int place);
}
