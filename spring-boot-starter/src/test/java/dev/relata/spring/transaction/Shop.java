package dev.relata.spring.transaction;

import static dev.relata.spring.Await.done;

import dev.relata.Relata;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.ReactiveTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An application that writes through Spring and through Relata, over a database and a pool of its own. */
final class Shop implements AutoCloseable {

    static final String PAST = "an error of the application";

    /** The name of an author that takes 30 seconds to insert. */
    static final String SLOW = "slow";

    private final ConfigurableApplicationContext context;
    final Relata relata;
    final DatabaseClient client;
    final Services services;
    final ConnectionPool pool;
    final Statements statements;

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    @AutoConfigurationPackage(basePackageClasses = Author.class)
    @ImportAutoConfiguration({
        R2dbcAutoConfiguration.class,
        R2dbcTransactionManagerAutoConfiguration.class,
        StorePoolAutoConfiguration.class,
        RelataTransactionAutoConfiguration.class,
        dev.relata.spring.R2dbcStoreAutoConfiguration.class,
        dev.relata.spring.RelataAutoConfiguration.class
    })
    static class Application {

        @Bean
        DatabaseClient databaseClient(ConnectionPool pool) {
            return DatabaseClient.create(pool);
        }

        @Bean
        Statements statements() {
            return new Statements();
        }

        @Bean
        Services services(DatabaseClient client, Relata relata) {
            return new Services(client, relata);
        }
    }

    Shop(String url, int poolSize, String... properties) {
        context = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(org.springframework.boot.Banner.Mode.OFF)
                .properties("spring.r2dbc.url=" + url, "spring.r2dbc.pool.max-size=" + poolSize)
                .properties("spring.r2dbc.pool.initial-size=0", "spring.r2dbc.pool.acquire-retry=0")
                .properties(properties)
                .run();
        relata = context.getBean(Relata.class);
        client = context.getBean(DatabaseClient.class);
        services = context.getBean(Services.class);
        pool = context.getBean(ConnectionPool.class);
        statements = context.getBean(Statements.class);
        relata.schema().create().block();
        client.sql("CREATE FUNCTION sleep() RETURNS trigger LANGUAGE plpgsql AS"
                        + " 'BEGIN PERFORM pg_sleep(30); RETURN NEW; END'")
                .then()
                .then(client.sql("CREATE TRIGGER slow BEFORE INSERT ON authors FOR EACH ROW WHEN (NEW.name = '" + SLOW
                                + "') EXECUTE FUNCTION sleep()")
                        .then())
                .block();
        statements.clear();
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    TransactionalOperator operator() {
        return TransactionalOperator.create(context.getBean(ReactiveTransactionManager.class));
    }

    TransactionalOperator operator(int propagation) {
        return TransactionalOperator.create(
                context.getBean(ReactiveTransactionManager.class), new DefaultTransactionDefinition(propagation));
    }

    TransactionalOperator operator(TransactionDefinition definition) {
        return TransactionalOperator.create(context.getBean(ReactiveTransactionManager.class), definition);
    }

    /** An author that Spring writes, as a repository does. */
    static Mono<Author> author(DatabaseClient client, String name) {
        return client.sql("INSERT INTO authors (name) VALUES (:name) RETURNING id")
                .bind("name", name)
                .map(row -> new Author(row.get(0, Long.class), name))
                .one();
    }

    static Mono<Long> count(DatabaseClient client, String table) {
        return client.sql("SELECT count(*) FROM " + table)
                .map(row -> row.get(0, Long.class))
                .one();
    }

    Mono<Author> author(String name) {
        return author(client, name);
    }

    Mono<Book> book(Author author, String title) {
        return relata.insert(new Book(null, author.id(), title));
    }

    static <R> Mono<R> broken() {
        return Mono.error(() -> new IllegalArgumentException(PAST));
    }

    /** Counts the rows over a connection of its own, after what is under way has ended. */
    long rows(String table) {
        awaitIdle();
        return count(client, table).block();
    }

    void clear() {
        client.sql("TRUNCATE authors, books").then().block();
        statements.clear();
    }

    private PoolMetrics metrics() {
        return pool.getMetrics().orElseThrow();
    }

    /** Waits until no connection is held or wanted; a leak fails after five seconds. */
    void awaitIdle() {
        done(Mono.fromSupplier(() -> metrics().acquiredSize() + metrics().pendingAcquireSize())
                .filter(held -> held == 0)
                .repeatWhenEmpty(500, again -> again.delayElements(java.time.Duration.ofMillis(10)))
                .switchIfEmpty(
                        Mono.error(() -> new AssertionError("held: " + metrics().acquiredSize()))));
    }

    static <R> Flux<R> both(Mono<R> one, Mono<R> other) {
        return Flux.merge(one, other);
    }

    @Override
    public void close() {
        context.close();
    }
}
