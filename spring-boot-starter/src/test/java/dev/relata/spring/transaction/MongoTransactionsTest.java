package dev.relata.spring.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ClientSessionOptions;
import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoClients;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.mongo.ExternalTransaction;
import dev.relata.mongo.MongoStore;
import dev.relata.spi.TransactionOptions;
import dev.relata.spring.MongoStoreAutoConfiguration;
import dev.relata.spring.MongoStoreBuilderCustomizer;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bson.codecs.configuration.CodecRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.dao.support.PersistenceExceptionTranslator;
import org.springframework.data.mongodb.ReactiveMongoDatabaseFactory;
import org.springframework.data.mongodb.ReactiveMongoTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.transaction.support.DefaultTransactionDefinition;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Finds the session of Spring's transactions. The sessions are fakes; the manager and what it binds are Spring's. */
@ExtendWith(OutputCaptureExtension.class)
class MongoTransactionsTest {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final Databases databases = new Databases();
    private final ReactiveMongoTransactionManager manager = new ReactiveMongoTransactionManager(databases);
    private final MongoTransactions transactions = new MongoTransactions(databases, ManagedTransactions.of(manager));

    /** Gives out sessions that note what they are told. */
    private final class Databases implements ReactiveMongoDatabaseFactory {

        @Override
        public Mono<ClientSession> getSession(ClientSessionOptions options) {
            return Mono.fromSupplier(() -> session(new AtomicBoolean()));
        }

        private ClientSession session(AtomicBoolean active) {
            return (ClientSession) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {ClientSession.class}, (proxy, method, arguments) -> {
                        switch (method.getName()) {
                            case "startTransaction" -> active.set(true);
                            case "commitTransaction", "abortTransaction" -> {
                                active.set(false);
                                calls.add(method.getName());
                                return Mono.empty();
                            }
                            case "hasActiveTransaction" -> {
                                return active.get();
                            }
                            case "hashCode" -> {
                                return System.identityHashCode(proxy);
                            }
                            case "equals" -> {
                                return proxy == arguments[0];
                            }
                            case "toString" -> {
                                return "a fake session";
                            }
                            default -> {}
                        }
                        return null;
                    });
        }

        @Override
        public Mono<MongoDatabase> getMongoDatabase() {
            return Mono.empty();
        }

        @Override
        public Mono<MongoDatabase> getMongoDatabase(String name) {
            return Mono.empty();
        }

        @Override
        public PersistenceExceptionTranslator getExceptionTranslator() {
            return error -> null;
        }

        @Override
        public CodecRegistry getCodecRegistry() {
            return com.mongodb.MongoClientSettings.getDefaultCodecRegistry();
        }

