package dev.relata.spring.transaction;

import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.r2dbc.ConnectionFactoryBuilder;
import org.springframework.boot.r2dbc.ConnectionFactoryDecorator;
import org.springframework.boot.r2dbc.OptionsCapableConnectionFactory;
import org.springframework.boot.r2dbc.autoconfigure.ConnectionFactoryOptionsBuilderCustomizer;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcProperties;

/**
 * Makes pools that only Relata uses, whose connections have the options of the application's.
 *
 * @param application the application's connections
 * @param details where the database is, null if Spring Boot does not know
 * @param settings the settings of each pool
 * @param customizers change the options
 * @param decorators decorate the factories
 */
record StorePools(
        ConnectionFactory application,
        @Nullable R2dbcConnectionDetails details,
        R2dbcProperties.Pool settings,
        List<ConnectionFactoryOptionsBuilderCustomizer> customizers,
        List<ConnectionFactoryDecorator> decorators) {

    private static final int PORT = 5432;

    /** Makes a pool to where the application's connections go. */
    StorePool separate() {
        return pool("relata", options("relata.separate-pool"));
    }

    /** Makes a pool to a server; the options that its URL does not name are those of the application. */
    StorePool reader(String url) {
        ConnectionFactoryOptions named = ConnectionFactoryOptions.parse(url);
        if ("pool".equals(named.getValue(ConnectionFactoryOptions.DRIVER))) {
            throw new IllegalStateException(
                    "relata.readers: the store makes the pools itself, write r2dbc:postgresql://… without pool:");
        }
        return pool(
                "relata-reader",
                options("relata.readers")
                        .option(ConnectionFactoryOptions.PORT, PORT)
                        .from(named));
    }

    private StorePool pool(String name, ConnectionFactoryOptions.Builder address) {
        ConnectionFactory connections = ConnectionFactoryBuilder.withOptions(address)
                .configure(options -> customizers.forEach(customizer -> customizer.customize(options)))
                .decorators(decorators)
                .build();
        return StorePool.of(name, connections, settings);
    }

    private ConnectionFactoryOptions.Builder options(String property) {
        if (details != null) {
            return details.getConnectionFactoryOptions().mutate();
        }
        OptionsCapableConnectionFactory capable = OptionsCapableConnectionFactory.unwrapFrom(application);
        if (capable == null) {
            throw new IllegalStateException(
                    property
                            + ": nothing says where the database is, for the application's"
                            + " ConnectionFactory does not tell its options; set spring.r2dbc.url, or give Relata a store of its own");
        }
        return capable.getOptions().mutate();
    }
}
