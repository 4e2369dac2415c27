package dev.relata.benchmarks.peer;

import java.util.Map;
import reactor.core.publisher.Mono;

/**
 * A library that does some of the workloads, over one connection of its own that stays open. A peer with a class path of its
 * own has a public constructor that takes a {@link Database}.
 */
public interface Peer extends AutoCloseable {

    /**
     * Makes what is measured.
     *
     * @param task what is asked for
     * @return by the name of its workload, what does it once for each subscription and answers with the checksum of what it
     *     has seen
     */
    Map<String, Mono<Long>> runs(PeerTask task);

    /** Closes its connection; blocks. */
    @Override
    void close();
}
