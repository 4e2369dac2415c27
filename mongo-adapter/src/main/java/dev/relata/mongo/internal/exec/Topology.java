package dev.relata.mongo.internal.exec;

import org.bson.BsonDocument;

/**
 * What the server said it is when it was asked by {@code hello}. Immutable.
 *
 * @param kind what it is
 * @param wireVersion the newest protocol that it speaks
 * @param sessions whether it has sessions
 */
public record Topology(Kind kind, int wireVersion, boolean sessions) {

    private static final int TRANSACTIONS_ON_REPLICA_SETS = 7;
    private static final int TRANSACTIONS_ON_SHARDS = 8;
    private static final int SNAPSHOT_READS = 13;

    /** The deployments that MongoDB has. */
    public enum Kind {
        /** One server, without transactions. */
        STANDALONE,
        /** A member of a replica set. */
        REPLICA_SET,
        /** A router in front of shards. */
        MONGOS
    }

    /**
     * Reads an answer to {@code hello}.
     *
     * @param hello the answer
     * @return what it says
     */
    public static Topology of(BsonDocument hello) {
        Kind kind = Kind.STANDALONE;
        if (hello.containsKey("setName")) {
            kind = Kind.REPLICA_SET;
        } else if (hello.isString("msg") && hello.getString("msg").getValue().equals("isdbgrid")) {
            kind = Kind.MONGOS;
        }
        int wire = hello.isNumber("maxWireVersion")
                ? hello.getNumber("maxWireVersion").intValue()
                : 0;
        return new Topology(kind, wire, hello.containsKey("logicalSessionTimeoutMinutes"));
    }

    /**
     * Tells whether several documents can change whole or not at all.
     *
     * @return true on replica sets from 4.0 and on sharded clusters from 4.2
     */
    public boolean transactions() {
        return sessions
                && switch (kind) {
                    case STANDALONE -> false;
                    case REPLICA_SET -> wireVersion >= TRANSACTIONS_ON_REPLICA_SETS;
                    case MONGOS -> wireVersion >= TRANSACTIONS_ON_SHARDS;
                };
    }

    /**
     * Tells whether reads outside a transaction can have one snapshot.
     *
     * @return true from 5.0 where there are transactions
     */
    public boolean snapshots() {
        return transactions() && wireVersion >= SNAPSHOT_READS;
    }
}
