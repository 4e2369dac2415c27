package dev.relata.spring.test.internal.slice;

import dev.relata.spi.StatementListener;
import dev.relata.spi.Store;
import dev.relata.spring.R2dbcStoreAutoConfiguration;
import dev.relata.spring.test.TestStore;
import dev.relata.test.InMemoryStore;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Keeps the rows of the tests in memory. */
@AutoConfiguration(before = R2dbcStoreAutoConfiguration.class)
@OnTestStore(TestStore.IN_MEMORY)
public final class InMemoryStoreAutoConfiguration {

    /**
     * Makes the store.
     *
     * @param options a bean with options, such as defaults of the database
     * @param listeners see every statement
     * @return a store that begins empty for each test
     */
    @Bean
    @Primary
    Store relataInMemoryStore(
            ObjectProvider<InMemoryStore.Builder> options, ObjectProvider<StatementListener> listeners) {
        List<StatementListener> all = listeners.orderedStream().toList();
        InMemoryStore.Builder builder = options.getIfAvailable(InMemoryStore::builder);
        return new RenewableStore(builder.listener(statement -> all.forEach(one -> one.onStatement(statement)))
                .build());
    }
}
