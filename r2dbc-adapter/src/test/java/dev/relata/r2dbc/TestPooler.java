package dev.relata.r2dbc;

/**
 * A pooler between a test and its server: PgBouncer with {@code -Drelata.test.pooler=pgbouncer}, which must then be on the PATH, one that
 * keeps prepared statements apart with {@code pgbouncer-prepared}, else {@link ProtocolPooler}, which does as PgBouncer 1.18 does and
 * needs nothing.
 */
public interface TestPooler extends AutoCloseable {

    /** How connections to the server are given to clients. */
    enum Mode {
        /** One for as long as the client is connected. */
        SESSION,
        /** One for each transaction, the one used last first. */
        TRANSACTION,
        /** One for each transaction, each in turn. */
        TURN,
        /**
         * One for each transaction by PgBouncer, else one for as long as the client is connected; prepared statements get names of the
         * pooler's own.
         */
        RENAMING
    }

    int port();

    @Override
    void close();

    static boolean isPgBouncer() {
        String choice = System.getProperty("relata.test.pooler", "none");
        return switch (choice) {
            case "pgbouncer", "pgbouncer-prepared" -> true;
            case "none" -> false;
            default ->
                throw new IllegalArgumentException(
                        "relata.test.pooler is \"" + choice + "\": write pgbouncer, pgbouncer-prepared or none");
        };
    }

    /** Whether the tests run through a PgBouncer that can keep the prepared statements of its clients apart. */
    static boolean canRename() {
        return System.getProperty("relata.test.pooler", "none").equals("pgbouncer-prepared");
    }

    /** Starts a pooler of a mode over at most so many connections to the server. */
    static TestPooler start(TestDatabase database, Mode mode, int servers) {
        return isPgBouncer() && (mode != Mode.RENAMING || canRename())
                ? PgBouncer.start(database.server(), mode, servers)
                : ProtocolPooler.start(database, mode, servers);
    }

    /** Starts a pooler in transaction mode that refuses startup parameters, as PgBouncer does, but for those ignored. */
    static TestPooler refusing(TestDatabase database, String ignored) {
        return isPgBouncer()
                ? PgBouncer.start(database.server(), Mode.TRANSACTION, 2, ignored)
                : ProtocolPooler.refusing(database, ignored);
    }
}
