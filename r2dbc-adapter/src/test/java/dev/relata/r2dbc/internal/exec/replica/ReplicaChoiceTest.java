package dev.relata.r2dbc.internal.exec.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.Reason;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.connection.ConnectionSource;
import dev.relata.r2dbc.internal.exec.connection.Connector;
import dev.relata.r2dbc.internal.exec.connection.HeldConnections;
import dev.relata.r2dbc.internal.exec.connection.PoolerCheck;
import dev.relata.r2dbc.internal.exec.connection.ServerCheck;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.r2dbc.internal.exec.position.OwnWritesKey;
import dev.relata.r2dbc.server.ServerProfile;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Where the connections of reads come from, by a clock that the tests turn. */
class ReplicaChoiceTest {

    private static final StoreUnavailableException DOWN =
            new StoreUnavailableException("no connection to the database", null, null);

    private final Map<String, RelataException> failing = new HashMap<>();
    private final List<String> opened = new ArrayList<>();
    private final Replicas replicas = new Replicas(
            source("primary"),
            Stream.of("one", "two").map(name -> new Replica(name, source(name))).toList(),
            new OwnWritesKey(),
            Duration.ofSeconds(1));
    private VirtualTimeScheduler clock;

    @BeforeEach
    void stopTheClock() {
        clock = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void letTheClockRun() {
        VirtualTimeScheduler.reset();
    }

    /** Emits a client, of which nothing is asked here; a connection that is taken is known by its server. */
    private ConnectionSource source(String name) {
        return label -> Mono.defer(() -> {
            opened.add(name);
            RelataException error = failing.get(name);
            return error == null ? client(label) : Mono.error(error);
        });
    }

    private static Mono<ConnectionClient> client(String label) {
        ConnectionFactory never = ConnectionFactories.get("r2dbc:postgresql://nobody@localhost:1/none");
        Connection unused = (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    throw new AssertionError("nothing is asked of a connection here, but " + method.getName());
                });
        return new Connector(
                        never,
                        SqlClientOptions.defaults(),
                        new HeldConnections(),
                        PoolerCheck.none("none"),
                        ServerCheck.of(ServerProfile.POSTGRESQL))
                .lending(unused)
                .open(label);
    }

    private List<String> opens(ReplicaChoice choice) {
        opened.clear();
        choice.open("Rack").as(StepVerifier::create).expectNextCount(1).verifyComplete();
        return List.copyOf(opened);
    }

    @Test
    void operationsTakeTurnsAndEachKeepsItsServer() {
        ReplicaChoice first = replicas.next();
        ReplicaChoice second = replicas.next();

        assertThat(opens(first)).containsExactly("one");
        assertThat(opens(second)).containsExactly("two");
        assertThat(opens(first)).containsExactly("one");
        assertThat(opens(replicas.next())).containsExactly("one");
    }

    @Test
    void aServerThatIsDownIsLeftAloneForAWhileAndThenTriedByOneRead() {
        failing.put("one", DOWN);

        assertThat(opens(replicas.next())).containsExactly("one", "two");
        assertThat(opens(replicas.next())).containsExactly("two");
        assertThat(opens(replicas.next())).containsExactly("two");
        clock.advanceTimeBy(Replica.REST);
        assertThat(opens(replicas.next())).containsExactly("two");
        assertThat(opens(replicas.next())).containsExactly("one", "two");
        assertThat(opens(replicas.next())).containsExactly("two");
    }

    @Test
    void aServerThatCanBeConnectedAgainHasItsTurnAgain() {
        failing.put("one", DOWN);
        assertThat(opens(replicas.next())).containsExactly("one", "two");
        failing.remove("one");

        assertThat(opens(replicas.next())).containsExactly("two");
        assertThat(opens(replicas.next())).containsExactly("two");
        assertThat(opens(replicas.next())).containsExactly("two");
        clock.advanceTimeBy(Replica.REST);
        assertThat(opens(replicas.next())).containsExactly("one");
        assertThat(opens(replicas.next())).containsExactly("two");
        assertThat(opens(replicas.next())).containsExactly("one");
    }

    /** The next one may be older than what was read already. */
    @Test
    void aServerThatIsLostBetweenTwoReadsIsLeftForThePrimary() {
        ReplicaChoice choice = replicas.next();
        assertThat(opens(choice)).containsExactly("one");
        failing.put("one", DOWN);

        assertThat(opens(choice)).containsExactly("one", "primary");
        assertThat(opens(choice)).containsExactly("primary");
    }

    @Test
    void whereAllAreDownReadsGoToThePrimaryAtOnce() {
        failing.put("one", DOWN);
        failing.put("two", DOWN);

        assertThat(opens(replicas.next())).containsExactly("one", "two", "primary");
        assertThat(opens(replicas.next())).containsExactly("primary");
        clock.advanceTimeBy(Replica.REST);
        assertThat(opens(replicas.next())).containsExactly("one", "primary");
    }

    @Test
    void aPoolWhoseConnectionsAreAllInUseIsAnErrorAndNoReasonToGoElsewhere() {
        StoreException late = new StoreUnavailableException("late", null, new R2dbcTimeoutException("late"));
        failing.put("one", late);

        replicas.next().open("Rack").as(StepVerifier::create).verifyErrorMatches(late::equals);
        assertThat(opened).containsExactly("one");
        failing.put("two", new StoreException("mixed", Reason.OTHER, null, false, null));
        replicas.next().open("Rack").as(StepVerifier::create).verifyErrorMessage("mixed");
    }

    @Test
    void aScopeThatHasWrittenGoesToThePrimary() {
        ReplicaChoice choice = replicas.next();
        assertThat(opens(choice)).containsExactly("one");
        choice.wrote();

        assertThat(opens(choice)).containsExactly("primary");
    }
}