        @Override
        public ReactiveMongoDatabaseFactory withSession(ClientSession session) {
            return this;
        }
    }

    private Mono<ExternalTransaction> current() {
        return Mono.deferContextual(context -> Mono.justOrEmpty(transactions.current(context)));
    }

    private TransactionalOperator operator(int propagation) {
        return TransactionalOperator.create(manager, new DefaultTransactionDefinition(propagation));
    }

    @Test
    void outsideATransactionThereIsNone() {
        current().as(StepVerifier::create).verifyComplete();
    }

    @Test
    void aTransactionIsTheSameObjectAsLongAsItLasts() {
        Flux.concat(current(), current())
                .collectList()
                .as(operator(TransactionDefinition.PROPAGATION_REQUIRED)::transactional)
                .as(StepVerifier::create)
                .assertNext(found -> {
                    assertThat(found).hasSize(2);
                    assertThat(found.get(0)).isSameAs(found.get(1));
                })
                .verifyComplete();

        assertThat(calls).containsExactly("commitTransaction");
    }

    @Test
    void aNewTransactionInsideIsAnotherAndTheOuterComesBack() {
        Mono<ExternalTransaction> inner =
                current().as(operator(TransactionDefinition.PROPAGATION_REQUIRES_NEW)::transactional);

        Flux.concat(current(), inner, current())
                .collectList()
                .as(operator(TransactionDefinition.PROPAGATION_REQUIRED)::transactional)
                .as(StepVerifier::create)
                .assertNext(found -> {
                    assertThat(found).hasSize(3);
                    assertThat(found.get(0)).isSameAs(found.get(2)).isNotSameAs(found.get(1));
                })
                .verifyComplete();

        assertThat(calls).containsExactly("commitTransaction", "commitTransaction");
    }

    @Test
    void whereItIsSuspendedThereIsNone() {
        Mono<ExternalTransaction> inner =
                current().as(operator(TransactionDefinition.PROPAGATION_NOT_SUPPORTED)::transactional);

        current()
                .then(inner)
                .as(operator(TransactionDefinition.PROPAGATION_REQUIRED)::transactional)
                .as(StepVerifier::create)
                .verifyComplete();
    }

    @Test
    void beginsOneOfSpringsAndRollsItBack() {
        Flux<Object> failing = current().flatMapMany(found -> Flux.error(new IllegalStateException("found")));

        transactions
                .begin(failing, new TransactionOptions(null, false, 0))
                .as(StepVerifier::create)
                .verifyErrorMessage("found");

        assertThat(calls).containsExactly("abortTransaction");
    }

    @Test
    void aStoreOfAnotherClientTakesNoPartAndSaysSo(CapturedOutput output) {
        String nowhere = "mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=10";
        try (MongoClient client = MongoClients.create(nowhere);
                MongoClient other = MongoClients.create(nowhere)) {
            ApplicationContextRunner runner = new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            MongoTransactionAutoConfiguration.class, MongoStoreAutoConfiguration.class))
                    .withBean(MongoClient.class, () -> client)
                    .withBean("another", MongoStoreBuilderCustomizer.class, () -> builder -> builder.client(other));

            runner.run(context -> assertThat(context).hasSingleBean(MongoStore.class));
            runner.withBean(ReactiveMongoTransactionManager.class, () -> manager)
                    .withPropertyValues("relata.transactions=own")
                    .run(context -> assertThat(context).hasSingleBean(MongoStore.class));
            assertThat(output).doesNotContain("takes no part");

            runner.withBean(ReactiveMongoTransactionManager.class, () -> manager)
                    .run(context -> assertThat(context)
                            .getBean(MongoStore.class)
                            .extracting("external")
                            .isNull());
            assertThat(output)
                    .containsOnlyOnce("takes no part in Spring's transactions over MongoDB")
                    .contains("or set relata.transactions=own");
        }
    }

    @Test
    void theStoreTakesPartWhereThereIsAManager() {
        try (MongoClient client = MongoClients.create("mongodb://127.0.0.1:1/?serverSelectionTimeoutMS=10")) {
            ApplicationContextRunner runner = new ApplicationContextRunner()
                    .withConfiguration(AutoConfigurations.of(
                            MongoTransactionAutoConfiguration.class, MongoStoreAutoConfiguration.class))
                    .withBean(MongoClient.class, () -> client);

            runner.withBean(ReactiveMongoTransactionManager.class, () -> manager)
                    .run(context -> assertThat(context)
                            .hasSingleBean(MongoStoreBuilderCustomizer.class)
                            .getBean(MongoStore.class)
                            .hasFieldOrProperty("external")
                            .extracting("external")
                            .isInstanceOf(MongoTransactions.class));
            runner.withBean(ReactiveMongoTransactionManager.class, () -> manager)
                    .withPropertyValues("relata.transactions=own")
                    .run(context -> assertThat(context)
                            .hasSingleBean(MongoStore.class)
                            .doesNotHaveBean(MongoStoreBuilderCustomizer.class));
            runner.withClassLoader(new FilteredClassLoader("org.springframework.data.mongodb"))
                    .run(context -> assertThat(context)
                            .hasSingleBean(MongoStore.class)
                            .doesNotHaveBean(MongoStoreBuilderCustomizer.class));
        }
    }
}
