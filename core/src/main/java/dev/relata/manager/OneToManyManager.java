package dev.relata.manager;

import dev.relata.model.Property;
import dev.relata.query.Bulk;
import dev.relata.query.Selection;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The rows that hold one owner's key: a selection, and the writes that the relationship allows. Immutable, thread-safe; nothing is sent before subscribe, and every subscription sends anew.
 *
 * <p>A row that would fall outside the relation's own filter is refused; what the relation's limit hides is never
 * touched. Writes of many rows happen whole or not at all, without a statement for each row.
 *
 * @param <S> the owner
 * @param <T> the target, which holds the key
 */
public interface OneToManyManager<S, T> extends Selection<T> {

    /**
     * Inserts a row under the owner's key.
     *
     * @param draft the row, without a key or with the owner's; another owner's is refused
     * @return the row as stored, with its id
     */
    Mono<T> create(T draft);

    /**
     * Inserts rows under the owner's key.
     *
     * @param drafts the rows
     * @return the rows as stored, in the order given, after the commit
     */
    default Flux<T> createMany(Iterable<? extends T> drafts) {
        return createMany(drafts, Bulk.defaults());
    }

    /**
     * Inserts rows under the owner's key, as the options say.
     *
     * @param drafts the rows
     * @param bulk chunks, policy, progress
     * @return as {@link #createMany(Publisher, Bulk)}
     */
    Flux<T> createMany(Iterable<? extends T> drafts, Bulk<? super T> bulk);

    /**
     * Inserts rows under the owner's key; a chunk at a time is asked of the source, which may read through the same
     * transaction.
     *
     * @param drafts the rows
     * @return the rows as stored, in the order given, after the commit
     */
    default Flux<T> createMany(Publisher<? extends T> drafts) {
        return createMany(drafts, Bulk.defaults());
    }

    /**
     * Inserts rows under the owner's key, as the options say; a chunk at a time is asked of the source, which may read
     * through the same transaction. An error of the source arrives as it is.
     *
     * @param drafts the rows
     * @param bulk chunks, policy, progress
     * @return after the commit, the rows as stored, in the order given: all of them where a row that is there already is an
     *     error, else those that were written; under UPDATE a row with the key of another owner's comes to this one
     */
    Flux<T> createMany(Publisher<? extends T> drafts, Bulk<? super T> bulk);

    /**
     * Inserts rows under the owner's key and holds no more than two chunks of them.
     *
     * @param drafts the rows
     * @return how many were inserted, after the commit
     */
    default Mono<Long> createManyCount(Iterable<? extends T> drafts) {
        return createManyCount(drafts, Bulk.defaults());
    }

    /**
     * Inserts rows under the owner's key, as the options say, and holds no more than two chunks of them.
     *
     * @param drafts the rows
     * @param bulk chunks, policy, progress
     * @return how many were written, after the commit
     */
    Mono<Long> createManyCount(Iterable<? extends T> drafts, Bulk<? super T> bulk);

    /**
     * Inserts rows under the owner's key and holds no more than two chunks of them.
     *
     * @param drafts the rows
     * @return how many were inserted, after the commit
     */
    default Mono<Long> createManyCount(Publisher<? extends T> drafts) {
        return createManyCount(drafts, Bulk.defaults());
    }

    /**
     * Inserts rows under the owner's key, as the options say, and holds no more than two chunks of them.
     *
     * @param drafts the rows
     * @param bulk chunks, policy, progress
     * @return how many were written, after the commit
     */
    Mono<Long> createManyCount(Publisher<? extends T> drafts, Bulk<? super T> bulk);

    /**
     * Gives a stored row to the owner, also from another one.
     *
     * @param child the row
     * @return a copy under the owner's key; {@code RowNotFoundException} where the row is gone
     */
    Mono<T> add(T child);

    /**
     * Gives stored rows to the owner; all or none.
     *
     * @param children the rows; duplicates count once
     * @return how many rows there are; {@code RowNotFoundException} where one is gone
     */
    default Mono<Long> addMany(Iterable<? extends T> children) {
        return addMany(children, Bulk.defaults());
    }

