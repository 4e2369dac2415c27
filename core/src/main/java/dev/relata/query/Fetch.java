package dev.relata.query;

import dev.relata.error.RefusedException;
import dev.relata.model.Aggregation;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Relationship;
import dev.relata.model.ToMany;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One branch of a fetch plan: what is fetched of a relationship, how, and under which name. Immutable.
 *
 * <pre>{@code
 * relata.from(Book.class).fetch(Fetch.of(Book.AUTHOR).by(FetchStrategy.JOIN)).graphs();
 * }</pre>
 *
 * @param relationship the relationship
 * @param what rows, links with their data, their number, or another aggregate
 * @param alias a name for one of several views of a relation, or null
 * @param related narrows, orders or limits the related rows, and says what is fetched for them
 * @param strategy how a to-one is read
 * @param recursion how far a relation of a type to itself is followed, or null for one step
 * @param aggregation what is computed over the related rows, or null where they are not aggregated
 * @param links narrows, orders or limits the join records of a branch of links
 * @param <S> the owner
 * @param <T> the target
 */
public record Fetch<S, T>(
        Relationship<S, T> relationship,
        What what,
        @Nullable String alias,
        UnaryOperator<Selection<T>> related,
        FetchStrategy strategy,
        @Nullable Recursion recursion,
        @Nullable Aggregation<T, ?> aggregation,
        UnaryOperator<Selection<Object>> links) {

    /** Refuses nulls. */
    public Fetch {
        RefusedException.unlessNull(relationship, "fetch", "the relationship");
        RefusedException.unlessNull(related, "fetch", "the function that narrows the related rows");
        RefusedException.unlessNull(strategy, "fetch", "the strategy");
        RefusedException.unlessNull(links, "fetch", "the function that narrows the links");
    }

    /** What is fetched. */
    public enum What {
        /** The related rows. */
        ROWS,
        /** The related rows, each with the join record that leads to it. */
        LINKS,
        /** The number of related rows. */
        COUNT,
        /** Another aggregate over the related rows. */
        AGGREGATE;

        /**
         * Tells whether the rows themselves are left in the store.
         *
         * @return true for a count and another aggregate
         */
        public boolean computed() {
            return this == COUNT || this == AGGREGATE;
        }
    }

    /**
     * A branch of all links, or one that computes nothing over the related rows but their number.
     *
     * @param relationship the relationship
     * @param what rows, links with their data, or their number
     * @param alias a name for one of several views of a relation, or null
     * @param related narrows the related rows
     * @param strategy how a to-one is read
     * @param recursion how far a relation of a type to itself is followed, or null for one step
     */
    public Fetch(
            Relationship<S, T> relationship,
            What what,
            @Nullable String alias,
            UnaryOperator<Selection<T>> related,
            FetchStrategy strategy,
            @Nullable Recursion recursion) {
        this(relationship, what, alias, related, strategy, recursion, null, UnaryOperator.identity());
    }

    /**
     * The related rows.
     *
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return the branch
     */
    public static <S, T> Fetch<S, T> of(Relationship<S, T> relationship) {
        return new Fetch<>(relationship, What.ROWS, null, UnaryOperator.identity(), FetchStrategy.AUTO, null);
    }

    /**
     * The related rows with the join records that lead to them.
     *
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @param <J> the join record
     * @return the branch
     */
    public static <S, T, J> Fetch<S, T> links(ManyToManyThrough<S, T, J> relationship) {
        return new Fetch<>(relationship, What.LINKS, null, UnaryOperator.identity(), FetchStrategy.AUTO, null);
    }

    /**
     * Some of the related rows with the join records that lead to them, chosen and ordered by the data of the links.
     *
     * <pre>{@code
     * Fetch.links(Playlist.SLOTS, links -> links.where(Slot::place, lt(10)).orderBy(desc(Slot::place)))
     * }</pre>
     *
     * @param relationship the relationship
     * @param links narrows, orders or limits the links, those of each owner by themselves
     * @param <S> the owner
     * @param <T> the target
     * @param <J> the join record
     * @return the branch
     */
    @SuppressWarnings("unchecked") // it is given the links of the relationship alone
    public static <S, T, J> Fetch<S, T> links(
            ManyToManyThrough<S, T, J> relationship, UnaryOperator<Selection<J>> links) {
        RefusedException.unlessNull(links, "fetchLinks", "the function that narrows the links");
        UnaryOperator<Selection<Object>> narrowing = rows -> (Selection<Object>) links.apply((Selection<J>) rows);
        return new Fetch<>(
                relationship, What.LINKS, null, UnaryOperator.identity(), FetchStrategy.AUTO, null, null, narrowing);
    }

    /**
     * The number of related rows.
     *
     * @param relationship the relationship
     * @param <S> the owner
     * @param <T> the target
     * @return the branch
     */
    public static <S, T> Fetch<S, T> count(ToMany<S, T> relationship) {
        return new Fetch<>(relationship, What.COUNT, null, UnaryOperator.identity(), FetchStrategy.AUTO, null);
    }

    /**
     * An aggregate over the related rows; for several of one relationship no alias is needed.
     *
     * @param relationship the relationship
     * @param aggregation what is computed over the related rows of each owner
     * @param <S> the owner
     * @param <T> the target
     * @return the branch
     */
    public static <S, T> Fetch<S, T> aggregate(ToMany<S, T> relationship, Aggregation<T, ?> aggregation) {
        return new Fetch<>(
                relationship,
                What.AGGREGATE,
                null,
                UnaryOperator.identity(),
                FetchStrategy.AUTO,
                null,
                RefusedException.unlessNull(aggregation, "fetch", "the aggregate"),
                UnaryOperator.identity());
    }

    /**
     * The rows that a relation of a type to itself reaches.
     *
     * @param relationship the relationship
     * @param recursion how far
     * @param <T> the type
     * @return the branch
     */
    public static <T> Fetch<T, T> recursive(Relationship<T, T> relationship, Recursion recursion) {
        return new Fetch<>(
                relationship,
                What.ROWS,
                null,
                UnaryOperator.identity(),
                FetchStrategy.AUTO,
                RefusedException.unlessNull(recursion, "fetch", "the recursion"));
    }

    /**
     * This branch under a name of its own, so that a relation can be fetched in several ways.
     *
     * @param name the name
     * @return a changed copy
     */
    public Fetch<S, T> as(String name) {
        RefusedException.unlessNull(name, "fetch", "the alias");
        return new Fetch<>(relationship, what, name, related, strategy, recursion, aggregation, links);
    }

    /**
     * This branch of fewer rows, in another order, or with more fetched for them; a limit counts for each owner.
     *
     * @param narrowing what is done to the relation's own selection
     * @return a changed copy
     */
    public Fetch<S, T> narrowed(UnaryOperator<Selection<T>> narrowing) {
        UnaryOperator<Selection<T>> before = related;
        RefusedException.unlessNull(narrowing, "fetch", "the function that narrows the related rows");
        return new Fetch<>(
                relationship,
                what,
                alias,
                selection -> narrowing.apply(before.apply(selection)),
                strategy,
                recursion,
                aggregation,
                links);
    }

    /**
     * This branch read in another way.
     *
     * @param how the strategy
     * @return a changed copy
     */
    public Fetch<S, T> by(FetchStrategy how) {
        return new Fetch<>(relationship, what, alias, related, how, recursion, aggregation, links);
    }
}
