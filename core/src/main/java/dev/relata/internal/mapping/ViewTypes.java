package dev.relata.internal.mapping;

import dev.relata.error.ModelException;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Understands records as views of entities, each once. Thread-safe. */
public final class ViewTypes {

    /** A view of an entity. */
    private record Pair(Class<?> view, EntityType<?> entity) {}

    private final Map<Pair, ViewType<?>> known = new ConcurrentHashMap<>();

    /** Makes one that knows no views yet. */
    public ViewTypes() {}

    /**
     * Understands a record.
     *
     * @param model the model
     * @param entity what it shows
     * @param view the record
     * @param <V> the record
     * @return the view
     * @throws ModelException with every component that does not fit
     */
    @SuppressWarnings("unchecked") // kept under its own class
    public <V> ViewType<V> of(Model model, EntityType<?> entity, Class<V> view) {
        Pair pair = new Pair(view, entity);
        ViewType<?> before = known.get(pair);
        if (before != null) {
            return (ViewType<V>) before;
        }
        List<String> errors = new ArrayList<>();
        ViewType<V> read = ViewReader.read(model, entity, view, List.of(), errors);
        if (read == null || !errors.isEmpty()) {
            throw new ModelException(errors);
        }
        known.put(pair, read);
        return read;
    }
}