    /**
     * Gives stored rows to the owner, as the options say; all or none.
     *
     * @param children the rows; duplicates count once
     * @param bulk chunks, progress
     * @return how many rows there are; {@code RowNotFoundException} where one is gone
     */
    Mono<Long> addMany(Iterable<? extends T> children, Bulk<? super T> bulk);

    /**
     * Gives stored rows to the owner, a chunk at a time; all or none.
     *
     * @param children the rows; duplicates within a chunk count once. One with a {@code @Version} that comes again after more
     *     than 65,536 others is stale
     * @return how many rows there are; {@code RowNotFoundException} where one is gone
     */
    default Mono<Long> addMany(Publisher<? extends T> children) {
        return addMany(children, Bulk.defaults());
    }

    /**
     * Gives stored rows to the owner, a chunk at a time, as the options say; all or none.
     *
     * @param children the rows; duplicates within a chunk count once. One with a {@code @Version} that comes again after more
     *     than 65,536 others is stale
     * @param bulk chunks, progress
     * @return how many rows there are; {@code RowNotFoundException} where one is gone
     */
    Mono<Long> addMany(Publisher<? extends T> children, Bulk<? super T> bulk);

    /**
     * Takes a row out, by the orphan policy.
     *
     * @param child the row
     * @return completes when it is done; {@code NotRelatedException} where it is not this owner's
     */
    Mono<Void> remove(T child);

    /**
     * Takes rows out, by the orphan policy; all or none.
     *
     * @param children the rows; duplicates count once
     * @return how many were taken out; {@code NotRelatedException} where one is not this owner's
     */
    default Mono<Long> removeMany(Iterable<? extends T> children) {
        return removeMany(children, Bulk.defaults());
    }

    /**
     * Takes rows out, by the orphan policy, as the options say; all or none.
     *
     * @param children the rows; duplicates count once
     * @param bulk chunks, progress
     * @return how many were taken out; {@code NotRelatedException} where one is not this owner's
     */
    Mono<Long> removeMany(Iterable<? extends T> children, Bulk<? super T> bulk);

    /**
     * Takes rows out, a chunk at a time, by the orphan policy; all or none.
     *
     * @param children the rows, each once: in a later chunk it is not this owner's any more
     * @return how many were taken out; {@code NotRelatedException} where one is not this owner's
     */
    default Mono<Long> removeMany(Publisher<? extends T> children) {
        return removeMany(children, Bulk.defaults());
    }

    /**
     * Takes rows out, a chunk at a time, by the orphan policy, as the options say; all or none.
     *
     * @param children the rows, each once: in a later chunk it is not this owner's any more
     * @param bulk chunks, progress
     * @return how many were taken out; {@code NotRelatedException} where one is not this owner's
     */
    Mono<Long> removeMany(Publisher<? extends T> children, Bulk<? super T> bulk);

    /**
     * Makes the relation hold just these stored rows, by difference, in one transaction, with the owner's row locked: others
     * are taken out by the orphan policy, those that are there already are not touched.
     *
     * @param children the rows; duplicates count once, none is {@link #clear()}
     * @return completes when it is done
     */
    Mono<Void> set(Iterable<? extends T> children);

    /**
     * Takes all rows out, by the orphan policy.
     *
     * @return completes when it is done
     */
    Mono<Void> clear();

    /**
     * Gives all rows to another owner, in one statement.
     *
     * @param other the new owner, stored
     * @return how many moved
     */
    Mono<Long> moveAll(S other);

    /**
     * Answers the owner's row with the same unique key, or inserts this one; of many at the same time one inserts.
     *
     * @param draft the row
     * @param key properties of a unique key; a key that the model does not know to be unique is refused
     * @return the row as stored; {@code NotUniqueException} where another owner has it
     */
    Mono<T> getOrCreate(T draft, Property<T, ?> key);

    /**
     * Overwrites the row with the same unique key, also another owner's, or inserts this one.
     *
     * @param draft the row
     * @param key properties of a unique key; a key that the model does not know to be unique is refused
     * @return the row as stored
     */
    Mono<T> updateOrCreate(T draft, Property<T, ?> key);
}
