package dev.relata.spring.graphql;

import dev.relata.metamodel.RelationshipType;
import dev.relata.model.Operator;
import dev.relata.model.Property;
import dev.relata.query.Selection;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.Set;
import java.util.function.Function;

/**
 * Fetches the list of a to-many for each owner. It takes the arguments {@code first}, {@code orderBy} and the filters that its methods
 * allow for, and answers an argument that it cannot use with an error of the field; an argument that is null is taken as not given.
 * Owners that are asked for the same are one statement. Immutable, thread-safe.
 *
 * @param <S> the owner
 * @param <T> the target
 */
public final class ToManyDataFetcher<S, T> implements DataFetcher<Object> {

    private static final Set<String> ARGUMENTS = Set.of(Arguments.FIRST, Arguments.ORDER_BY);

    private final Owners<S> owners;
    private final Function<S, Selection<T>> rows;
    private final RelationshipType<S, T> relationship;
    private final RowArguments<T> arguments;
    private final int pageSize;
    private final int maxFirst;

    ToManyDataFetcher(
            Owners<S> owners,
            Function<S, Selection<T>> rows,
            RelationshipType<S, T> relationship,
            RowArguments<T> arguments,
            int pageSize,
            int maxFirst) {
        this.owners = owners;
        this.rows = rows;
        this.relationship = relationship;
        this.arguments = arguments;
        this.pageSize = pageSize;
        this.maxFirst = maxFirst;
    }

    private ToManyDataFetcher<S, T> with(RowArguments<T> more) {
        return new ToManyDataFetcher<>(owners, rows, relationship, more, pageSize, maxFirst);
    }

    /**
     * Allows for an order: the argument {@code orderBy} may have this name, the name and {@code _ASC} or {@code _DESC}, an object
     * with the name as {@code field} and a {@code direction}, or a list of these.
     *
     * @param name the name, in either case
     * @param property the property to order by
     * @return a changed copy
     */
    public ToManyDataFetcher<S, T> sort(String name, Property<T, ?> property) {
        return with(arguments.sort(name, property));
    }

    /**
     * Allows for a filter: rows that have the value of an argument.
     *
     * @param argument the name of the argument, also within an object that is the argument {@code filter}
     * @param property the property
     * @return a changed copy
     */
    public ToManyDataFetcher<S, T> filter(String argument, Property<T, ?> property) {
        return filter(argument, property, Operator.EQ);
    }

    /**
     * Allows for a filter: rows that compare with the value of an argument.
     *
     * @param argument the name of the argument, also within an object that is the argument {@code filter}
     * @param property the property; the value is converted to its type
     * @param operator how they compare: all but {@code BETWEEN} and {@code LIKE}; a list for {@code IN} and {@code NOT_IN}, true or
     *     false for {@code IS_NULL} and {@code IS_NOT_NULL}
     * @return a changed copy
     */
    public ToManyDataFetcher<S, T> filter(String argument, Property<T, ?> property, Operator operator) {
        return with(arguments.filter(argument, property, operator));
    }

    /**
     * Limits the argument {@code first}.
     *
     * @param most the most rows that it may ask for
     * @return a changed copy
     */
    public ToManyDataFetcher<S, T> maxFirst(int most) {
        return new ToManyDataFetcher<>(owners, rows, relationship, arguments, pageSize, most);
    }

    /**
     * Makes the same a connection: a page of edges with a cursor each. It takes {@code after}, too, and begins behind the row of that
     * cursor, found by the values of its order and not by counting.
     *
     * @param unique a property that no two targets of an owner share, mostly the id; the end of each order
     * @return fetches a {@code graphql.relay.Connection}
     */
    public DataFetcher<Object> connection(Property<T, ?> unique) {
        KeysetOrder<T> order = new KeysetOrder<>(relationship, arguments, unique);
        return new ConnectionDataFetcher<>(owners, rows, arguments, order, Math.min(pageSize, maxFirst), maxFirst);
    }

    @Override
    public Object get(DataFetchingEnvironment environment) {
        S owner = owners.of(environment);
        return BadArgumentException.asError(environment, () -> {
            Arguments given = new Arguments(environment, arguments.name());
            arguments.refuseOthers(given, ARGUMENTS);
            Selection<T> selection = arguments.filtered(rows.apply(owner), given);
            Selection<T> ordered = KeysetOrder.ordered(selection, arguments.order(given));
            int first = given.first(maxFirst, 0);
            return (first == 0 ? ordered : ordered.limit(first)).all().collectList();
        });
    }
}
