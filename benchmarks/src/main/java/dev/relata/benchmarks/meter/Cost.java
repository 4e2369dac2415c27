package dev.relata.benchmarks.meter;

/**
 * What something took, or what the counters stood at. Immutable.
 *
 * @param nanos time of the clock
 * @param clientNanos processor time of this JVM, on all of its threads
 * @param serverNanos processor time of all processes of the server; 0 where it is not known
 * @param allocatedBytes bytes that the threads of this JVM allocated on the heap
 */
public record Cost(long nanos, long clientNanos, long serverNanos, long allocatedBytes) {

    /**
     * Subtracts an earlier reading of the counters.
     *
     * @param before the earlier reading
     * @return what was spent between the two
     */
    public Cost since(Cost before) {
        return new Cost(
                nanos - before.nanos,
                clientNanos - before.clientNanos,
                serverNanos - before.serverNanos,
                allocatedBytes - before.allocatedBytes);
    }

    /**
     * Divides what several runs took.
     *
     * @param times how many runs
     * @return the mean of one
     */
    public Cost each(int times) {
        return new Cost(nanos / times, clientNanos / times, serverNanos / times, allocatedBytes / times);
    }
}
