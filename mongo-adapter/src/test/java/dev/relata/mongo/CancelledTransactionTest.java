package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.Table;
import dev.relata.mongo.fake.Deployment;
import dev.relata.mongo.fake.FakeMongo;
import dev.relata.mongo.fake.SeenCommand;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

/** A transaction that is cancelled while the server is at one of its commands. The server is a fake of ours. */
class CancelledTransactionTest {

    private static final String DATABASE = "cancelled";

    /** How long an abort that would overtake the command is given to come; one that keeps its place is not waited for. */
    private static final long OVERTAKING_MILLIS = 300;

    @Table("stones")
    record Stone(@Id long id, String name) {}

    private final FakeMongo server = FakeMongo.start(Deployment.REPLICA_SET);
    private final List<String> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch aborted = new CountDownLatch(1);
    private MongoClient client;
    private Relata relata;

    @BeforeEach
    void connect() {
        client = TestServer.client(server.url());
        MongoStore store =
                MongoStore.builder().client(client).database(DATABASE).build();
        store.connected().as(StepVerifier::create).expectNextCount(1).verifyComplete();
        relata = Relata.builder().store(store).model(Stone.class).build();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    /** The server takes its time with the first command; meanwhile nothing else of the transaction may come. */
    private void onServer(SeenCommand command) {
        events.add(command.name());
        if (command.begins()) {
            arrived.countDown();
            await(aborted, OVERTAKING_MILLIS);
            events.add("carried out");
        } else if (command.name().equals("abortTransaction")) {
            aborted.countDown();
        }
    }

    private static boolean await(CountDownLatch latch, long millis) {
        try {
            return latch.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void isAbortedAfterTheFirstCommandThatWasUnderWay() {
        server.before(this::onServer);
        Disposable transaction =
                relata.insert(new Stone(1, "flint")).as(relata::transactional).subscribe();
        assertThat(await(arrived, 10_000)).isTrue();

        transaction.dispose();

        Awaiting.until(() -> aborted.getCount() == 0 && events.contains("carried out"));
        assertThat(events).containsExactly("insert", "carried out", "abortTransaction");
        Awaiting.until(() -> server.openTransactions() == 0);
        assertThat(server.rows(DATABASE, "stones")).isEmpty();
        assertThat(server.violations()).isEmpty();
    }

    @Test
    void thatStandsForItselfIsAbortedInTheSameWay() {
        server.before(this::onServer);
        Disposable bulk = relata.bulk()
                .insert(List.of(new Stone(1, "flint"), new Stone(2, "slate")))
                .subscribe();
        assertThat(await(arrived, 10_000)).isTrue();

        bulk.dispose();

        Awaiting.until(() -> aborted.getCount() == 0 && events.contains("carried out"));
        assertThat(events).containsExactly("insert", "carried out", "abortTransaction");
        Awaiting.until(() -> server.openTransactions() == 0);
        assertThat(server.rows(DATABASE, "stones")).isEmpty();
        assertThat(server.violations()).isEmpty();
    }
}
