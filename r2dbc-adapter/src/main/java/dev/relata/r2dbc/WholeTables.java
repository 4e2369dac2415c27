package dev.relata.r2dbc;

import dev.relata.error.StoreException;
import dev.relata.metamodel.EntityType;
import dev.relata.r2dbc.internal.exec.SqlSession;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.sql.query.WholeTable;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.spi.StatementKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/**
 * Remembers which tables can be streamed as arrays. The catalogue is asked before the first stream of a table, and again before each
 * sixteenth, since tables grow, and are replaced. Where it cannot be asked, the answer is no. Thread-safe.
 */
final class WholeTables {

    private static final String LABEL = "whole table";
    private static final int AGAIN = 16;

    private final Map<String, Answer> known = new ConcurrentHashMap<>();

    /** The last answer for a table, and the streams since then. */
    private static final class Answer {
        private final AtomicInteger streams = new AtomicInteger();
        private volatile boolean asArrays;
    }

    /** Tells whether a table can be streamed as arrays. */
    Mono<Boolean> asArrays(SqlSession session, EntityType<?> type) {
        String table = Names.table(type);
        Answer answer = known.computeIfAbsent(table, unknown -> new Answer());
        if (answer.streams.getAndIncrement() % AGAIN != 0) {
            return Mono.just(answer.asArrays);
        }
        Command command = new Command(LABEL, WholeTable.QUESTION, List.of(table), StatementKind.CONTROL);
        return session.<Boolean>rows(command, row -> "true".equals(row.get(0, String.class)))
                .singleOrEmpty()
                .defaultIfEmpty(false)
                .onErrorReturn(StoreException.class, false)
                .doOnNext(asArrays -> answer.asArrays = asArrays);
    }

    /** Tells whether the last answer for a table was that it can be streamed as arrays; asks nothing. */
    boolean areArrays(EntityType<?> type) {
        Answer answer = known.get(Names.table(type));
        return answer != null && answer.asArrays;
    }

    /** Forgets that a table can be streamed as arrays. */
    void forget(EntityType<?> type) {
        known.computeIfPresent(Names.table(type), (table, answer) -> {
            answer.asArrays = false;
            return answer;
        });
    }
}
