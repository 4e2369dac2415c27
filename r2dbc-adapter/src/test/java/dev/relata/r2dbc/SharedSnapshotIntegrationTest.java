package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.StoreUnavailableException;
import dev.relata.r2dbc.Shelves.Volume;
import dev.relata.r2dbc.Shelves.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;

/** Streams and what is looked up beside them share one connection of their scope. */
class SharedSnapshotIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(240);
    private static Shelves shelves;

    @BeforeAll
    static void open() {
        shelves = new Shelves();
    }

    @AfterAll
    static void close() {
        shelves.close();
    }

    @AfterEach
    void noTransactionIsLeftOpen() {
        TestDatabase.await(shelves.database()::transactions, 0);
    }

    @AfterEach
    void everyWriterHasItsNameAgain() {
        shelves.database().execute("UPDATE writers SET name = 'writer ' || id WHERE name = 'renamed'");
    }

    private static Flux<Long> writersOf(Relata relata, Flux<Volume> volumes) {
        return volumes.flatMap(volume -> relata.on(volume, Volume.WRITER).get(), 256)
                .mapNotNull(Writer::id)
                .as(relata::batched);
    }

    private static Flux<Long> stream(Relata relata) {
        return writersOf(relata, relata.from(Volume.class).iterate());
    }

    @Test
    void aStreamWithLookupsNeedsOneConnection() {
        Relata relata = shelves.relata(1, Duration.ofSeconds(20), builder -> builder);

        assertThat(stream(relata).distinct().count().block(PATIENCE)).isEqualTo(Shelves.VOLUMES);
    }

    @Test
    void twoStreamsOfOneScopeShareTheConnection() {
        Relata relata = shelves.relata(1, Duration.ofSeconds(20), builder -> builder);
        Flux<Volume> zipped = relata.from(Volume.class)
                .iterate()
                .zipWith(relata.from(Volume.class).iterate(), (one, other) -> one);

        assertThat(writersOf(relata, zipped).count().block(PATIENCE)).isEqualTo(Shelves.VOLUMES);
    }

    @Test
    void everyReadBesideAStreamUsesItsConnection() {
        Relata relata = shelves.relata(1, Duration.ofSeconds(20), builder -> builder);
        Flux<Long> counts = relata.from(Volume.class)
                .limit(300)
                .iterate()
                .flatMap(volume -> relata.from(Writer.class)
                        .where(Writer::name)
                        .eq("writer " + volume.id())
                        .count())
                .as(relata::batched);

        assertThat(counts.reduce(0L, Long::sum).block(PATIENCE)).isEqualTo(300);
    }

    @Test
    void lookupsBesideAStreamSeeItsSnapshot() {
        Relata relata = shelves.relata(2);
        Mono<String> name = Mono.defer(() -> relata.find(Writer.class, 7L).map(Writer::name));
        Flux<String> names = relata.from(Volume.class)
                .limit(1000)
                .iterate()
                .concatMap(
                        volume -> volume.id() == 1
                                ? relata.update(new Writer(7L, 7L, "renamed")).then(name)
                                : volume.id() < 4 ? name : Mono.empty(),
                        1)
                .as(relata::batched);

        assertThat(names.collectList().block(PATIENCE)).containsExactly("writer 7", "writer 7", "writer 7");
        assertThat(name.block(PATIENCE)).isEqualTo("renamed");
    }

    @Test
    void aScopeReadsAnewWhenTheStreamHasEnded() {
        Relata relata = shelves.relata(2);
        Mono<String> name = Mono.defer(() -> relata.find(Writer.class, 8L).map(Writer::name));
        Flux<String> during = relata.from(Volume.class)
                .limit(1000)
                .iterate()
                .concatMap(
                        volume -> volume.id() == 1
                                ? relata.update(new Writer(8L, 8L, "renamed")).then(name)
                                : Mono.empty(),
                        1);

        assertThat(during.concatWith(name).as(relata::batched).collectList().block(PATIENCE))
                .containsExactly("writer 8", "renamed");
    }

    @Test
    void cancelHandsTheConnectionBack() {
        Relata relata = shelves.relata(1, Duration.ofSeconds(20), builder -> builder);

        for (int i = 0; i < 20; i++) {
            assertThat(stream(relata).take(100 + i).count().block(PATIENCE)).isEqualTo(100 + i);
        }
        assertThat(relata.from(Volume.class).count().block(PATIENCE)).isEqualTo(Shelves.VOLUMES);
    }

    @Test
    void moreStreamsThanConnectionsWaitForEachOther() {
        Relata relata = shelves.relata(4, Duration.ofSeconds(120), builder -> builder);

        List<Long> counts = Flux.range(0, 64)
                .flatMap(
                        i -> writersOf(
                                        relata,
                                        relata.from(Volume.class).limit(2000).iterate())
                                .count(),
                        64)
                .collectList()
                .block(PATIENCE);
        assertThat(counts).hasSize(64).containsOnly(2000L);
    }

    @Test
    void thoseThatWaitTooLongFailByName() {
        Relata relata = shelves.relata(4, Duration.ofSeconds(1), builder -> builder);
        AtomicReference<Throwable> error = new AtomicReference<>();

        List<Signal<Long>> ends = Flux.range(0, 64)
                .flatMap(i -> stream(relata).count().materialize(), 64)
                .doOnNext(signal -> {
                    if (signal.isOnError()) {
                        error.set(signal.getThrowable());
                    }
                })
                .collectList()
                .block(PATIENCE);
        assertThat(ends).hasSize(64).anyMatch(Signal::isOnNext).anyMatch(Signal::isOnError);
        assertThat(error.get()).isInstanceOf(StoreUnavailableException.class).hasMessageContaining("pool");
    }
}
