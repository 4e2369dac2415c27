package dev.relata.spring.test.internal.rollback;

import io.netty.buffer.ByteBuf;
import io.r2dbc.postgresql.api.CopyInBuilder;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;

/** The driver's connection, as a lease shows it to those who look for it: COPY and cancel requests are the lease's. */
final class DriverConnection {

    private DriverConnection() {}

    static PostgresqlConnection of(TestConnection lease, TestTransaction transaction) {
        return (PostgresqlConnection) Proxy.newProxyInstance(
                PostgresqlConnection.class.getClassLoader(),
                new Class<?>[] {PostgresqlConnection.class},
                (proxy, method, arguments) -> invoke(lease, transaction, method, arguments));
    }

    private static Object invoke(TestConnection lease, TestTransaction transaction, Method method, Object[] arguments)
            throws Throwable {
        PostgresqlConnection driver = transaction.driver();
        return switch (method.getName()) {
            case "cancelRequest" -> lease.cancelRequest();
            case "close" -> lease.close();
            case "copyIn" -> copyIn(lease, driver, arguments);
            case "beginTransaction", "commitTransaction", "rollbackTransaction", "setAutoCommit", "isAutoCommit" ->
                call(method, lease, arguments);
            default -> call(method, driver, arguments);
        };
    }

    @SuppressWarnings("unchecked")
    private static Object copyIn(TestConnection lease, PostgresqlConnection driver, Object[] arguments) {
        String sql = (String) arguments[0];
        CopyInBuilder builder = new LeasedCopy(lease, sql, driver.copyIn(sql));
        return arguments.length == 1
                ? builder
                : builder.from((Publisher<ByteBuf>) arguments[1]).build();
    }

    private static Object call(Method method, Object target, Object[] arguments) throws Throwable {
        try {
            return target.getClass() == TestConnection.class
                    ? io.r2dbc.spi.Connection.class
                            .getMethod(method.getName(), method.getParameterTypes())
                            .invoke(target, arguments)
                    : method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** A COPY that takes its turn. */
    private record LeasedCopy(TestConnection lease, String sql, CopyInBuilder builder) implements CopyInBuilder {

        @Override
        public CopyInBuilder fromMany(Publisher<? extends Publisher<ByteBuf>> data) {
            return new LeasedCopy(lease, sql, builder.fromMany(data));
        }

        @Override
        public Mono<Long> build() {
            return lease.<Long>run(sql, builder::build).next();
        }
    }
}
