package dev.relata.spring;

import com.mongodb.ConnectionString;
import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.mongo.MongoStore;
import dev.relata.mongo.MongoStoreBuilder;
import dev.relata.spi.StatementListener;
import dev.relata.spi.Store;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.mongodb.autoconfigure.MongoConnectionDetails;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Configures the store over the application's reactive {@code MongoClient}, where there is no store over R2DBC. */
@AutoConfiguration(after = {MongoReactiveAutoConfiguration.class, R2dbcStoreAutoConfiguration.class})
@ConditionalOnClass({MongoStore.class, MongoClient.class, MongoConnectionDetails.class})
@ConditionalOnSingleCandidate(MongoClient.class)
@ConditionalOnMissingBean(Store.class)
public final class MongoStoreAutoConfiguration {

    private static final String DEFAULT_DATABASE = "test";

    /**
     * Makes the store of the application's client, which is not the store's to close. The database is the one that the
     * connection string names, or {@code test}, which is the default of the server's own tools.
     *
     * @param client the client
     * @param details names the database
     * @param listeners beans that listen to commands
     * @param customizers beans that change the builder
     * @return the store
     */
    @Bean
    MongoStore mongoStore(
            MongoClient client,
            ObjectProvider<MongoConnectionDetails> details,
            ObjectProvider<StatementListener> listeners,
            ObjectProvider<MongoStoreBuilderCustomizer> customizers) {
        MongoStoreBuilder builder = MongoStore.builder().client(client).database(database(details));
        listeners.orderedStream().forEach(builder::listener);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    private static String database(ObjectProvider<MongoConnectionDetails> details) {
        MongoConnectionDetails known = details.getIfAvailable();
        String named = known == null
                ? null
                : new ConnectionString(known.getConnectionString().getConnectionString()).getDatabase();
        return named == null ? DEFAULT_DATABASE : named;
    }
}
