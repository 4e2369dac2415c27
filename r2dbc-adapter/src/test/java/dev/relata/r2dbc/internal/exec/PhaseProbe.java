package dev.relata.r2dbc.internal.exec;

import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.proxy.core.MethodExecutionInfo;
import io.r2dbc.proxy.core.QueryExecutionInfo;
import io.r2dbc.proxy.listener.ProxyExecutionListener;
import io.r2dbc.spi.ConnectionFactory;
import java.util.function.Consumer;

/** Tells where a stream is, by what it does with its connection. */
final class PhaseProbe implements ProxyExecutionListener {

    enum Phase {
        ACQUIRE,
        OPEN,
        FETCH,
        BETWEEN,
        CLOSE,
        OVER
    }

    private final Consumer<Phase> entered;
    private volatile Phase phase = Phase.ACQUIRE;
    private volatile int fetches;

    private PhaseProbe(Consumer<Phase> entered) {
        this.entered = entered;
    }

    /** Makes a probe that tells of every phase as it is entered, and is asked for a factory to watch. */
    static PhaseProbe telling(Consumer<Phase> entered) {
        return new PhaseProbe(entered);
    }

    ConnectionFactory watch(ConnectionFactory factory) {
        return ProxyConnectionFactory.builder(factory).listener(this).build();
    }

    Phase phase() {
        return phase;
    }

    private void enter(Phase next) {
        if (phase != next || next == Phase.ACQUIRE) {
            phase = next;
            entered.accept(next);
        }
    }

    @Override
    public void beforeMethod(MethodExecutionInfo method) {
        switch (method.getMethod().getName()) {
            case "create" -> enter(Phase.ACQUIRE);
            case "commitTransaction", "rollbackTransaction", "close" -> enter(Phase.CLOSE);
            default -> {}
        }
    }

    @Override
    public void afterMethod(MethodExecutionInfo method) {
        switch (method.getMethod().getName()) {
            case "create" -> enter(Phase.OPEN);
            case "close" -> enter(Phase.OVER);
            default -> {}
        }
    }

    @Override
    public void beforeQuery(QueryExecutionInfo query) {
        if (isFetch(query) && fetches++ > 0) {
            enter(Phase.FETCH);
        }
    }

    @Override
    public void afterQuery(QueryExecutionInfo query) {
        if (isFetch(query)) {
            enter(Phase.BETWEEN);
        }
    }

    private static boolean isFetch(QueryExecutionInfo query) {
        return query.getQueries().get(0).getQuery().startsWith("FETCH");
    }
}
