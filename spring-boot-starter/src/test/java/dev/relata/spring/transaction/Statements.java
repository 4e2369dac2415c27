package dev.relata.spring.transaction;

import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementKind;
import dev.relata.spi.StatementListener;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What Relata has sent. */
final class Statements implements StatementListener {

    private final Queue<ExecutedStatement> executed = new ConcurrentLinkedQueue<>();

    @Override
    public void onStatement(ExecutedStatement statement) {
        executed.add(statement);
    }

    void clear() {
        executed.clear();
    }

    long counted() {
        return executed.stream().filter(statement -> statement.kind().counts()).count();
    }

    /** Names the servers that have answered requests. */
    List<String> servers() {
        return executed.stream()
                .filter(statement -> statement.kind().counts())
                .map(statement -> statement.details().server())
                .toList();
    }

    List<String> controls() {
        return executed.stream()
                .filter(statement -> statement.kind() == StatementKind.CONTROL)
                .map(ExecutedStatement::text)
                .toList();
    }
}
