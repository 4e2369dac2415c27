package dev.relata.internal.write;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.Collection;
import reactor.core.publisher.Mono;

/** Changes keys together with the keys of the rows that refer to them, as the model says. Thread-safe. */
public interface KeyChanges {

    /**
     * Tells whether rows follow when attributes of a type change, as they refer to them under {@code onUpdate(CASCADE)}.
     *
     * @param type the type
     * @param attributes the attributes that change
     * @return whether the change has to go through {@link #rekey}
     */
    boolean follow(EntityType<?> type, Collection<Attribute> attributes);

    /**
     * Changes rows; where rows follow, together with these.
     *
     * @param update the change, of at least one attribute
     * @return how many rows were there to change; cold
     */
    Mono<Long> update(Update update);

    /**
     * Changes rows, and the keys of the rows that refer to what changes, in one statement after a lock.
     *
     * @param update the change; attributes of the id may be among it
     * @return how many rows were there to change; refused while rows refer to a key that changes and may not follow; cold
     */
    Mono<Long> rekey(Update update);

    /**
     * Changes rows, each to values of its own, and the keys of the rows that refer to what changes: a lock, and one statement.
     *
     * @param update the change
     * @return for each row the position of the last that is the same stored row, which is the one that is written, or -1 where
     *     it is not there, and then nothing is changed; refused while rows refer to a key that changes and may not follow; to
     *     be subscribed in a transaction; cold
     */
    Mono<int[]> rekey(UpdateRows update);
}
