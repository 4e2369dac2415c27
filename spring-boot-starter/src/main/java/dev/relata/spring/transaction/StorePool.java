package dev.relata.spring.transaction;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;

/**
 * A connection pool that only Relata uses, with the settings of the application's. No bean of type {@code ConnectionFactory}, so that
 * the application's stays the only one. Closed with the context.
 */
final class StorePool implements DisposableBean {

    private static final Duration ACQUIRE_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final ConnectionPool pool;

    private StorePool(ConnectionPool pool) {
        this.pool = pool;
    }

    static StorePool of(String name, ConnectionFactory connections, R2dbcProperties.Pool settings) {
        ConnectionPoolConfiguration.Builder builder = ConnectionPoolConfiguration.builder(connections)
                .name(name)
                .initialSize(0)
                // Without one, a pipeline that needs more connections than there are would wait for ever.
                .maxAcquireTime(ACQUIRE_TIMEOUT)
                // Without one, a connection that the server never answers would keep its place for ever.
                .maxCreateConnectionTime(CONNECT_TIMEOUT)
                .maxSize(settings.getMaxSize())
                .minIdle(settings.getMinIdle())
                .acquireRetry(settings.getAcquireRetry())
                .maxIdleTime(settings.getMaxIdleTime())
                .validationDepth(settings.getValidationDepth());
        PropertyMapper optional = PropertyMapper.get();
        optional.from(settings.getMaxAcquireTime()).to(builder::maxAcquireTime);
        optional.from(settings.getMaxLifeTime()).to(builder::maxLifeTime);
        optional.from(settings.getMaxCreateConnectionTime()).to(builder::maxCreateConnectionTime);
        optional.from(settings.getMaxValidationTime()).to(builder::maxValidationTime);
        optional.from(settings.getValidationQuery()).whenHasText().to(builder::validationQuery);
        return new StorePool(new ConnectionPool(builder.build()));
    }

    ConnectionPool pool() {
        return pool;
    }

    @Override
    public void destroy() {
        pool.dispose();
    }
}
