package dev.relata.spring.test.internal.slice;

import dev.relata.spring.test.TestStore;
import io.r2dbc.spi.ConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.flyway.autoconfigure.FlywayConnectionDetails;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.ClassUtils;

/** Starts an embedded PostgreSQL where it is chosen, or where nothing else says which database the tests use. */
@AutoConfiguration(
        before = R2dbcAutoConfiguration.class,
        beforeName = {
            "org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration",
            "org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration",
            "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
        },
        afterName = "org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration")
@Conditional(EmbeddedDatabaseAutoConfiguration.Wanted.class)
public final class EmbeddedDatabaseAutoConfiguration {

    private static final String LIBRARY = "io.zonky.test.db.postgres.embedded.EmbeddedPostgres";

    /**
     * Creates a database, and starts the server for the first one.
     *
     * @param resources knows whether the server is on the class path
     * @return its address
     */
    @Bean
    @Primary
    EmbeddedDatabase relataEmbeddedDatabase(ResourceLoader resources) {
        if (!ClassUtils.isPresent(LIBRARY, resources.getClassLoader())) {
            throw new NoTestDatabaseException();
        }
        return EmbeddedServer.database();
    }

    /** It is chosen, or nothing else is there. */
    static final class Wanted extends AnyNestedCondition {

        Wanted() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @OnTestStore(TestStore.EMBEDDED)
        static final class Chosen {}

        @OnTestStore(TestStore.AUTO)
        @Conditional(NoUrl.class)
        @ConditionalOnMissingBean({ConnectionFactory.class, R2dbcConnectionDetails.class})
        static final class NothingElse {}
    }

    /** No property says which database there is. */
    static final class NoUrl extends NoneNestedConditions {

        NoUrl() {
            super(ConfigurationPhase.REGISTER_BEAN);
        }

        @ConditionalOnProperty("spring.r2dbc.url")
        static final class Url {}
    }

    /** Lets Flyway migrate that database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(FlywayConnectionDetails.class)
    static final class ForFlyway {

        @Bean
        @Primary
        FlywayConnectionDetails relataFlywayConnection(EmbeddedDatabase database) {
            return new EmbeddedMigrations.Flyway(database);
        }
    }

    /** Lets Liquibase migrate that database. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(LiquibaseConnectionDetails.class)
    static final class ForLiquibase {

        @Bean
        @Primary
        LiquibaseConnectionDetails relataLiquibaseConnection(EmbeddedDatabase database) {
            return new EmbeddedMigrations.Liquibase(database);
        }
    }

    /** Without it neither of them looks at its own connection. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(JdbcConnectionDetails.class)
    static final class ForJdbc {

        @Bean
        @Primary
        JdbcConnectionDetails relataJdbcConnection(EmbeddedDatabase database) {
            return new EmbeddedMigrations.Jdbc(database);
        }
    }
}
