package dev.relata.recorder;

/**
 * What was asked of one relationship or type since the recorder was made or cleared. Immutable.
 *
 * @param requests the requests to the store
 * @param lookups the lookups that batches have answered
 * @param keys the keys of these batches
 * @param largest the most keys of one batch
 * @param rows rows answered or changed
 */
public record Traffic(long requests, long lookups, long keys, int largest, long rows) {

    static final Traffic NONE = new Traffic(0, 0, 0, 0, 0);

    Traffic plus(Traffic other) {
        return new Traffic(
                requests + other.requests,
                lookups + other.lookups,
                keys + other.keys,
                Math.max(largest, other.largest),
                rows + other.rows);
    }
}
