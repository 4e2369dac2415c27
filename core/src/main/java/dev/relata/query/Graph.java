package dev.relata.query;

import dev.relata.model.Aggregates;
import dev.relata.model.Aggregation;
import dev.relata.model.HasOne;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Property;
import dev.relata.model.Relationship;
import dev.relata.model.ToMany;
import dev.relata.model.ToOne;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * A row and what a fetch plan has read for it. Immutable, thread-safe; nothing is sent when it is asked.
 *
 * <p>What the plan did not fetch is a {@code NotFetchedException} that names the call which would; {@link #fetched}
 * tells beforehand. Rows that are equal may be the same instance or not.
 *
 * <pre>{@code
 * graph.root();                          // Author
 * graph.many(Author.BOOKS);              // List<Book>
 * graph.graphs(Author.BOOKS).get(0).many(Book.TAGS);
 * graph.many("recent", Author.BOOKS);    // fetched under an alias
 * }</pre>
 *
 * <p>Every Jackson mapper writes it as {@code RelataModule} says, also where only the declared type is known, as in a {@code
 * List<Graph<Author>>}.
 *
 * @param <T> the row
 */
public interface Graph<T> extends JacksonSerializable {

    /**
     * Answers the row itself.
     *
     * @return the row
     */
    T root();

    /**
     * Answers the related row.
     *
     * @param relationship a to-one
     * @param <U> the target
     * @return the row, empty where there is none
     */
    <U> Optional<U> one(ToOne<T, U> relationship);

    /**
     * Answers the related row.
     *
     * @param relationship a has-one
     * @param <U> the target
     * @return the row, empty where there is none
     */
    <U> Optional<U> one(HasOne<T, U> relationship);

    /**
     * Answers the related row that was fetched under an alias.
     *
     * @param alias the alias
     * @param relationship a to-one
     * @param <U> the target
     * @return the row, empty where there is none
     */
    <U> Optional<U> one(String alias, ToOne<T, U> relationship);

    /**
     * Answers the related row that was fetched under an alias.
     *
     * @param alias the alias
     * @param relationship a has-one
     * @param <U> the target
     * @return the row, empty where there is none
     */
    <U> Optional<U> one(String alias, HasOne<T, U> relationship);

    /**
     * Answers the related rows.
     *
     * @param relationship a to-many
     * @param <U> the target
     * @return the rows in the fetched order, unmodifiable
     */
    <U> List<U> many(ToMany<T, U> relationship);

    /**
     * Answers the related rows that were fetched under an alias.
     *
     * @param alias the alias
     * @param relationship a to-many
     * @param <U> the target
     * @return the rows in the fetched order, unmodifiable
     */
    <U> List<U> many(String alias, ToMany<T, U> relationship);

    /**
     * Answers the related rows with what was fetched for them.
     *
     * @param relationship any relationship; of a to-one there is at most one
     * @param <U> the target
     * @return a graph for each row, in the fetched order, unmodifiable
     */
    <U> List<Graph<U>> graphs(Relationship<T, U> relationship);

    /**
     * Answers the related rows that were fetched under an alias, with what was fetched for them.
     *
     * @param alias the alias
     * @param relationship any relationship; of a to-one there is at most one
     * @param <U> the target
     * @return a graph for each row, in the fetched order, unmodifiable
     */
    <U> List<Graph<U>> graphs(String alias, Relationship<T, U> relationship);

    /**
     * Answers the related rows with the join records that lead to them.
     *
     * @param relationship a relationship whose links were fetched
     * @param <U> the target
     * @param <J> the join record
     * @return the links in the fetched order, unmodifiable
     */
    <U, J> List<Link<U, J>> links(ManyToManyThrough<T, U, J> relationship);

    /**
     * Answers the links that were fetched under an alias.
     *
     * @param alias the alias
     * @param relationship a relationship whose links were fetched
     * @param <U> the target
     * @param <J> the join record
     * @return the links in the fetched order, unmodifiable
     */
    <U, J> List<Link<U, J>> links(String alias, ManyToManyThrough<T, U, J> relationship);

    /**
     * Answers the number of related rows.
     *
     * @param relationship a to-many whose count was fetched
     * @return the number, 0 for none
     */
    long count(ToMany<T, ?> relationship);

    /**
     * Answers the number of related rows that was fetched under an alias.
     *
     * @param alias the alias
     * @param relationship a to-many whose count was fetched
     * @return the number, 0 for none
     */
    long count(String alias, ToMany<T, ?> relationship);

    /**
     * Answers an aggregate over the related rows.
     *
     * @param relationship a to-many over whose rows the aggregate was fetched
     * @param aggregation the aggregate, equal to the one that was fetched
     * @param <U> the target
     * @param <V> the type of the aggregate
     * @return the value, empty where there is none, as for the smallest of nothing
     */
    <U, V> Optional<V> aggregate(ToMany<T, U> relationship, Aggregation<U, V> aggregation);

    /**
     * Answers an aggregate over the related rows that was fetched under an alias.
     *
     * @param alias the alias
     * @param relationship a to-many over whose rows the aggregate was fetched
     * @param aggregation the aggregate, equal to the one that was fetched
     * @param <U> the target
     * @param <V> the type of the aggregate
     * @return the value, empty where there is none, as for the smallest of nothing
     */
    <U, V> Optional<V> aggregate(String alias, ToMany<T, U> relationship, Aggregation<U, V> aggregation);

    /**
     * Answers the sum of a property of the related rows.
     *
     * @param relationship a to-many over whose rows the sum was fetched
     * @param property the property of the related rows
     * @param <U> the target
     * @return the sum as {@link Selection#sum(Property)} answers it, 0 for no rows
     */
    default <U> Number sum(ToMany<T, U> relationship, Property<U, ? extends Number> property) {
        return aggregate(relationship, Aggregates.sum(property)).orElseThrow();
    }

    /**
     * Answers the smallest value of a property of the related rows.
     *
     * @param relationship a to-many over whose rows it was fetched
     * @param property the property of the related rows
     * @param <U> the target
     * @param <V> the property's type
     * @return the value, empty for no rows
     */
    default <U, V extends Comparable<? super V>> Optional<V> min(ToMany<T, U> relationship, Property<U, V> property) {
        return aggregate(relationship, Aggregates.min(property));
    }

    /**
     * Answers the largest value of a property of the related rows.
     *
     * @param relationship a to-many over whose rows it was fetched
     * @param property the property of the related rows
     * @param <U> the target
     * @param <V> the property's type
     * @return the value, empty for no rows
     */
    default <U, V extends Comparable<? super V>> Optional<V> max(ToMany<T, U> relationship, Property<U, V> property) {
        return aggregate(relationship, Aggregates.max(property));
    }

    /**
     * Tells whether related rows were fetched, so that they can be asked for.
     *
     * @param relationship any relationship
     * @return true where {@link #graphs(Relationship)} answers
     */
    boolean fetched(Relationship<T, ?> relationship);

    /**
     * Tells whether this row came up nearer to the root of a recursion already, so that it was not followed from here.
     *
     * @return true where the recursion shows nothing below this row for that reason
     */
    boolean repeated();

    /** Writes the row; one that Relata answers is written with its parts. */
    @Override
    default void serialize(JsonGenerator json, SerializationContext context) {
        context.writeValue(json, root());
    }

    /** Writes the same, without an id of the type, as nothing reads a graph back. */
    @Override
    default void serializeWithType(JsonGenerator json, SerializationContext context, TypeSerializer type) {
        serialize(json, context);
    }
}
