package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.reactivestreams.client.ClientSession;
import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.error.TransactionException;
import dev.relata.model.Id;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import dev.relata.mongo.fake.Deployment;
import dev.relata.mongo.fake.FakeMongo;
import dev.relata.mongo.fake.SeenCommand;
import dev.relata.spi.TransactionOptions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.util.context.ContextView;

/** What a store sends in a transaction that a framework has begun, and what it leaves to the framework. */
class ExternalTransactionTest {

    private static final String DATABASE = "joined";

    /** As long as a command would need to overtake one that is held, many times over. */
    private static final long OVERTAKING_MILLIS = 300;

    @Table("stones")
    record Stone(@Id long id, String name) {}

    @Table("gems")
    record Gem(@Id long id, @Unique String name) {}

    /** A framework that keeps its transaction in the context. */
    private static final class Framework implements ExternalTransactions {

        private final MongoClient client;
        private final boolean begins;

        Framework(MongoClient client, boolean begins) {
            this.client = client;
            this.begins = begins;
        }

        @Override
        public @Nullable ExternalTransaction current(ContextView context) {
            return context.<@Nullable ExternalTransaction>getOrDefault(ExternalTransaction.class, null);
        }

        @Override
        public boolean begins() {
            return begins;
        }

        @Override
        public <R> Flux<R> begin(Flux<R> pipeline, TransactionOptions options) {
            return run(options, session -> pipeline);
        }

        <R> Flux<R> run(TransactionOptions options, Function<ClientSession, Flux<R>> work) {
            return Flux.usingWhen(
                    Mono.from(client.startSession()).doOnNext(ClientSession::startTransaction),
                    session -> in(session, options, work.apply(session)),
                    session -> Mono.fromRunnable(session::close));
        }

        private <R> Flux<R> in(ClientSession session, TransactionOptions options, Flux<R> work) {
            ExternalTransaction joined = ExternalTransaction.in(session, options);
            return Flux.usingWhen(
                            Mono.just(joined),
                            any -> work.concatWith(joined.drain().then(Mono.empty())),
                            any -> joined.end()
                                    .then(Mono.from(session.commitTransaction()))
                                    .then(joined.ended()),
                            (any, error) -> aborted(joined, session),
                            any -> aborted(joined, session))
                    .contextWrite(context -> context.put(ExternalTransaction.class, joined));
        }

        private static Mono<Void> aborted(ExternalTransaction joined, ClientSession session) {
            return joined.end().then(Mono.from(session.abortTransaction())).then(joined.ended());
        }
    }

    private static final TransactionOptions WRITES = new TransactionOptions(null, false, 0);

    private final FakeMongo server = FakeMongo.start(Deployment.REPLICA_SET);
    private MongoClient client;
    private Framework framework;
    private Relata relata;

    @BeforeEach
    void connect() {
        client = TestServer.client(server.url());
        framework = new Framework(client, false);
        relata = relata(framework);
        server.seen();
    }

    private Relata relata(Framework joined) {
        MongoStore store = MongoStore.builder()
                .client(client)
                .database(DATABASE)
                .transactions(any -> joined)
                .build();
        store.connected().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        return Relata.builder().store(store).model(Stone.class).build();
    }

    @AfterEach
    void nothingStaysOpen() {
        try {
            Awaiting.until(() -> server.openTransactions() == 0);
            assertThat(server.violations()).isEmpty();
        } finally {
            client.close();
            server.close();
        }
    }

    private static Stone stone(long id) {
        return new Stone(id, "stone " + id);
    }

    private <R> Flux<R> transaction(Flux<R> work) {
        return framework.run(WRITES, session -> work);
    }

    private List<SeenCommand> inTransaction() {
        return server.seen().stream().filter(SeenCommand::inTransaction).toList();
    }

    private int stored() {
        return server.rows(DATABASE, "stones").size();
    }

    @Test
    void aRequestRunsInTheSessionAndTheFrameworkCommits() {
        Flux<Stone> work = Flux.range(1, 5).flatMap(i -> relata.insert(stone(i)));

        transaction(work).as(StepVerifier::create).expectNextCount(5).verifyComplete();

        List<SeenCommand> sent = inTransaction();
        assertThat(sent)
                .extracting(SeenCommand::name)
                .containsExactly("insert", "insert", "insert", "insert", "insert", "commitTransaction");
        assertThat(Set.copyOf(sent.stream().map(SeenCommand::number).toList())).hasSize(1);
        assertThat(stored()).isEqualTo(5);
    }

    @Test
    void aCommandWaitsForTheOneBefore() {
        AtomicInteger inserts = new AtomicInteger();
        CountDownLatch second = new CountDownLatch(1);
        AtomicBoolean overtaken = new AtomicBoolean();
        server.before(command -> {
            if (!command.name().equals("insert")) {
                return;
            }
            if (inserts.incrementAndGet() == 1) {
                overtaken.set(within(second, OVERTAKING_MILLIS));
            } else {
                second.countDown();
            }
        });
        Flux<Stone> work = Flux.range(1, 2).flatMap(i -> relata.insert(stone(i)));

        transaction(work).as(StepVerifier::create).expectNextCount(2).verifyComplete();

        assertThat(inserts).hasValue(2);
        assertThat(overtaken).isFalse();
    }

