package dev.relata.r2dbc.internal.exec.connection;

import dev.relata.r2dbc.server.ServerProfile;
import reactor.core.publisher.Mono;

/** Where a queue gets its connection from. Thread-safe. */
public interface ConnectionSource {

    /**
     * Takes a connection. Must not be cancelled: a cancel that meets the answer would lose the connection on the way. A
     * subscriber that is no longer interested waits for it and gives it back.
     *
     * @param label what it is taken for
     * @return the connection; an error of {@code dev.relata.error}
     */
    Mono<ConnectionClient> open(String label);

    /**
     * Returns the server of the last connection alone, for connections that share its snapshot.
     *
     * @return a source whose connections all lead there; an error where there is none
     */
    default ConnectionSource pinned() {
        return this;
    }

    /**
     * Returns what is known of the servers that connections lead to, which all run the same software.
     *
     * @return the check, by default that of PostgreSQL
     */
    default ServerCheck serverCheck() {
        return ServerCheck.of(ServerProfile.POSTGRESQL);
    }
}
