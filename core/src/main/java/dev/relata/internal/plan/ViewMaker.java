package dev.relata.internal.plan;

import dev.relata.internal.mapping.ViewType;
import dev.relata.internal.mapping.ViewType.Holder;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the view of a node and of everything below it; a node that several owners share is made once. */
final class ViewMaker<V> {

    /** Fills one component. */
    private interface Filler {
        @Nullable
        Object of(GraphNode node);
    }

    private final ViewType<V> view;
    private final List<Filler> fillers = new ArrayList<>();
    private @Nullable PlanBranch recursion;

    ViewMaker(ViewType<V> view) {
        this.view = view;
    }

    void value(Attribute attribute) {
        fillers.add(node -> attribute.toValue(node.value(attribute)));
    }

    void value(Path path) {
        fillers.add(node -> path.toValue(node.value(path)));
    }

    void count(PlanBranch branch, boolean narrow) {
        fillers.add(narrow ? node -> Math.toIntExact(node.number(branch)) : node -> node.number(branch));
    }

    void computed(PlanBranch branch, boolean narrow) {
        fillers.add(node -> {
            Object value = node.computed(branch);
            return narrow && value instanceof Long number ? (Object) Math.toIntExact(number) : value;
        });
    }

    /** Shows the rows of a branch as views of their own. */
    void views(PlanBranch branch, ViewMaker<?> maker, Holder holder) {
        fillers.add(node -> held(MappedList.of(node.nodes(branch), maker::make), holder));
    }

    /** Shows the rows of a branch as they are. */
    void rows(PlanBranch branch, Holder holder) {
        fillers.add(node -> held(node.contents(branch), holder));
    }

    /** Says which branch leads on to nodes of the same shape, if one does. */
    void recursion(PlanBranch step) {
        recursion = step;
    }

    private static @Nullable Object held(List<?> elements, Holder holder) {
        return switch (holder) {
            case LIST -> List.copyOf(elements);
            case SET -> Collections.unmodifiableSet(new LinkedHashSet<>(elements));
            case OPTIONAL -> elements.stream().findFirst();
            case NULLABLE, REQUIRED -> elements.isEmpty() ? null : elements.get(0);
        };
    }

    V make(GraphNode node) {
        PlanBranch step = recursion;
        if (step != null && node.view() == null) {
            // From the far end, as a recursion may be deeper than the stack.
            List<GraphNode> reached = reached(node, step);
            for (int i = reached.size() - 1; i > 0; i--) {
                made(reached.get(i));
            }
        }
        return made(node);
    }

    /** The node and all that lie below it, each once and before those below it. */
    private static List<GraphNode> reached(GraphNode start, PlanBranch step) {
        Set<GraphNode> known = new HashSet<>();
        List<GraphNode> reached = new ArrayList<>(List.of(start));
        for (int i = 0; i < reached.size(); i++) {
            for (GraphNode node : reached.get(i).nodes(step)) {
                if (node.view() == null && known.add(node)) {
                    reached.add(node);
                }
            }
        }
        return reached;
    }

    @SuppressWarnings("unchecked") // a node's view is made by the maker of its shape alone
    private V made(GraphNode node) {
        Object made = node.view();
        if (made == null) {
            made = made(filled(node), node);
            node.view(made);
        }
        return (V) made;
    }

    private @Nullable Object[] filled(GraphNode node) {
        @Nullable Object[] values = new @Nullable Object[fillers.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fillers.get(i).of(node);
        }
        return values;
    }

    private V made(@Nullable Object[] values, GraphNode node) {
        int missing = view.missing(values);
        if (missing >= 0) {
            throw view.nullFor(missing, node.describeId());
        }
        try {
            return view.instantiate(values);
        } catch (RuntimeException e) {
            throw EntityType.refusal(view.toString(), node.describeId(), e);
        }
    }
}