    private static boolean within(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void indexesAreThereBeforeATransactionOpensTheirCollection() {
        MongoStore store = MongoStore.builder()
                .client(client)
                .database(DATABASE)
                .transactions(any -> framework)
                .build();
        Relata gems = Relata.builder().store(store).model(Gem.class).build();
        Flux<Gem> work = gems.from(Gem.class).count().thenMany(gems.insert(new Gem(1, "ruby")));

        transaction(work).as(StepVerifier::create).expectNextCount(1).verifyComplete();

        assertThat(server.seen())
                .extracting(SeenCommand::name)
                .filteredOn(
                        name -> Set.of("createIndexes", "aggregate", "insert").contains(name))
                .containsExactly("createIndexes", "aggregate", "insert");
    }

    @Test
    void anErrorLeavesNothing() {
        Flux<Stone> work = relata.insert(stone(1)).concatWith(Mono.error(new IllegalStateException("no")));

        transaction(work).as(StepVerifier::create).expectNextCount(1).verifyErrorMessage("no");

        assertThat(inTransaction()).extracting(SeenCommand::name).containsExactly("insert", "abortTransaction");
        assertThat(stored()).isZero();
    }

    @Test
    void cancelLeavesNothing() {
        Flux<Stone> work = relata.insert(stone(1)).concatWith(Mono.never());

        transaction(work).take(1).as(StepVerifier::create).expectNextCount(1).verifyComplete();

        Awaiting.until(() -> server.openTransactions() == 0);
        assertThat(stored()).isZero();
    }

    @Test
    void eachSeesWhatTheOtherHasWritten() {
        Flux<Long> work = framework.run(
                WRITES,
                session -> Mono.from(client.getDatabase(DATABASE)
                                .getCollection("stones")
                                .insertOne(session, new Document("_id", 1L).append("name", "theirs")))
                        .then(relata.insert(stone(2)))
                        .then(relata.from(Stone.class).count())
                        .concatWith(Mono.from(client.getDatabase(DATABASE)
                                .getCollection("stones")
                                .countDocuments(session))));

        relata.from(Stone.class)
                .count()
                .then(relata.insert(stone(9)))
                .thenMany(work)
                .as(StepVerifier::create)
                .expectNext(3L, 3L)
                .verifyComplete();
    }

    @Test
    void aBulkWriteAndATransactionInsideJoin() {
        Flux<Stone> work = relata.bulk()
                .insert(List.of(stone(1), stone(2)))
                .concatWith(relata.insert(stone(3)).as(relata::transactional));

        transaction(work).as(StepVerifier::create).expectNextCount(3).verifyComplete();

        assertThat(inTransaction())
                .extracting(SeenCommand::name)
                .containsExactly("insert", "insert", "commitTransaction");
        assertThat(stored()).isEqualTo(3);
    }

    @Test
    void anInnerRollbackThatHasWrittenKeepsTheOuterFromCommitting() {
        Flux<Stone> inner = relata.insert(stone(1))
                .concatWith(Mono.error(new IllegalStateException("no")))
                .as(relata::transactional)
                .onErrorResume(error -> Flux.empty());

        transaction(inner.concatWith(relata.insert(stone(2))))
                .as(StepVerifier::create)
                .expectNextCount(2)
                .verifyError(TransactionException.class);

        assertThat(stored()).isZero();
    }

    @Test
    void iterateRunsInTheSession() {
        Flux.range(1, 200)
                .concatMap(i -> relata.insert(stone(i)))
                .then()
                .as(StepVerifier::create)
                .verifyComplete();
        server.seen();
        Flux<Stone> work = relata.from(Stone.class)
                .iterate()
                .concatMap(found -> found.id() == 100 ? relata.insert(stone(1000)) : Mono.just(found));

        transaction(work).as(StepVerifier::create).expectNextCount(200).verifyComplete();

        assertThat(inTransaction())
                .extracting(SeenCommand::name)
                .startsWith("find")
                .contains("getMore", "insert")
                .endsWith("commitTransaction");
        assertThat(stored()).isEqualTo(201);
    }

    @Test
    void retryInsideIsRefused() {
        Flux<Stone> work = relata.transactional(
                relata.insert(stone(1)).flux(), TransactionOptions.defaults().retry(2));

        transaction(work).as(StepVerifier::create).verifyError();

        assertThat(stored()).isZero();
    }

    @Test
    void whatIsSubscribedAfterTheEndIsRefused() {
        ExternalTransaction[] leaked = new ExternalTransaction[1];
        Mono.deferContextual(context -> {
                    leaked[0] = context.get(ExternalTransaction.class);
                    return relata.insert(stone(1));
                })
                .flux()
                .as(this::transaction)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        relata.insert(stone(2))
                .contextWrite(context -> context.put(ExternalTransaction.class, leaked[0]))
                .as(StepVerifier::create)
                .verifyError(TransactionException.class);

        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void aReadOnlyTransactionRefusesWrites() {
        framework
                .run(
                        new TransactionOptions(null, true, 0),
                        session -> relata.insert(stone(1)).flux())
                .as(StepVerifier::create)
                .verifyErrorMatches(error -> error.getMessage().contains("read-only"));

        assertThat(stored()).isZero();
    }

    @Test
    void theOutermostTransactionIsBegunByTheFramework() {
        Relata begun = relata(new Framework(client, true));
        server.seen();

        begun.insert(stone(1))
                .flux()
                .concatWith(begun.insert(stone(2)))
                .as(begun::transactional)
                .as(StepVerifier::create)
                .expectNextCount(2)
                .verifyComplete();

        assertThat(inTransaction())
                .extracting(SeenCommand::name)
                .containsExactly("insert", "insert", "commitTransaction");
    }

    @Test
    void aDatabaseWithoutItsClientIsRefused() {
        MongoStoreBuilder builder =
                MongoStore.builder().database(client.getDatabase(DATABASE)).transactions(any -> framework);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("client(…)");
    }
}
