package dev.relata.spring.test.internal.rollback;

import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** A statement that begins or ends a transaction, which has no values. */
final class ControlStatement implements Statement {

    private final Supplier<Flux<Result>> work;

    ControlStatement(Supplier<Flux<Result>> work) {
        this.work = work;
    }

    @Override
    public Publisher<? extends Result> execute() {
        return Flux.defer(work);
    }

    @Override
    public Statement add() {
        throw withoutValues();
    }

    @Override
    public Statement bind(int index, Object value) {
        throw withoutValues();
    }

    @Override
    public Statement bind(String name, Object value) {
        throw withoutValues();
    }

    @Override
    public Statement bindNull(int index, Class<?> type) {
        throw withoutValues();
    }

    @Override
    public Statement bindNull(String name, Class<?> type) {
        throw withoutValues();
    }

    private static IndexOutOfBoundsException withoutValues() {
        return new IndexOutOfBoundsException("a statement that begins or ends a transaction has no values");
    }
}
