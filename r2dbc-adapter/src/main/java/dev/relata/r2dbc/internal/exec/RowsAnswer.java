package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.spi.StatementKind;
import io.r2dbc.spi.Row;
import java.util.ArrayList;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The rows of a command; those of a write are held until it has succeeded. */
final class RowsAnswer<R> extends Answer {

    private final RowsSubscription<R> rows;
    private final AnswerReader<R> reader;
    private final List<R> held = new ArrayList<>();

    RowsAnswer(Command command, AnswerReader<R> reader, RowsSubscription<R> rows) {
        super(command, new Completion());
        this.rows = rows;
        this.reader = reader;
    }

    @Override
    Mono<Long> send(ConnectionClient client) {
        return client.read(command(), this::receive);
    }

    @Override
    int read(Row row) {
        boolean write = command().kind() == StatementKind.WRITE;
        return reader.read(row, write ? held::add : rows::next, stop()::happened);
    }

    @Override
    void succeed(long count) {
        held.forEach(rows::next);
        rows.complete();
    }

    @Override
    void fail(Throwable error) {
        rows.error(error);
    }

    @Override
    ContextView context() {
        return rows.context();
    }
}
