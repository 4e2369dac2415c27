package dev.relata.r2dbc.internal.exec.replica;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.Reason;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.r2dbc.internal.exec.connection.ConnectionClient;
import dev.relata.r2dbc.internal.exec.connection.ConnectionSource;
import dev.relata.r2dbc.internal.exec.position.OwnWritesKey;
import io.r2dbc.spi.R2dbcTimeoutException;
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

    /** Emits no client, of which nothing is asked here; a connection that is taken is known by its server. */
    private ConnectionSource source(String name) {
        return label -> Mono.defer(() -> {
            opened.add(name);
            RelataException error = failing.get(name);
            return error == null ? Mono.<ConnectionClient>empty() : Mono.error(error);
        });
    }

    private List<String> opens(ReplicaChoice choice) {
        opened.clear();
        choice.open("Rack").as(StepVerifier::create).verifyComplete();
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
