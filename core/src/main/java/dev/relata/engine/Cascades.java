package dev.relata.engine;

import dev.relata.query.DeletePlan;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Deletes rows with what the model says of the rows that refer to them; what the engine needs of the layer above it.
 * Thread-safe.
 */
public interface Cascades {

    /**
     * Deletes the rows of a selection, whole or not at all.
     *
     * @param engine the engine
     * @param selection compiles the selection, on subscribe
     * @return how many of its rows were there, without those that went with them; cold
     */
    Mono<Long> delete(Engine engine, Supplier<Compiled> selection);

    /**
     * Tells what {@link #delete} would do, and writes nothing.
     *
     * @param engine the engine
     * @param selection compiles the selection, on subscribe
     * @return the plan; cold
     */
    Mono<DeletePlan> plan(Engine engine, Supplier<Compiled> selection);
}
