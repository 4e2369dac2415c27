package dev.relata.internal.engine;

import dev.relata.internal.resolve.CompiledSelection;
import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.query.DeletePlan;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.Collection;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * Deletes rows and changes their keys, with what the model says of the rows that refer to them; what the engine needs of the layer above it.
 * Thread-safe.
 */
public interface Cascades {

    /**
     * Deletes the rows of a selection, whole or not at all.
     *
     * @param engine the engine
     * @param selection compiles the selection, on subscribe
     * @param whole whether it fails where the store leaves a row out by rules of its own; where other rows go with these, it
     *     always does
     * @return how many of its rows were there, without those that went with them; cold
     */
    Mono<Long> delete(Engine engine, Supplier<CompiledSelection> selection, boolean whole);

    /**
     * Tells what {@link #delete} would do, and writes nothing.
     *
     * @param engine the engine
     * @param selection compiles the selection, on subscribe
     * @return the plan; cold
     */
    Mono<DeletePlan> plan(Engine engine, Supplier<CompiledSelection> selection);

    /**
     * Tells whether rows follow when attributes of a type change, as they refer to them under {@code onUpdate(CASCADE)}.
     *
     * @param engine the engine
     * @param type the type
     * @param attributes what changes
     * @return true where {@link #rekey} is needed
     */
    boolean follows(Engine engine, EntityType<?> type, Collection<Attribute> attributes);

    /**
     * Changes rows, and the keys of the rows that refer to what changes, in one statement after a lock.
     *
     * @param engine the engine
     * @param update the change; attributes of the id may be among it
     * @return how many rows were there to change; refused while rows refer to a key that changes and may not follow; cold
     */
    Mono<Long> rekey(Engine engine, Update update);

    /**
     * Changes rows, each to values of its own, and the keys of the rows that refer to what changes: a lock, and one statement.
     *
     * @param engine the engine
     * @param update the change
     * @return for each row the position of the last that is the same stored row, which is the one that is written, or -1 where
     *     it is not there, and then nothing is changed; refused while rows refer to a key that changes and may not follow; to
     *     be subscribed in a transaction; cold
     */
    Mono<int[]> rekey(Engine engine, UpdateRows update);
}
