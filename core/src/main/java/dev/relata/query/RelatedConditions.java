package dev.relata.query;

import dev.relata.model.Condition;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import java.util.function.UnaryOperator;

/**
 * The conditions of a selection that look at related rows. Immutable, thread-safe: every step answers a new selection.
 *
 * @param <T> the row
 */
public interface RelatedConditions<T> {

    /**
     * Rows whose related row is in the related selection.
     *
     * @param relationship the relationship
     * @param related narrows the related rows
     * @param <U> the related row
     * @return the narrower selection
     */
    <U> Selection<T> where(ToOne<T, U> relationship, UnaryOperator<Selection<U>> related);

    /**
     * Rows that are referred to by a row in the related selection.
     *
     * @param relationship the relationship
     * @param related narrows the related rows
     * @param <U> the related row
     * @return the narrower selection
     */
    <U> Selection<T> where(HasOne<T, U> relationship, UnaryOperator<Selection<U>> related);

    /**
     * Rows with at least one related row in the related selection.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param related narrows the related rows
     * @param <U> the related row
     * @return the narrower selection
     */
    <U> Selection<T> whereAny(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related);

    /**
     * Rows with no related row in the related selection; true over no related rows.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param related narrows the related rows
     * @param <U> the related row
     * @return the narrower selection
     */
    <U> Selection<T> whereNone(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related);

    /**
     * Rows all of whose related rows are in the related selection; true over no related rows.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param related narrows the related rows, by conditions only
     * @param <U> the related row
     * @return the narrower selection
     */
    <U> Selection<T> whereEvery(ToMany<T, U> relationship, UnaryOperator<Selection<U>> related);

    /**
     * Rows whose number of related rows meets a condition.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param condition what is asked of the number, which is 0 for none
     * @param <U> the related row
     * @return the narrower selection
     */
    default <U> Selection<T> whereCount(ToMany<T, U> relationship, Condition<Long> condition) {
        return whereCount(relationship, UnaryOperator.identity(), condition);
    }

    /**
     * Rows whose number of related rows in the related selection meets a condition.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param related narrows the related rows that count
     * @param condition what is asked of the number, which is 0 for none
     * @param <U> the related row
     * @return the narrower selection
     */
    <U> Selection<T> whereCount(
            ToMany<T, U> relationship, UnaryOperator<Selection<U>> related, Condition<Long> condition);

    /**
     * Rows with at least one link whose target is in the one selection and whose join record is in the other.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param targets narrows the targets, by conditions only
     * @param links narrows the join records, by conditions only
     * @param <U> the target
     * @param <J> the join record
     * @return the narrower selection
     */
    <U, J> Selection<T> whereAny(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links);

    /**
     * Rows with no link whose target is in the one selection and whose join record is in the other; true over no links.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param targets narrows the targets, by conditions only
     * @param links narrows the join records, by conditions only
     * @param <U> the target
     * @param <J> the join record
     * @return the narrower selection
     */
    <U, J> Selection<T> whereNone(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links);

    /**
     * Rows all of whose links have a target in the one selection and a join record in the other; true over no links.
     *
     * @param relationship the relationship; its own filter and limit hold
     * @param targets narrows the targets, by conditions only
     * @param links narrows the join records, by conditions only
     * @param <U> the target
     * @param <J> the join record
     * @return the narrower selection
     */
    <U, J> Selection<T> whereEvery(
            ManyToManyThrough<T, U, J> relationship,
            UnaryOperator<Selection<U>> targets,
            UnaryOperator<Selection<J>> links);
}
