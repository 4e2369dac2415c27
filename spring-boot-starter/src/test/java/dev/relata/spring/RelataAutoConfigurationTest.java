package dev.relata.spring;

import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import dev.relata.Relata;
import dev.relata.error.InvalidCursorException;
import dev.relata.error.RefusedException;
import dev.relata.error.SchemaException;
import dev.relata.mongo.MongoStore;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.spi.StatementKind;
import dev.relata.spi.StatementListener;
import dev.relata.spi.Store;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import dev.relata.test.InMemoryStore;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.mongodb.autoconfigure.MongoReactiveAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcConnectionDetails;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcInitializationAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.OverridingClassLoader;

class RelataAutoConfigurationTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    R2dbcAutoConfiguration.class,
                    R2dbcTransactionManagerAutoConfiguration.class,
                    R2dbcInitializationAutoConfiguration.class,
                    FlywayAutoConfiguration.class,
                    R2dbcStoreAutoConfiguration.class,
                    MongoStoreAutoConfiguration.class,
                    RelataAutoConfiguration.class))
            .withPropertyValues("spring.flyway.enabled=false", "spring.r2dbc.pool.initial-size=1")
            .withUserConfiguration(Application.class);

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = Author.class)
    static class Application {}

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = RelataAutoConfigurationTest.class)
    static class OneRecord {

        @Bean
        RelataModel model() {
            return RelataModel.of(Author.class, Book.class);
        }

        @Bean
        Store store() {
            return InMemoryStore.create();
        }

        @Bean
        RelataBuilderCustomizer smallBatches() {
            return builder -> builder.maxBatch(2);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage(basePackageClasses = org.springframework.boot.SpringApplication.class)
    static class NoRecords {}

    /** By secrets that are replaced one day; a secret that is too short ends the start, and is not shown. */
    @Test
    void cursorsOfPagesAreSignedByTheSecret() {
        ApplicationContextRunner memory = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(RelataAutoConfiguration.class))
                .withUserConfiguration(OneRecord.class);
        String first = "relata.page-cursors.secret=0123456789abcdef0123456789abcdef";

        String plain = cursorOf(memory);
        String signed = cursorOf(memory.withPropertyValues(first));

        assertThat(signed).hasSizeGreaterThan(plain.length());
        memory.withPropertyValues(
                        "relata.page-cursors.secret=fedcba9876543210fedcba9876543210",
                        "relata.page-cursors.older-secrets=0123456789abcdef0123456789abcdef")
                .run(context -> {
                    Relata relata = context.getBean(Relata.class);
                    assertThat(firstCursor(relata)).isNotEqualTo(signed);
                    assertThat(relata.from(Author.class).page(1, signed).block())
                            .isNotNull();
                    assertThatThrownBy(() ->
                                    relata.from(Author.class).page(1, plain).block())
                            .isInstanceOf(InvalidCursorException.class);
                });
        memory.withPropertyValues("relata.page-cursors.secret=too-short")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("a key has 9 bytes")
                        .hasMessageNotContaining("too-short"));
    }

    private static String cursorOf(ApplicationContextRunner runner) {
        List<String> cursors = new CopyOnWriteArrayList<>();
        runner.run(context -> cursors.add(firstCursor(context.getBean(Relata.class))));
        return cursors.get(0);
    }

    private static String firstCursor(Relata relata) {
        done(relata.insert(new Author(null, "ann")).flux());
        done(relata.insert(new Author(null, "bea")).flux());
        return relata.from(Author.class).page(1).block().next().orElseThrow();
    }

    private static void useRelationships(Relata relata) {
        Author author = relata.insert(new Author(null, "Ursula")).block();
        done(relata.on(author, Author.BOOKS).createMany(List.of(new Book(null, 0, "one"), new Book(null, 0, "two"))));
        assertThat(relata.on(author, Author.BOOKS).count().block()).isEqualTo(2);
    }

    @Test
    void relationshipsWorkWithAUrlAndTwoRecords() {
        application
                .withPropertyValues("spring.r2dbc.url=" + Database.url("relationships"))
                .run(context -> {
                    Relata relata = context.getBean(Relata.class);
                    relata.schema().create().block();
                    useRelationships(relata);
                });
    }

    @Test
    void streamsHaveTheFetchSizeOfTheProperty() {
        List<Integer> fetched = new CopyOnWriteArrayList<>();
        application
                .withPropertyValues("spring.r2dbc.url=" + Database.url("fetches"), "relata.fetch-size=3")
                .withBean(StatementListener.class, () -> statement -> {
                    if (statement.kind() == StatementKind.FETCH) {
                        fetched.add((int) statement.rows());
                    }
                })
                .run(context -> {
                    Relata relata = context.getBean(Relata.class);
                    done(relata.schema().create());
                    done(relata.bulk()
                            .insert(IntStream.range(0, 7)
                                    .mapToObj(number -> new Author(null, "author " + number))
                                    .toList()));
                    assertThat(relata.from(Author.class).iterate().collectList().block())
                            .hasSize(7);
                    assertThat(fetched).startsWith(3, 3, 1);
                });
    }

    @Test
    void behindAPoolerInTransactionModeStatementsHaveNoNames() {
        application
                .withPropertyValues("spring.r2dbc.url=" + Database.url("pooler"), "relata.pooler=transaction")
                .run(context -> {
                    Relata relata = context.getBean(Relata.class);
                    done(relata.schema().create());
                    assertThat(context.getBean(R2dbcStore.class).explain())
                            .contains("pooler: TRANSACTION: prepared statements have no names");
                });
    }

    @Test
    void connectionDetailsOfABeanAreUsed() {
        ConnectionFactoryOptions options = ConnectionFactoryOptions.parse(Database.url("details"));
        application
                .withBean(R2dbcConnectionDetails.class, () -> () -> options)
                .run(context -> context.getBean(Relata.class).schema().create().block());
    }

    @Test
    void theContextClosesThePoolAndNotTheStore() {
        application
                .withPropertyValues("spring.r2dbc.url=" + Database.url("closed"))
                .run(context -> {
                    ConnectionPool pool = context.getBean(ConnectionPool.class);
                    context.getBean(Relata.class).schema().create().block();
                    context.close();
                    assertThat(pool.isDisposed()).isTrue();
                });
    }

    @Test
    void scriptsRunBeforeTheSchemaIsCompared() {
        application
                .withPropertyValues(
                        "spring.r2dbc.url=" + Database.url("scripts"),
                        "spring.sql.init.mode=always",
                        "spring.sql.init.schema-locations=classpath:library/V1__library.sql",
                        "relata.schema.validation=fail")
                .run(context -> useRelationships(context.getBean(Relata.class)));
    }

    @Test
    void migrationsRunBeforeTheSchemaIsCompared() {
        String url = Database.url("migrations");
        application
                .withPropertyValues(
                        "spring.r2dbc.url=" + url,
                        "spring.flyway.enabled=true",
                        "spring.flyway.url=" + url.replace("r2dbc:", "jdbc:").replace("postgres:postgres@", ""),
                        "spring.flyway.user=postgres",
                        "spring.flyway.password=postgres",
                        "spring.flyway.locations=classpath:library",
                        "relata.schema.validation=fail")
                .run(context -> {
                    assertThat(context.getBeanFactory()
                                    .getBeanDefinition("relata")
                                    .getDependsOn())
                            .contains("flywayInitializer");
                    useRelationships(context.getBean(Relata.class));
                });
    }

    @Test
    void aDifferentSchemaEndsTheStartIfAskedTo() {
        application
                .withPropertyValues("spring.r2dbc.url=" + Database.url("differs"), "relata.schema.validation=fail")
                .run(context -> {
                    assertThat(context).hasFailed().getFailure().isInstanceOf(SchemaException.class);
                    assertThat(Analyses.of(context.getStartupFailure()).getDescription())
                            .contains("differs from the model", "author", "book");
                });
    }

    @Test
    void aDifferentSchemaIsLoggedIfAskedTo() {
        application
                .withPropertyValues("spring.r2dbc.url=" + Database.url("warns"), "relata.schema.validation=warn")
                .run(context -> assertThat(context).hasNotFailed());
    }

    /** Over tables without a foreign key, which is a difference of integrity. */
    private ApplicationContextRunner overLooseTables(String database) {
        return application.withPropertyValues(
                "spring.r2dbc.url=" + Database.url(database),
                "spring.sql.init.mode=always",
                "spring.sql.init.schema-locations=classpath:library-loose/schema.sql",
                "relata.schema.validation=fail");
    }

    @Test
    void onlyDifferencesOfTheSeverityAndWorseCount() {
        overLooseTables("loose")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .isInstanceOf(SchemaException.class)
                        .hasMessageContaining("foreign key"));
        overLooseTables("reads")
                .withPropertyValues("relata.schema.severity=breaks-writes")
                .run(context -> assertThat(context).hasNotFailed());
        overLooseTables("information")
                .withPropertyValues("relata.schema.severity=information", "relata.schema.ignored-kinds=foreign-key")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("index"));
    }

    @Test
    void kindsAndTablesThatAreIgnoredDoNotCount() {
        overLooseTables("kinds")
                .withPropertyValues(
                        "relata.schema.severity=information", "relata.schema.ignored-kinds=foreign-key,INDEX")
                .run(context -> assertThat(context).hasNotFailed());
        application
                .withPropertyValues(
                        "spring.r2dbc.url=" + Database.url("all_tables"),
                        "relata.schema.validation=fail",
                        "relata.schema.ignored-tables=auth*,book*")
                .run(context -> assertThat(context).hasNotFailed());
        application
                .withPropertyValues(
                        "spring.r2dbc.url=" + Database.url("one_table"),
                        "relata.schema.validation=fail",
                        "relata.schema.ignored-tables[0]=auth*")
                .run(context -> assertThat(context).getFailure().hasMessageContaining("book"));
    }

    @Test
    void aDatabaseThatCannotBeReachedIsExplained() {
        application
                .withPropertyValues(
                        "spring.r2dbc.url=r2dbc:postgresql://nobody:secret@localhost:1/library",
                        "relata.schema.validation=fail")
                .run(context -> assertThat(Analyses.of(context.getStartupFailure()))
                        .satisfies(analysis -> assertThat(analysis.getDescription())
                                .contains("no connection")
                                .doesNotContain("secret"))
                        .satisfies(analysis -> assertThat(analysis.getAction()).contains("spring.r2dbc.url")));
    }

    @Test
    void packagesWithoutRecordsAreNamed() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        R2dbcAutoConfiguration.class, R2dbcStoreAutoConfiguration.class, RelataAutoConfiguration.class))
                .withPropertyValues("spring.r2dbc.url=r2dbc:postgresql://nobody:secret@localhost/none")
                .withUserConfiguration(NoRecords.class)
                .run(context -> assertThat(Analyses.of(context.getStartupFailure()))
                        .satisfies(analysis ->
                                assertThat(analysis.getDescription()).contains("org.springframework.boot"))
                        .satisfies(
                                analysis -> assertThat(analysis.getAction()).contains("@EntityScan", "RelataModel")));
    }

    @Test
    void beansReplaceStoreAndModelAndCustomizeTheBuilder() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        R2dbcAutoConfiguration.class, R2dbcStoreAutoConfiguration.class, RelataAutoConfiguration.class))
                .withPropertyValues("spring.r2dbc.url=r2dbc:postgresql://nobody:secret@localhost/none")
                .withUserConfiguration(OneRecord.class)
                .run(context -> {
                    assertThat(context).hasSingleBean(Store.class);
                    useRelationships(context.getBean(Relata.class));
                });
    }

    @Test
    void recordsComeFromTheClassLoaderOfTheApplicationAsAfterAReloadOfDevtools() {
        ClassLoader reloaded = new OverridingClassLoader(getClass().getClassLoader()) {
            @Override
            protected boolean isEligibleForOverriding(String className) {
                return className.startsWith(Author.class.getPackageName());
            }
        };
        application
                .withClassLoader(reloaded)
                .withPropertyValues("spring.r2dbc.url=" + Database.url("reloaded"))
                .run(context -> {
                    assertThat(context.getBean(RelataModel.class).records())
                            .hasSize(2)
                            .allSatisfy(
                                    type -> assertThat(type.getClassLoader()).isSameAs(reloaded));
                    context.getBean(Relata.class).schema().create().block();
                });
    }

    @Test
    void aClientOfMongoDbIsTheStoreWhereThereAreNoConnections() {
        MongoServer server = new MongoServer(new MemoryBackend());
        try {
            new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            MongoReactiveAutoConfiguration.class,
                            R2dbcStoreAutoConfiguration.class,
                            MongoStoreAutoConfiguration.class,
                            RelataAutoConfiguration.class))
                    .withUserConfiguration(Application.class)
                    .withPropertyValues("spring.mongodb.uri=" + server.bindAndGetConnectionString() + "/library")
                    .run(context -> {
                        assertThat(context).hasSingleBean(MongoStore.class);
                        assertThat(context.getBean(Relata.class)
                                        .from(Author.class)
                                        .count()
                                        .block())
                                .isZero();
                    });
        } finally {
            server.shutdownNow();
        }
    }

    @Test
    void applicationsWithoutADatabaseHaveNoRelata() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        R2dbcStoreAutoConfiguration.class,
                        MongoStoreAutoConfiguration.class,
                        RelataAutoConfiguration.class))
                .withUserConfiguration(Application.class)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(Relata.class));
    }
}
