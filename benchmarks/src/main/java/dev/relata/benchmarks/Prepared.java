package dev.relata.benchmarks;

import java.util.List;

/** Tables that are made, what can be measured over them, and what is asked of it; closing drops the tables. */
public interface Prepared extends AutoCloseable {

    /**
     * Answers what can be measured.
     *
     * @return the workloads
     */
    List<Workload> workloads();

    /**
     * Answers what is asked.
     *
     * @return the targets
     */
    List<Target> targets();

    @Override
    void close();
}
