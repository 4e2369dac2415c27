package dev.relata.benchmarks.meter;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.Map;

/** Bytes allocated on the heap by all threads since the start, also by those that have ended between two calls. */
final class Allocation {

    private static final ThreadMXBean THREADS = ManagementFactory.getPlatformMXBean(ThreadMXBean.class);

    private final Map<Long, Long> byThread = new HashMap<>();
    private long total;

    /** Reads the counters of all live threads; what a thread allocated after the last call before its end is lost. */
    long bytes() {
        long[] threads = THREADS.getAllThreadIds();
        long[] bytes = THREADS.getThreadAllocatedBytes(threads);
        for (int i = 0; i < threads.length; i++) {
            if (bytes[i] >= 0) {
                Long before = byThread.put(threads[i], bytes[i]);
                total += bytes[i] - (before == null ? 0 : before);
            }
        }
        return total;
    }
}
