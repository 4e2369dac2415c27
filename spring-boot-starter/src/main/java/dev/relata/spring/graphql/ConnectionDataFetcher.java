package dev.relata.spring.graphql;

import dev.relata.model.Sort;
import dev.relata.query.Selection;
import graphql.relay.Connection;
import graphql.relay.ConnectionCursor;
import graphql.relay.DefaultConnection;
import graphql.relay.DefaultConnectionCursor;
import graphql.relay.DefaultEdge;
import graphql.relay.DefaultPageInfo;
import graphql.relay.Edge;
import graphql.schema.DataFetcher;
import graphql.schema.DataFetchingEnvironment;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Fetches a page of a to-many for each owner, as a connection. The pages of owners that are asked for the same are one statement, which
 * {@code Selection.page} would not be. Immutable, thread-safe.
 */
final class ConnectionDataFetcher<S, T> implements DataFetcher<Object> {

    private static final Set<String> ARGUMENTS = Set.of(Arguments.FIRST, Arguments.AFTER, Arguments.ORDER_BY);

    private final Owners<S> owners;
    private final Function<S, Selection<T>> rows;
    private final RowArguments<T> arguments;
    private final KeysetOrder<T> order;
    private final KeysetCursors cursors;
    private final int pageSize;
    private final int maxFirst;

    ConnectionDataFetcher(
            Owners<S> owners,
            Function<S, Selection<T>> rows,
            RowArguments<T> arguments,
            KeysetOrder<T> order,
            int pageSize,
            int maxFirst) {
        this.owners = owners;
        this.rows = rows;
        this.arguments = arguments;
        this.order = order;
        this.cursors = new KeysetCursors(arguments.requestValues());
        this.pageSize = pageSize;
        this.maxFirst = maxFirst;
    }

    @Override
    public Object get(DataFetchingEnvironment environment) {
        S owner = owners.of(environment);
        return BadArgumentException.asError(
                environment, () -> page(owner, new Arguments(environment, arguments.name())));
    }

    private Mono<Connection<T>> page(S owner, Arguments given) {
        arguments.refuseOthers(given, ARGUMENTS);
        List<KeysetTerm<T>> terms = order.terms(given);
        Object after = given.value(Arguments.AFTER);
        int first = given.first(maxFirst, pageSize);
        Selection<T> filtered = arguments.filtered(rows.apply(owner), given);
        Selection<T> behind =
                after == null ? filtered : filtered.where(cursors.behind(String.valueOf(after), terms, given));
        List<Sort<T>> sorts = terms.stream().map(KeysetTerm::sort).toList();
        // One row more tells whether there is a next page.
        return KeysetOrder.ordered(behind, sorts)
                .limit(first + 1L)
                .all()
                .collectList()
                .map(found -> connection(found, first, terms, after != null));
    }

    private Connection<T> connection(List<T> found, int first, List<KeysetTerm<T>> terms, boolean hasPrevious) {
        List<Edge<T>> edges = found.stream()
                .limit(first)
                .<Edge<T>>map(row -> new DefaultEdge<>(row, new DefaultConnectionCursor(cursors.of(row, terms))))
                .toList();
        boolean hasNext = found.size() > first;
        return new DefaultConnection<>(
                edges, new DefaultPageInfo(cursor(edges, 0), cursor(edges, edges.size() - 1), hasPrevious, hasNext));
    }

    private static @Nullable ConnectionCursor cursor(List<? extends Edge<?>> edges, int index) {
        return edges.isEmpty() ? null : edges.get(index).getCursor();
    }
}
