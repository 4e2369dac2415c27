package dev.relata.internal.plan;

import dev.relata.internal.mapping.ViewType;
import dev.relata.internal.mapping.ViewTypes;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.session.Sessions;
import dev.relata.query.Graph;

/** Makes plans of selections: for graphs and for views. Keeps the views that it has understood. Thread-safe. */
public final class Plans {

    private final FilterResolver resolver;
    private final Sessions sessions;
    private final ViewTypes views = new ViewTypes();

    public Plans(FilterResolver resolver, Sessions sessions) {
        this.resolver = resolver;
        this.sessions = sessions;
    }

    /** Plans to read rows with the branches that the selection fetches. */
    public <T> RowReader<Graph<T>> graphs(CompiledSelection selection) {
        return new RootRows<>(sessions, ShapeBuilder.of(resolver, selection), Plans::<T>graph);
    }

    @SuppressWarnings("unchecked") // the roots are rows of the selection
    private static <T> Graph<T> graph(GraphNode node) {
        return (Graph<T>) (Graph<?>) node;
    }

    /** Plans to read rows as records of another shape. */
    public <V> RowReader<V> views(CompiledSelection selection, Class<V> view) {
        ViewType<V> type = views.of(resolver.model(), selection.rows().type(), view);
        ViewShapes<V> shapes = ViewShapes.of(resolver, selection.rows(), type);
        return new RootRows<>(sessions, shapes.shape(), shapes.maker()::make);
    }
}
