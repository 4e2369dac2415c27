package dev.relata.observe;

import dev.relata.observe.ObservedRequest.Operation;
import java.time.Duration;
import java.util.List;

/**
 * One request to the store, which is one statement, while it is under way and after. What changes can be read at any time and by
 * any thread. Thread-safe.
 */
public interface RunningRequest {

    /**
     * Returns what the request is for.
     *
     * @return the relationship or the type, such as {@code Author.BOOKS}
     */
    String relationship();

    /**
     * Returns what is asked.
     *
     * @return the operation
     */
    Operation operation();

    /**
     * Returns the keys that a batch asks for. They are values of rows: what is shown to people better holds their number only.
     *
     * @return the owners' keys, in the order asked; empty where the request is not of a batch
     */
    List<List<Object>> keys();

    /**
     * Returns the number of keys that are asked for at once.
     *
     * @return the number, 0 for a request that is not of a batch
     */
    default int batchSize() {
        return keys().size();
    }

    /**
     * Returns whether the request asks for a limited number of rows.
     *
     * @return false where only what is stored limits them, and for writes
     */
    boolean isLimited();

    /**
     * Returns whether the request is a batch of a batch scope: then its context is that of the scope, and it may be sent by the
     * thread of any of those who wait for it.
     *
     * @return whether it is so
     */
    boolean inBatchScope();

    /**
     * Returns the number of lookups that waited for the answer when it was sent; several may ask for one key.
     *
     * @return the number, that of the keys where the request is of no batch scope
     */
    long lookups();

    /**
     * Returns the number of lookups that the batch scope has answered from memory since the last request of the same kind.
     *
     * @return the number, 0 where the request is of no batch scope
     */
    long lookupsFromMemory();

    /**
     * Returns the number of rows that were answered or changed so far. Those of a stream have been delivered to its subscriber;
     * what is held of a fetch is not counted.
     *
     * @return the number
     */
    long rows();

    /**
     * Returns the number of rows that the subscriber wants and has not got yet.
     *
     * @return the number, {@link Long#MAX_VALUE} for no limit
     */
    long demand();

    /**
     * Returns the time since the request was subscribed to; after its end the time until that.
     *
     * @return the time
     */
    Duration duration();
}
