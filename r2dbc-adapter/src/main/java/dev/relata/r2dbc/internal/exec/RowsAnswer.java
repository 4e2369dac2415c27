package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.Completion;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.spi.StatementKind;
import io.r2dbc.spi.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The rows of a command; those of a write are held until it has succeeded. */
final class RowsAnswer<R> extends Answer {

    private final RowsSubscription<R> rows;
    private final Function<? super Row, ? extends R> reader;
    private final List<R> held = new ArrayList<>();

    RowsAnswer(Command command, Function<? super Row, ? extends R> reader, RowsSubscription<R> rows) {
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
        R value = Objects.requireNonNull(reader.apply(row), "the row reader answered null");
        if (command().kind() == StatementKind.WRITE) {
            held.add(value);
        } else {
            rows.next(value);
        }
        return 1;
    }

    @Override
    boolean hasRows() {
        return true;
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
