package dev.relata.benchmarks.hibernate;

import dev.relata.benchmarks.peer.Database;
import dev.relata.benchmarks.peer.Peer;
import dev.relata.benchmarks.peer.PeerTask;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Hibernate Reactive; it has no streams of rows. */
public final class HibernatePeer implements Peer {

    private final HibernateLibrary library;

    /**
     * Builds the sessions' factory; connects later.
     *
     * @param database the database
     */
    public HibernatePeer(Database database) {
        this.library = new HibernateLibrary(database);
    }

    @Override
    public Map<String, Mono<Long>> runs(PeerTask task) {
        return Map.of(
                "lookups", library.lookups(task.reviews()),
                "graph", library.graphs(),
                "lone", library.lone(task.lone()));
    }

    @Override
    public void close() {
        library.close();
    }
}
