package dev.relata.internal.write;

import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.query.DeletePlan;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** Deletes rows with what the model says of the rows that refer to them. Thread-safe. */
public interface Deletes {

    /**
     * Deletes the rows of a selection, whole or not at all.
     *
     * @param selection compiles the selection, on subscribe
     * @param whole whether it fails where the store leaves a row out by rules of its own; where other rows go with these, it
     *     always does
     * @return how many of its rows were there, without those that went with them; cold
     */
    Mono<Long> delete(Supplier<CompiledSelection> selection, boolean whole);

    /**
     * Counts the effects of {@link #delete}, and writes nothing.
     *
     * @param selection compiles the selection, on subscribe
     * @return the plan; cold
     */
    Mono<DeletePlan> plan(Supplier<CompiledSelection> selection);
}
