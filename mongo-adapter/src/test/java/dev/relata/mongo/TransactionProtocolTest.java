package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.error.CommitUnknownException;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.error.TransactionException;
import dev.relata.model.Id;
import dev.relata.model.Table;
import dev.relata.mongo.fake.Deployment;
import dev.relata.mongo.fake.FakeMongo;
import dev.relata.mongo.fake.SeenCommand;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/**
 * What is sent of sessions and transactions, and what becomes of errors, as the drivers' specification of transactions and of
 * its convenient API has it. The server is a fake of ours.
 */
class TransactionProtocolTest {

    private static final String TRANSIENT = "TransientTransactionError";
    private static final String UNKNOWN = "UnknownTransactionCommitResult";
    private static final String DATABASE = "protocol";

    @Table("stones")
    record Stone(@Id long id, String name) {}

    private final FakeMongo server = FakeMongo.start(Deployment.REPLICA_SET);
    private MongoClient client;
    private Relata relata;

    @BeforeEach
    void connect() {
        client = TestServer.client(server.url());
        MongoStore store =
                MongoStore.builder().client(client).database(DATABASE).build();
        store.connected().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        relata = Relata.builder().store(store).model(Stone.class).build();
        server.seen();
    }

    @AfterEach
    void nothingStaysOpen() {
        try {
            Awaiting.until(() -> server.openTransactions() == 0);
            assertThat(server.violations()).isEmpty();
            assertThat(server.faults().done()).isTrue();
        } finally {
            client.close();
            server.close();
        }
    }

    private static List<Stone> stones() {
        return List.of(new Stone(1, "flint"), new Stone(2, "slate"));
    }

    private void insertTwo() {
        relata.bulk()
                .insert(stones())
                .as(StepVerifier::create)
                .expectNextCount(2)
                .verifyComplete();
    }

    private List<SeenCommand> seen(Predicate<SeenCommand> which) {
        return server.seen().stream().filter(which).toList();
    }

    private static List<String> names(List<SeenCommand> commands) {
        return commands.stream().map(SeenCommand::name).toList();
    }

    private long stored() {
        return server.rows(DATABASE, "stones").size();
    }

    @Test
    void aBulkWriteRunsInOneSessionAndOneTransaction() {
        insertTwo();

        List<SeenCommand> sent = seen(SeenCommand::inTransaction);
        assertThat(names(sent)).containsExactly("insert", "commitTransaction");
        assertThat(sent).extracting(SeenCommand::session).doesNotContainNull();
        assertThat(Set.copyOf(sent.stream().map(SeenCommand::session).toList())).hasSize(1);
        assertThat(Set.copyOf(sent.stream().map(SeenCommand::number).toList())).hasSize(1);
        assertThat(sent).extracting(SeenCommand::begins).containsExactly(true, false);
        assertThat(sent.get(0).readConcern()).isEqualTo("snapshot");
        assertThat(sent.get(1).writeConcern()).isEqualTo("majority");
    }

    @Test
    void commandsOfATransactionGoOutOneAtATime() {
        Flux.range(1, 20)
                .flatMap(i -> relata.insert(new Stone(i, "stone " + i)))
                .as(relata::transactional)
                .as(StepVerifier::create)
                .expectNextCount(20)
                .verifyComplete();

        List<SeenCommand> sent = seen(SeenCommand::inTransaction);
        assertThat(sent).hasSize(21);
        assertThat(sent.stream().filter(SeenCommand::begins)).hasSize(1);
        assertThat(Set.copyOf(sent.stream().map(SeenCommand::number).toList())).hasSize(1);
        assertThat(stored()).isEqualTo(20);
    }

    @Test
    void sessionsGoBackAndAreEndedWithTheClient() {
        insertTwo();
        relata.from(Stone.class)
                .deleteAll()
                .as(StepVerifier::create)
                .expectNext(2L)
                .verifyComplete();
        insertTwo();

        List<SeenCommand> sent = seen(SeenCommand::inTransaction);
        assertThat(Set.copyOf(sent.stream().map(SeenCommand::session).toList())).hasSize(1);
        client.close();
        Awaiting.until(() -> names(server.seen()).contains("endSessions"));
    }

