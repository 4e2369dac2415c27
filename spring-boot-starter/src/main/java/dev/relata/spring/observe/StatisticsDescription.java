package dev.relata.spring.observe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Relata has done since the start of the application. Immutable.
 *
 * @param requests requests to the store that have ended, by relationship or type and by kind
 * @param bulks writes of many rows that have ended, by relationship or type and by the method that was called
 * @param statements statements that were sent for requests, by kind; those that were cancelled are left out
 * @param scopes batch scopes that have ended
 * @param lookups lookups in those scopes, by relationship or type
 * @param openCursors streams that run now
 * @param heldConnections connections that the store holds now, or null where that is not known
 * @param nPlusOne the latest findings
 */
public record StatisticsDescription(
        Map<String, Map<String, RequestsDescription>> requests,
        Map<String, Map<String, BulkDescription>> bulks,
        Map<String, Long> statements,
        long scopes,
        Map<String, LookupsDescription> lookups,
        int openCursors,
        @Nullable Integer heldConnections,
        List<FindingDescription> nPlusOne) {

    /**
     * Requests of one kind. Immutable.
     *
     * @param count how many have ended
     * @param errors those of them that failed
     * @param cancelled those of them that were cancelled
     * @param rows rows answered or changed
     * @param largestBatch the most keys of one of them, 0 where they are of no batch
     * @param time the time of all of them together
     * @param longest the time of the longest
     */
    public record RequestsDescription(
            long count, long errors, long cancelled, long rows, long largestBatch, Duration time, Duration longest) {}

    /**
     * Writes of many rows. Immutable.
     *
     * @param count how many have ended
     * @param errors those of them that failed
     * @param cancelled those of them that were cancelled
     * @param chunks chunks written
     * @param rows rows written
     */
    public record BulkDescription(long count, long errors, long cancelled, long chunks, long rows) {}

    /**
     * Lookups of one relationship. Immutable.
     *
     * @param lookups answers asked for
     * @param known those of them that had been read, primed or asked for already
     * @param statements requests sent
     */
    public record LookupsDescription(long lookups, long known, long statements) {}

    /**
     * Lookups that went out one by one. Immutable.
     *
     * @param relationship the relationship
     * @param lookups how many in one subscription
     * @param place where the last one was assembled, or null where that is not known
     * @param message all of this, and what to do
     */
    public record FindingDescription(
            String relationship, int lookups, @Nullable String place, String message) {}
}
