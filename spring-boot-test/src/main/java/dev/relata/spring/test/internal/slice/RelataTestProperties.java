package dev.relata.spring.test.internal.slice;

import dev.relata.spring.test.TestSchema;
import dev.relata.spring.test.TestStore;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * The properties of tests. Immutable.
 *
 * @param store The store of the tests.
 * @param schema Where the schema of the tests comes from.
 * @param connectionWait How long a statement waits for the one connection of the test while a transaction that holds it does nothing.
 */
@ConfigurationProperties("relata.test")
public record RelataTestProperties(
        @DefaultValue("auto") TestStore store,
        @DefaultValue("auto") TestSchema schema,
        @DefaultValue("5s") Duration connectionWait) {

    static final String STORE = "relata.test.store";
    static final String SCHEMA = "relata.test.schema";

    static TestStore store(Environment environment) {
        return Binder.get(environment).bind(STORE, TestStore.class).orElse(TestStore.AUTO);
    }
}