    @Test
    void aTransientErrorRepeatsWhatStandsForItself() {
        server.faults()
                .error("insert", 112, "WriteConflict", TRANSIENT)
                .error("insert", 112, "WriteConflict", TRANSIENT);

        insertTwo();

        List<SeenCommand> sent = seen(SeenCommand::inTransaction);
        assertThat(names(sent).stream().filter("insert"::equals)).hasSize(3);
        assertThat(sent.stream().filter(SeenCommand::begins)).hasSize(3);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aTransientErrorAtCommitRepeatsWhatStandsForItself() {
        server.faults().error("commitTransaction", 251, "NoSuchTransaction", TRANSIENT);

        insertTwo();

        assertThat(names(seen(SeenCommand::inTransaction)).stream().filter("insert"::equals))
                .hasSize(2);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aTransientErrorOfAUsersTransactionIsTheUsersToRepeat() {
        server.faults().error("insert", 112, "WriteConflict", TRANSIENT);

        relata.insert(new Stone(1, "flint"))
                .as(relata::transactional)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                store -> assertThat(store.retryable()).isTrue())
                        .hasMessageContaining("retry("));
        assertThat(stored()).isZero();
    }

    @Test
    void anUnknownResultRepeatsTheCommitForAMajority() {
        server.faults().errorAfter("commitTransaction", 91, "ShutdownInProgress", UNKNOWN);

        insertTwo();

        List<SeenCommand> sent = seen(command -> command.name().equals("commitTransaction"));
        assertThat(sent).hasSizeBetween(2, 3);
        assertThat(sent).extracting(SeenCommand::writeConcern).containsOnly("majority");
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aConnectionThatIsLostDuringCommitIsRepeatedToo() {
        server.faults().closed("commitTransaction", true);

        insertTwo();

        assertThat(seen(command -> command.name().equals("commitTransaction"))).hasSize(2);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aCommitThatRanOutOfTimeIsUnknown() {
        server.faults().errorAfter("commitTransaction", 50, "MaxTimeMSExpired", UNKNOWN);

        relata.bulk().insert(stones()).as(StepVerifier::create).verifyError(CommitUnknownException.class);
        assertThat(seen(command -> command.name().equals("commitTransaction"))).hasSize(1);
    }

    @Test
    void whatAServerThatIsNoPrimaryRefusesIsSentAgainOnce() {
        server.faults().error("insert", 10107, "NotWritablePrimary", "RetryableWriteError");

        relata.insert(new Stone(1, "flint"))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();

        List<SeenCommand> sent = seen(command -> command.name().equals("insert"));
        assertThat(sent).hasSize(2);
        assertThat(Set.copyOf(sent.stream().map(SeenCommand::number).toList())).hasSize(1);
        assertThat(sent).noneMatch(SeenCommand::inTransaction);
        assertThat(stored()).isEqualTo(1);
    }

    @Test
    void aConnectionThatIsLostAtAWriteIsUsedUpAndTheTransactionRepeated() {
        server.faults().closed("insert", false);

        insertTwo();

        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void anErrorAbortsAndACancelAborts() {
        insertTwo();
        server.seen();

        relata.bulk()
                .insert(List.of(new Stone(3, "chalk"), new Stone(1, "again")))
                .as(StepVerifier::create)
                .verifyError(ConstraintViolationException.class);
        assertThat(names(seen(SeenCommand::inTransaction))).containsExactly("insert", "abortTransaction");

        relata.insert(new Stone(4, "loam"))
                .flux()
                .concatWith(Mono.never())
                .as(relata::transactional)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .thenCancel()
                .verify();
        Awaiting.until(() -> names(server.seen()).contains("abortTransaction"));
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aStreamReadsOneSnapshot() {
        insertTwo();
        server.seen();

        relata.from(Stone.class)
                .iterate()
                .as(StepVerifier::create)
                .expectNextCount(2)
                .verifyComplete();

        List<SeenCommand> sent = seen(command -> command.name().equals("find"));
        assertThat(sent).hasSize(1);
        assertThat(sent.get(0).readConcern()).isEqualTo("snapshot");
        assertThat(sent.get(0).inTransaction()).isFalse();
    }

    @Test
    void aServerThatIsGoneIsUnavailable() {
        server.faults().closed("find", false).closed("find", false);

        relata.from(Stone.class).all().as(StepVerifier::create).verifyError(StoreUnavailableException.class);
    }

    @Test
    void aCommitThatStaysUnknownForAWhileIsRepeated() {
        for (int i = 0; i < 5; i++) {
            server.faults().error("commitTransaction", 91, "ShutdownInProgress", UNKNOWN);
        }

        insertTwo();

        assertThat(seen(command -> command.name().equals("commitTransaction"))).hasSize(6);
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void aCommitThatIsRefusedSaysWhy() {
        server.faults().error("commitTransaction", 13, "Unauthorized");

        relata.bulk()
                .insert(stones())
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(StoreException.class).hasMessageContaining("Unauthorized"));
    }

    @Test
    void whatCoreRunsInATransactionIsRepeatedToo() {
        insertTwo();
        server.faults().error("update", 112, "WriteConflict", TRANSIENT);

        relata.bulk()
                .update(stones())
                .as(StepVerifier::create)
                .expectNextCount(2)
                .verifyComplete();
    }

    @Test
    void aSourceThatWasReadIsNotReadAgain() {
        AtomicInteger subscriptions = new AtomicInteger();
        Flux<Stone> source = Flux.fromIterable(stones()).doOnSubscribe(any -> subscriptions.incrementAndGet());
        server.faults().error("insert", 112, "WriteConflict", TRANSIENT);

        relata.bulk()
                .insert(Stone.class, source)
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                StoreException.class,
                                store -> assertThat(store.retryable()).isTrue()));
        assertThat(subscriptions).hasValue(1);
        assertThat(stored()).isZero();
    }

    @Test
    void rowsThatAreThereAreIgnoredWithoutEndingTheTransaction() {
        insertTwo();
        List<Stone> three = List.of(new Stone(1, "again"), new Stone(3, "chalk"), new Stone(3, "twice"));

        relata.bulk(Bulk.defaults().onConflict(OnConflict.<Stone>ignore(Stone::id)))
                .insert(three)
                .collectList()
                .flatMap(rows -> relata.insert(new Stone(4, "loam")).thenReturn(rows))
                .as(relata::transactional)
                .as(StepVerifier::create)
                .expectNext(List.of(new Stone(3, "chalk")))
                .verifyComplete();
        assertThat(stored()).isEqualTo(4);
    }

    @Test
    void anInnerTransactionThatOnlyReadIsRolledBackAlone() {
        Mono<Stone> reads = relata.find(Stone.class, 1L)
                .then(Mono.<Stone>error(new IllegalStateException("no")))
                .as(relata::transactional);

        relata.insert(new Stone(1, "flint"))
                .then(reads.onErrorResume(error -> Mono.empty()))
                .then(relata.insert(new Stone(2, "slate")))
                .as(relata::transactional)
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        assertThat(stored()).isEqualTo(2);
    }

    @Test
    void anInnerTransactionThatHasWrittenTakesTheOuterOneWithIt() {
        Mono<Stone> writes = relata.insert(new Stone(1, "flint"))
                .then(Mono.<Stone>error(new IllegalStateException("no")))
                .as(relata::transactional);

        writes.onErrorResume(error -> Mono.empty())
                .then(relata.insert(new Stone(2, "slate")))
                .as(relata::transactional)
                .as(StepVerifier::create)
                .verifyError(TransactionException.class);
        assertThat(stored()).isZero();
    }
}
