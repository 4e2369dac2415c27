package dev.relata.internal.plan;

import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.internal.session.Sessions;
import dev.relata.query.Graph;

/** Makes plans of selections: for graphs and for views. Keeps the shapes that it has built. Thread-safe. */
public final class Plans {

    private final Sessions sessions;
    private final PlanShapes shapes;

    public Plans(FilterResolver resolver, Sessions sessions) {
        this.sessions = sessions;
        this.shapes = new PlanShapes(resolver);
    }

    /** Plans to read rows with the branches that the selection fetches. */
    public <T> RowReader<Graph<T>> graphs(CompiledSelection selection) {
        return new RootRows<>(sessions, shapes.of(selection), Plans::<T>graph);
    }

    @SuppressWarnings("unchecked") // the roots are rows of the selection
    private static <T> Graph<T> graph(GraphNode node) {
        return (Graph<T>) (Graph<?>) node;
    }

    /** Plans to read rows as records of another shape. */
    public <V> RowReader<V> views(CompiledSelection selection, Class<V> view) {
        ViewShapes<V> viewed = shapes.of(selection, view);
        return new RootRows<>(sessions, viewed.shape(), viewed.maker()::make);
    }
}
