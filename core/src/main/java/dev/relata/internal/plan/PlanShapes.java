package dev.relata.internal.plan;

import dev.relata.internal.mapping.ViewType;
import dev.relata.internal.mapping.ViewTypes;
import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.internal.resolve.FilterResolver;
import dev.relata.metamodel.EntityType;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Builds the shapes of graphs and of views, those that depend on the model alone once. Bounded, thread-safe. */
final class PlanShapes {

    static final int MOST = 1_000;

    /** A view, and whether its rows are all of their type. */
    private record ViewKey(Class<?> view, EntityType<?> type, boolean all) {}

    private final FilterResolver resolver;
    private final ViewTypes types = new ViewTypes();
    private final Map<PlanKey, PlanShape> graphs = new ConcurrentHashMap<>();
    private final Map<ViewKey, ViewShapes<?>> views = new ConcurrentHashMap<>();

    PlanShapes(FilterResolver resolver) {
        this.resolver = resolver;
    }

    /** Returns the shape of a selection's graphs. */
    PlanShape of(CompiledSelection selection) {
        PlanKey key = PlanKey.of(resolver, selection);
        if (key == null) {
            return ShapeBuilder.of(resolver, selection);
        }
        PlanShape known = graphs.get(key);
        return known == null ? kept(graphs, key, ShapeBuilder.of(resolver, selection)) : known;
    }

    /** Returns the shape of a view of a selection's rows. */
    @SuppressWarnings("unchecked") // kept under the class of the view
    <V> ViewShapes<V> of(CompiledSelection selection, Class<V> view) {
        EntityType<?> type = selection.rows().type();
        ViewKey key = new ViewKey(view, type, JoinedBranches.plain(selection.rows()));
        ViewShapes<?> known = views.get(key);
        if (known != null) {
            return (ViewShapes<V>) known;
        }
        ViewType<V> shown = types.of(resolver.model(), type, view);
        return kept(views, key, ViewShapes.of(resolver, selection.rows(), shown));
    }

    private static <K, S> S kept(Map<K, ? super S> shapes, K key, S shape) {
        // An application has a handful; one that makes them up must not fill the heap.
        if (shapes.size() >= MOST) {
            shapes.clear();
        }
        shapes.put(key, shape);
        return shape;
    }

    int size() {
        return graphs.size() + views.size();
    }
}
