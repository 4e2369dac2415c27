package dev.relata.internal.resolve;

import dev.relata.spi.Query;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The recipe of a selection: a source of rows, and the steps that a user has chained onto it. Immutable; selections that
 * go on from the same steps share them. Compiled at each subscription anew, so that nothing is refused before.
 */
public final class SelectionSteps {

    private final Supplier<CompiledSelection> source;
    private final @Nullable Chain chain;

    /** A step and those before it. */
    private record Chain(@Nullable Chain before, UnaryOperator<CompiledSelection> step) {}

    private SelectionSteps(Supplier<CompiledSelection> source, @Nullable Chain chain) {
        this.source = source;
        this.chain = chain;
    }

    /**
     * Begins a recipe.
     *
     * @param source makes the rows that the first step applies to
     */
    public static SelectionSteps from(Supplier<CompiledSelection> source) {
        return new SelectionSteps(source, null);
    }

    public SelectionSteps then(UnaryOperator<CompiledSelection> step) {
        return new SelectionSteps(source, new Chain(chain, step));
    }

    public SelectionSteps thenQuery(UnaryOperator<Query> step) {
        return then(compiled -> compiled.then(step));
    }

    /** Whether both go on from the very same source. */
    public boolean sharesSource(SelectionSteps other) {
        return source == other.source;
    }

    /**
     * Compiles the selection: takes the rows of the source, applies each step to what the steps before have left (a
     * condition, a term of the order, a bound, a branch of the fetch plan), and checks what has come of them as a whole.
     */
    public CompiledSelection compile() {
        CompiledSelection compiled = source.get();
        for (UnaryOperator<CompiledSelection> step : inOrder()) {
            compiled = step.apply(compiled);
        }
        FilterResolver.checkBounds(compiled.rows());
        return compiled;
    }

    /** The steps, the first first. Collected in a loop, since a user's loop may have added thousands. */
    private Iterable<UnaryOperator<CompiledSelection>> inOrder() {
        Deque<UnaryOperator<CompiledSelection>> inOrder = new ArrayDeque<>();
        for (Chain rest = chain; rest != null; rest = rest.before) {
            inOrder.push(rest.step);
        }
        return inOrder;
    }
}
