package dev.relata.spring.test.internal.slice;

import dev.relata.spring.test.TestStore;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/** Leaves out what needs connections where the store is in memory. */
final class ConnectionsFilter implements AutoConfigurationImportFilter, EnvironmentAware {

    private @Nullable Environment environment;

    @Override
    public void setEnvironment(Environment environment) {
        this.environment = environment;
    }

    @Override
    public boolean[] match(@Nullable String[] names, AutoConfigurationMetadata metadata) {
        boolean inMemory = environment != null && RelataTestProperties.store(environment) == TestStore.IN_MEMORY;
        boolean[] kept = new boolean[names.length];
        for (int i = 0; i < names.length; i++) {
            kept[i] = !(inMemory && connects(names[i]));
        }
        return kept;
    }

    private static boolean connects(@Nullable String name) {
        return name != null
                && (name.startsWith("org.springframework.boot.r2dbc.autoconfigure.")
                        || name.startsWith("org.springframework.boot.data.r2dbc.autoconfigure.")
                        || name.startsWith("org.springframework.boot.flyway.autoconfigure.")
                        || name.startsWith("org.springframework.boot.liquibase.autoconfigure."));
    }
}
