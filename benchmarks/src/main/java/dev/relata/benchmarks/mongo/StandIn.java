package dev.relata.benchmarks.mongo;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import java.io.IOException;

/** A server that stands in for MongoDB, with a JVM of its own; prints its port, and ends with its input. */
final class StandIn {

    private StandIn() {}

    public static void main(String[] arguments) throws IOException {
        MongoServer server = new MongoServer(new MemoryBackend());
        System.out.println(server.bind().getPort());
        while (System.in.read() >= 0) {
            // Nothing is said to it but its end.
        }
        server.shutdownNow();
    }
}
