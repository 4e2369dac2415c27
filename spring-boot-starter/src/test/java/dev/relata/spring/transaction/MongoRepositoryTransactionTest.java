package dev.relata.spring.transaction;

import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import dev.relata.Relata;
import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.mongo.fake.Deployment;
import dev.relata.mongo.fake.FakeMongo;
import dev.relata.mongo.fake.SeenCommand;
import dev.relata.spi.TransactionOptions;
import dev.relata.spring.MongoStoreAutoConfiguration;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.RelataModel;
import dev.relata.spring.data.DataAutoConfiguration;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.ReactiveMongoTransactionManager;
import org.springframework.data.mongodb.core.ReactiveMongoTemplate;
import org.springframework.data.mongodb.core.SimpleReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.mapping.MongoMappingContext;
import org.springframework.data.mongodb.repository.ReactiveMongoRepository;
import org.springframework.data.mongodb.repository.config.EnableReactiveMongoRepositories;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/**
 * Repositories of Spring Data MongoDB and Relata in one transaction of Spring's own manager. The driver is the real one, and the
 * server a fake of ours, which keeps transactions as MongoDB's documentation says.
 */
@Timeout(30)
class MongoRepositoryTransactionTest {

    private static final String DATABASE = "test";
    private static final String PAST = "an error of the application";
    private static final int WRITE_CONFLICT = 112;

    @Document("authors")
    record Author(@Id Long id, String name) {

        static final OneToMany<Author, Book> BOOKS = oneToMany(Author.class, Book::authorId);
    }

    @Document("books")
    record Book(@Id Long id, Long authorId, String title) {

        static final ManyToOne<Book, Author> AUTHOR = manyToOne(Book::authorId, Author.class);
    }

    interface Authors extends ReactiveMongoRepository<Author, Long> {}

    static class Publishing {

