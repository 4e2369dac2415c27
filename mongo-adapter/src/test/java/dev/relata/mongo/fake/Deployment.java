package dev.relata.mongo.fake;

import de.bwaldvogel.mongo.bson.Document;
import java.util.List;

/** What the fake says it is when it is asked. */
public enum Deployment {
    /** One server: no sessions, no transactions. */
    STANDALONE,
    /** The only member of a replica set. */
    REPLICA_SET,
    /** A router in front of shards. */
    MONGOS;

    private static final int WIRE_VERSION_OF_7_0 = 21;

    Document hello(String address, int wireVersion) {
        Document hello = new Document("ismaster", true)
                .append("isWritablePrimary", true)
                .append("helloOk", true)
                .append("maxBsonObjectSize", 16 * 1024 * 1024)
                .append("maxMessageSizeBytes", 48_000_000)
                .append("maxWriteBatchSize", 100_000)
                .append("minWireVersion", 0)
                .append("maxWireVersion", wireVersion);
        if (this == REPLICA_SET) {
            hello.append("setName", "fake")
                    .append("setVersion", 1)
                    .append("secondary", false)
                    .append("hosts", List.of(address))
                    .append("primary", address)
                    .append("me", address);
        }
        if (this == MONGOS) {
            hello.append("msg", "isdbgrid");
        }
        if (this != STANDALONE) {
            hello.append("logicalSessionTimeoutMinutes", 30);
        }
        return hello.append("ok", 1.0);
    }

    static int newestWireVersion() {
        return WIRE_VERSION_OF_7_0;
    }
}
