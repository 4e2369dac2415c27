package dev.relata.spring.test.internal.rollback;

import io.r2dbc.spi.Result;
import io.r2dbc.spi.Statement;
import org.reactivestreams.Publisher;

/** A statement of a lease, which is the driver's but for when it is sent. */
final class TestStatement implements Statement {

    private final TestConnection lease;
    private final String sql;
    private final Statement statement;

    TestStatement(TestConnection lease, String sql, Statement statement) {
        this.lease = lease;
        this.sql = sql;
        this.statement = statement;
    }

    @Override
    public Publisher<? extends Result> execute() {
        return lease.<Result>run(sql, statement::execute).map(this::result);
    }

    private Result result(Result result) {
        return lease.shared() ? new BufferedResult(result) : result;
    }

    @Override
    public Statement add() {
        statement.add();
        return this;
    }

    @Override
    public Statement bind(int index, Object value) {
        statement.bind(index, value);
        return this;
    }

    @Override
    public Statement bind(String name, Object value) {
        statement.bind(name, value);
        return this;
    }

    @Override
    public Statement bindNull(int index, Class<?> type) {
        statement.bindNull(index, type);
        return this;
    }

    @Override
    public Statement bindNull(String name, Class<?> type) {
        statement.bindNull(name, type);
        return this;
    }

    @Override
    public Statement returnGeneratedValues(String... columns) {
        statement.returnGeneratedValues(columns);
        return this;
    }

    @Override
    public Statement fetchSize(int rows) {
        statement.fetchSize(rows);
        return this;
    }
}