        @Transactional
        public <R> Mono<R> required(Mono<R> work) {
            return work;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableTransactionManagement(proxyTargetClass = true)
    @EnableReactiveMongoRepositories(considerNestedRepositories = true)
    @ImportAutoConfiguration({
        MongoTransactionAutoConfiguration.class,
        MongoStoreAutoConfiguration.class,
        DataAutoConfiguration.class,
        RelataAutoConfiguration.class
    })
    static class Application {

        @Bean
        MongoClient client() {
            return MongoClients.create(SERVER.url());
        }

        @Bean
        ReactiveMongoDatabaseFactory databases(MongoClient client) {
            return new SimpleReactiveMongoDatabaseFactory(client, DATABASE);
        }

        @Bean
        ReactiveMongoTemplate reactiveMongoTemplate(ReactiveMongoDatabaseFactory databases) {
            return new ReactiveMongoTemplate(databases);
        }

        @Bean
        ReactiveMongoTransactionManager manager(ReactiveMongoDatabaseFactory databases) {
            return new ReactiveMongoTransactionManager(databases);
        }

        /** As Spring Boot makes it; names are those of Spring Data for both. */
        @Bean
        MongoMappingContext mongoMappingContext() {
            return new MongoMappingContext();
        }

        @Bean
        RelataModel model() {
            return RelataModel.of(Author.class, Book.class);
        }

        @Bean
        Publishing publishing() {
            return new Publishing();
        }
    }

    private static final FakeMongo SERVER = FakeMongo.start(Deployment.REPLICA_SET);
    private static ConfigurableApplicationContext application;
    private static Relata relata;
    private static Authors authors;
    private static ReactiveMongoTemplate template;
    private static Publishing publishing;

    @BeforeAll
    static void start() {
        application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .bannerMode(Banner.Mode.OFF)
                .run();
        relata = application.getBean(Relata.class);
        authors = application.getBean(Authors.class);
        template = application.getBean(ReactiveMongoTemplate.class);
        publishing = application.getBean(Publishing.class);
        done(relata.schema().create());
        // Asks the server what it is, and for the indexes.
        done(relata.insert(new Author(0L, "nobody")).then(relata.delete(new Author(0L, "nobody"))));
    }

    @AfterAll
    static void stop() {
        application.close();
        SERVER.close();
    }

    @BeforeEach
    void forget() {
        SERVER.forget();
        SERVER.seen();
    }

    @AfterEach
    void clear() {
        awaitEnds();
        assertThat(SERVER.violations()).isEmpty();
        done(template.remove(Book.class).all().then(authors.deleteAll()));
    }

    /** A rollback after a cancel has nobody who waits for it. */
    private static void awaitEnds() {
        done(Mono.fromSupplier(SERVER::openTransactions)
                .filter(open -> open == 0)
                .repeatWhenEmpty(500, again -> again.delayElements(Duration.ofMillis(10)))
                .switchIfEmpty(Mono.error(() -> new AssertionError("open: " + SERVER.openTransactions()))));
    }

    private static Mono<Author> ofRepository(long id) {
        return authors.insert(new Author(id, "author " + id));
    }

    private static Mono<Book> ofRelata(long id) {
        return relata.insert(new Book(id, 1L, "book " + id));
    }

    private static <R> Mono<R> broken() {
        return Mono.error(() -> new IllegalArgumentException(PAST));
    }

    private static TransactionalOperator operator(int propagation) {
        return TransactionalOperator.create(
                application.getBean(ReactiveMongoTransactionManager.class),
                new DefaultTransactionDefinition(propagation));
    }

    private static int stored(String collection) {
        awaitEnds();
        return SERVER.rows(DATABASE, collection).size();
    }

    /** The commands in transactions; all in one where it is said so. */
    private static List<String> sentInOne() {
        List<SeenCommand> sent =
                SERVER.seen().stream().filter(SeenCommand::inTransaction).toList();
        Set<String> transactions = sent.stream()
                .map(command -> command.session() + " " + command.number())
                .collect(Collectors.toSet());
        assertThat(transactions).hasSize(1);
        return sent.stream().map(SeenCommand::name).toList();
    }

    @Test
    void bothAreCommittedInOneTransaction() {
        done(publishing.required(ofRepository(1).then(ofRelata(1)).then(ofRepository(2))));

        assertThat(sentInOne()).containsExactly("insert", "insert", "insert", "commitTransaction");
        assertThat(stored("authors")).isEqualTo(2);
        assertThat(stored("books")).isEqualTo(1);
    }

    @Test
    void anErrorLeavesNothingOfEitherWhoeverWroteFirst() {
        publishing
                .required(ofRepository(1).then(ofRelata(1)).then(broken()))
                .as(StepVerifier::create)
                .verifyErrorMessage(PAST);
        assertThat(sentInOne()).containsExactly("insert", "insert", "abortTransaction");

        publishing
                .required(ofRelata(1).then(ofRepository(1)).then(broken()))
                .as(StepVerifier::create)
                .verifyErrorMessage(PAST);
        assertThat(sentInOne()).containsExactly("insert", "insert", "abortTransaction");
        assertThat(stored("authors")).isZero();
        assertThat(stored("books")).isZero();
    }

    @Test
    void aCancelLeavesNothingOfEither() {
        Sinks.Empty<Void> written = Sinks.empty();
        Mono<Object> work = ofRepository(1)
                .then(ofRelata(1))
                .then(Mono.never().doOnSubscribe(any -> written.tryEmitEmpty().orThrow()));

        Mono.firstWithSignal(publishing.required(work), written.asMono())
                .as(StepVerifier::create)
                .verifyComplete();

        assertThat(stored("authors")).isZero();
        assertThat(stored("books")).isZero();
    }

    @Test
    void eachSeesWhatTheOtherHasWritten() {
        Mono<List<String>> work = ofRepository(1)
                .delayUntil(author -> relata.on(author, Author.BOOKS).create(new Book(7L, null, "its book")))
                .flatMap(author -> Flux.concat(
                                relata.find(Author.class, 1L).map(Author::name),
                                relata.on(author, Author.BOOKS).all().map(Book::title),
                                template.findById(7L, Book.class).map(Book::toString))
                        .collectList());

        publishing
                .required(work)
                .as(StepVerifier::create)
                .expectNext(List.of("author 1", "its book", new Book(7L, 1L, "its book").toString()))
                .verifyComplete();
    }

    @Test
    void aTransactionOfRelataIsOneOfSpringForRepositoriesInside() {
        done(relata.transactional(ofRepository(1).then(ofRelata(1))));
        assertThat(sentInOne()).containsExactly("insert", "insert", "commitTransaction");

        relata.transactional(ofRelata(2).then(ofRepository(2)).then(broken()))
                .as(StepVerifier::create)
                .verifyErrorMessage(PAST);
        assertThat(sentInOne()).containsExactly("insert", "insert", "abortTransaction");

        done(relata.transactional(publishing.required(ofRepository(3)).then(ofRelata(3))));
        assertThat(sentInOne()).containsExactly("insert", "insert", "commitTransaction");
        assertThat(stored("authors")).isEqualTo(2);
        assertThat(stored("books")).isEqualTo(2);
    }

    @Test
    void aNewTransactionInsideStaysWhenTheOuterOneIsRolledBack() {
        Mono<Book> inner = ofRepository(2)
                .then(ofRelata(2))
                .as(operator(TransactionDefinition.PROPAGATION_REQUIRES_NEW)::transactional);

        publishing
                .required(ofRepository(1)
                        .then(ofRelata(1))
                        .then(inner)
                        .then(ofRelata(3))
                        .then(broken()))
                .as(StepVerifier::create)
                .verifyErrorMessage(PAST);

        assertThat(stored("authors")).isEqualTo(1);
        assertThat(stored("books")).isEqualTo(1);
    }

    @Test
    void aScopeAroundForgetsWhenTheTransactionOfARepositoryIsCommitted() {
        Author author = ofRepository(1).block();
        Mono<Long> books = relata.on(author, Author.BOOKS).count();
        Mono<Book> write = publishing.required(template.insert(new Book(1L, 1L, "one")));

        Mono<Long> counted = books.then(write).then(books).as(relata::batched);

        assertThat(counted.block()).isEqualTo(1);
    }

    @Test
    void aConflictThatARepositorySignalsIsRetriedInANewTransaction() {
        done(ofRepository(1));
        AtomicInteger tries = new AtomicInteger();
        List<Throwable> signalled = new CopyOnWriteArrayList<>();
        Mono<Author> work = conflicting(tries).doOnError(signalled::add);

        assertThat(relata.transactional(work, TransactionOptions.defaults().retry(2))
                        .block())
                .isEqualTo(new Author(1L, "author 1.."));

        assertThat(tries).hasValue(2);
        assertThat(signalled).singleElement().satisfies(conflict -> {
            assertThat(conflict).isInstanceOf(DataAccessException.class);
            assertThat(conflict.getCause())
                    .isInstanceOfSatisfying(
                            MongoException.class,
                            cause -> assertThat(cause.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                                    .isTrue());
        });
        assertThat(stored("books")).isEqualTo(1);
    }

    @Test
    void withoutRetryTheConflictIsWhatTheRepositorySignals() {
        done(ofRepository(1));
        AtomicInteger tries = new AtomicInteger();

        relata.transactional(conflicting(tries))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(DataAccessException.class)
                        .hasCauseInstanceOf(MongoCommandException.class));

        assertThat(tries).hasValue(1);
        assertThat(stored("books")).isZero();
    }

    /** Adds a dot to the name of the author; the first time another transaction has done so meanwhile. */
    private static Mono<Author> conflicting(AtomicInteger tries) {
        Mono<Author> meanwhile = Mono.defer(() -> authors.save(new Author(1L, "author 1.")))
                .as(operator(TransactionDefinition.PROPAGATION_REQUIRES_NEW)::transactional);
        return ofRelata(1)
                .then(authors.findById(1L))
                .delayUntil(author -> tries.incrementAndGet() == 1 ? meanwhile : Mono.empty())
                .flatMap(author -> authors.save(new Author(1L, author.name() + ".")));
    }

    @Test
    void aConflictAtTheCommitIsRetriedAndSignalledAsTheStoreDoes() {
        SERVER.faults().error("commitTransaction", WRITE_CONFLICT, "WriteConflict", "TransientTransactionError");
        relata.transactional(ofRepository(1).then(ofRelata(1)))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                conflict -> assertThat(conflict.reason()).isEqualTo(Reason.SERIALIZATION)));
        assertThat(stored("authors")).isZero();

        SERVER.faults().error("commitTransaction", WRITE_CONFLICT, "WriteConflict", "TransientTransactionError");
        done(relata.transactional(
                ofRepository(1).then(ofRelata(1)), TransactionOptions.defaults().retry(1)));
        assertThat(stored("authors")).isEqualTo(1);
        assertThat(stored("books")).isEqualTo(1);
    }
}
