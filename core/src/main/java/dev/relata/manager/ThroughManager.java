package dev.relata.manager;

import dev.relata.model.Assignment;
import dev.relata.query.Bulk;
import dev.relata.query.Link;
import dev.relata.query.LinkSelection;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/**
 * The rows that one owner is linked to by records with data of their own. Immutable, thread-safe; nothing is sent before subscribe, and every subscription sends anew.
 *
 * <p>As a selection it answers each target once, however many links lead to it; {@link #links()} answers the links.
 *
 * <pre>{@code
 * var courses = relata.on(student, Student.COURSES);
 * courses.addMany(Map.of(maths, set(Enrollment::grade, "A"), music, set(Enrollment::grade, "B")));
 * courses.addLinksById(rows.map(row -> new Link<>(row.courseId(), set(Enrollment::grade, row.grade()))));
 * }</pre>
 *
 * <p>What is {@code add…} leaves a link that is there as it is, where the pair is unique in the join record, and else makes another
 * one. What is {@code put…} changes it, and is refused where the pair is not unique. Values that a join record must have are
 * needed for a link that is new, and only for that: {@code InvalidValueException} names those that are lacking.
 *
 * @param <S> the owner
 * @param <T> the target
 * @param <J> the join record
 */
public interface ThroughManager<S, T, J> extends LinkManager<T> {

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
     * Links stored rows; all or none.
     *
     * @param links for each row the join record's values; in an ordered relation the map's order is that of the links
     * @return how many links are new
     */
    default Mono<Long> addMany(Map<? extends T, Assignment<J>> links) {
        return addMany(links, Bulk.defaults());
    }

    /**
     * Links stored rows, as the options say; all or none.
     *
     * @param links as {@link #addMany(Map)} takes them
     * @param bulk chunks, progress; a link that is there already is never an error
     * @return how many links are new
     */
    Mono<Long> addMany(Map<? extends T, Assignment<J>> links, Bulk<? super T> bulk);

    /**
     * Links rows by id; all or none.
     *
     * @param links for each id the join record's values
     * @return how many links are new; {@code RelatedNotFoundException} naming the ids that do not exist
     */
    Mono<Long> addIds(Map<?, Assignment<J>> links);

    /**
     * Links stored rows, a chunk at a time; all or none.
     *
     * @param links the rows, each with the join record's values; of one that comes twice the first counts
     * @return how many links are new
     */
    default Mono<Long> addLinks(Publisher<? extends Link<? extends T, Assignment<J>>> links) {
        return addLinks(links, Bulk.defaults());
    }

    /**
     * Links stored rows, a chunk at a time, as the options say; all or none.
     *
     * @param links as {@link #addLinks(Publisher)} takes them
     * @param bulk chunks, progress; a link that is there already is never an error
     * @return how many links are new
     */
    Mono<Long> addLinks(Publisher<? extends Link<? extends T, Assignment<J>>> links, Bulk<? super T> bulk);

    /**
     * Links rows by id, a chunk at a time; all or none.
     *
     * @param links the ids as targets, each with the join record's values; of one that comes twice the first counts
     * @return how many links are new; {@code RelatedNotFoundException} naming ids that do not exist
     */
    default Mono<Long> addLinksById(Publisher<? extends Link<?, Assignment<J>>> links) {
        return addLinksById(links, Bulk.defaults());
    }

    /**
     * Links rows by id, a chunk at a time, as the options say; all or none.
     *
     * @param links as {@link #addLinksById(Publisher)} takes them
     * @param bulk chunks, progress; a link that is there already is never an error
     * @return how many links are new; {@code RelatedNotFoundException} naming ids that do not exist
     */
    Mono<Long> addLinksById(Publisher<? extends Link<?, Assignment<J>>> links, Bulk<? super T> bulk);

    /**
     * Links a stored row, or changes the data of the link that is there.
     *
     * @param target the row
     * @param data the join record's values
     * @return the join record as stored; refused where the pair is not unique in the join record
     */
    Mono<J> put(T target, Assignment<J> data);

    /**
     * Links stored rows, or changes the data of the links that are there; all or none. A statement for each set of properties
     * that is given, not for each link.
     *
     * @param links for each row the join record's values; in an ordered relation new links are appended in the map's order
     * @return how many links are new or were changed; refused where the pair is not unique in the join record
     */
    default Mono<Long> putMany(Map<? extends T, Assignment<J>> links) {
        return putMany(links, Bulk.defaults());
    }

    /**
     * Links stored rows, or changes the data of the links that are there, as the options say; all or none.
     *
     * @param links as {@link #putMany(Map)} takes them
     * @param bulk chunks, progress
     * @return how many links are new or were changed; refused where the pair is not unique in the join record
     */
    Mono<Long> putMany(Map<? extends T, Assignment<J>> links, Bulk<? super T> bulk);

    /**
     * As {@link #putMany(Map)}, by id.
     *
     * @param links for each id the join record's values
     * @return how many links are new or were changed; {@code RelatedNotFoundException} naming the ids that do not exist
     */
    Mono<Long> putIds(Map<?, Assignment<J>> links);

    /**
     * Links stored rows, or changes the data of the links that are there, a chunk at a time; all or none.
     *
     * @param links the rows, each with the join record's values; of one that comes twice the last counts
     * @return how many links are new or were changed; refused where the pair is not unique in the join record
     */
    default Mono<Long> putLinks(Publisher<? extends Link<? extends T, Assignment<J>>> links) {
        return putLinks(links, Bulk.defaults());
    }

    /**
     * Links stored rows, or changes the data of the links that are there, a chunk at a time, as the options say; all or none.
     *
     * @param links as {@link #putLinks(Publisher)} takes them
     * @param bulk chunks, progress
     * @return how many links are new or were changed; refused where the pair is not unique in the join record
     */
    Mono<Long> putLinks(Publisher<? extends Link<? extends T, Assignment<J>>> links, Bulk<? super T> bulk);

    /**
     * As {@link #putLinks(Publisher)}, by id.
     *
     * @param links the ids as targets, each with the join record's values; of one that comes twice the last counts
     * @return how many links are new or were changed; {@code RelatedNotFoundException} naming ids that do not exist
     */
    default Mono<Long> putLinksById(Publisher<? extends Link<?, Assignment<J>>> links) {
        return putLinksById(links, Bulk.defaults());
    }

    /**
     * As {@link #putLinks(Publisher, Bulk)}, by id.
     *
     * @param links as {@link #putLinksById(Publisher)} takes them
     * @param bulk chunks, progress
     * @return how many links are new or were changed; {@code RelatedNotFoundException} naming ids that do not exist
     */
    Mono<Long> putLinksById(Publisher<? extends Link<?, Assignment<J>>> links, Bulk<? super T> bulk);

    /**
     * Makes the owner be linked to just these stored rows, by difference, in one transaction, with the owner's row locked;
     * links that are there already get the data given.
     *
     * @param links for each row the join record's values; in an ordered relation the map's order is that of the links
     * @return completes when it is done; refused where the pair is not unique in the join record
     */
    Mono<Void> set(Map<? extends T, Assignment<J>> links);

    /**
     * As {@link #set(Map)}, by id.
     *
     * @param links for each id the join record's values
     * @return completes when it is done; {@code RelatedNotFoundException} naming the ids that do not exist
     */
    Mono<Void> setIds(Map<?, Assignment<J>> links);

    /**
     * The links themselves: each a target and its join record.
     *
     * @return the selection of links
     */
    LinkSelection<T, J> links();
}
