package dev.relata.r2dbc;

import dev.relata.r2dbc.internal.exec.connection.Connector;
import dev.relata.r2dbc.internal.exec.connection.HeldConnections;
import dev.relata.r2dbc.internal.exec.connection.PoolerCheck;
import dev.relata.r2dbc.internal.exec.connection.ServerCheck;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.r2dbc.internal.exec.position.OwnWritesKey;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactory;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * One server of a store, and how it is reached.
 *
 * @param name {@code primary}, or {@code reader} and its number
 * @param address where it is, for a log; null where a factory was given
 * @param factory where connections come from
 * @param owned whether the store has made the pool, and closes it
 * @param options how statements behave there
 * @param pooler looks at the first connection
 * @param held the connections that are not given back
 */
record StoreServer(
        String name,
        @Nullable String address,
        ConnectionFactory factory,
        boolean owned,
        SqlClientOptions options,
        PoolerCheck pooler,
        HeldConnections held) {

    static final String PRIMARY = "primary";

    Connector connector(OwnWritesKey ownWrites, ServerCheck profile) {
        return new Connector(name, factory, options, held, pooler, profile, ownWrites);
    }

    PoolSettings pool() {
        return PoolSettings.of(factory);
    }

    String driver() {
        String driver = factory.getMetadata().getName();
        return Dialects.knows(factory)
                ? driver
                : driver + ", which Relata does not know: the statements are written for PostgreSQL and may fail";
    }

    String describePool() {
        return pool().describe() + (owned ? "" : "; not closed by this store");
    }

    /** Describes a server that only reads, in a line. */
    String describeReader() {
        return "  " + name + ": " + driver() + (address == null ? "" : " at " + address) + "; pool: " + describePool()
                + "; pooler: " + pooler.describe();
    }

    Stream<HeldConnection> connections() {
        return held.list().stream()
                .map(each -> new HeldConnection(each.number(), each.label(), each.held(), each.waiting(), name));
    }

    Mono<Void> close() {
        ConnectionPool own = owned ? pool().pool() : null;
        return own == null ? Mono.empty() : Mono.defer(own::disposeLater);
    }
}
