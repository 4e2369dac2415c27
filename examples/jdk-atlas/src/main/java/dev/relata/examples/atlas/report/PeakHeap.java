package dev.relata.examples.atlas.report;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;

/** The most heap that this JVM has used. */
public final class PeakHeap {

    private PeakHeap() {}

    /**
     * The sum of the peaks of all heap pools: an upper bound, because the pools need not peak at the same time.
     *
     * @return the peak in MiB
     */
    public static long mebibytes() {
        long bytes = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getPeakUsage)
                .mapToLong(usage -> usage == null ? 0 : usage.getUsed())
                .sum();
        return bytes >> 20;
    }
}
