package dev.relata.r2dbc;

import dev.relata.spi.StatementKind;
import dev.relata.test.conformance.StatementCounter;
import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.listener.ProxyExecutionListener;
import io.r2dbc.spi.ConnectionFactory;
import java.util.Locale;

/** Counts what a driver is given, seen by r2dbc-proxy and so without trust in what the store says of itself. */
public final class SentStatements implements ProxyExecutionListener {

    private final StatementCounter counter;

    private SentStatements(StatementCounter counter) {
        this.counter = counter;
    }

    /** A factory whose connections are watched. */
    public static ConnectionFactory watch(ConnectionFactory factory, StatementCounter counter) {
        return ProxyConnectionFactory.builder(factory)
                .listener(new SentStatements(counter))
                .build();
    }

    @Override
    public void beforeQuery(QueryExecutionInfo execution) {
        execution.getQueries().forEach(query -> counter.record(kind(query.getQuery()), query.getQuery()));
    }

    private static StatementKind kind(String sql) {
        if (sql.startsWith("/* next page */")) {
            return StatementKind.FETCH;
        }
        String verb = sql.strip().split("\\s", 2)[0].toUpperCase(Locale.ROOT);
        return switch (verb) {
            case "SELECT", "WITH", "VALUES", "DECLARE" -> StatementKind.READ;
            case "INSERT", "UPDATE", "DELETE", "COPY", "MERGE" -> StatementKind.WRITE;
            case "FETCH" -> StatementKind.FETCH;
            default -> StatementKind.CONTROL;
        };
    }
}
