package dev.relata.r2dbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.Table;
import dev.relata.query.Iteration;
import dev.relata.query.Progress;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.test.StepVerifier;

/** Resumable streams over connections that are cut in the middle of an answer. */
class ResumableStreamIntegrationTest {

    private static final int CUTS = 20;

    private final TestDatabase database = TestDatabase.create();
    private final AtomicInteger cuts = new AtomicInteger();
    private FaultProxy proxy;
    private R2dbcStore store;
    private Relata relata;

    @Table("crates")
    record Crate(@Id long id, String label) {}

    @BeforeEach
    void open() throws IOException {
        proxy = FaultProxy.to(database.host(), database.port());
        store = R2dbcStore.builder()
                .host("localhost")
                .port(proxy.port())
                .database(database.name())
                .username(database.user())
                .password(database.password())
                .maxSize(2)
                .build();
        relata = Relata.builder().store(store).model(Crate.class).build();
    }

    @AfterEach
    void close() throws IOException {
        assertThat(store.heldConnections()).isZero();
        store.close().as(StepVerifier::create).verifyComplete();
        proxy.close();
        database.close();
    }

    private void fill(int rows) {
        database.execute(
                "CREATE TABLE crates (id bigint PRIMARY KEY, label text NOT NULL)",
                "INSERT INTO crates SELECT i, 'crate ' || i FROM generate_series(1, " + rows + ") i",
                "ANALYZE crates");
    }

    /** Cuts the connection that carries every so many bytes of answers. */
    private Fault every(long bytes) {
        return passage -> {
            long end = passage.before() + passage.bytes().length;
            if (passage.direction() == Direction.TO_CLIENT && passage.before() / bytes != end / bytes) {
                passage.passFirst((int) (end / bytes * bytes - passage.before()));
                cuts.incrementAndGet();
                passage.cut(true);
            } else {
                passage.pass();
            }
        };
    }

    private long bytesOf(Iteration iteration) {
        proxy.arm(Fault.NONE);
        relata.from(Crate.class).iterate(iteration).then().block(Duration.ofSeconds(300));
        return proxy.bytes(Direction.TO_CLIENT);
    }

    private void exactlyOnceWithCuts(int rows) {
        fill(rows);
        long bytes = bytesOf(Iteration.resumable());
        proxy.arm(every(bytes / (CUTS + 1)));

        AtomicReference<Long> last = new AtomicReference<>(0L);
        relata.from(Crate.class)
                .iterate(Iteration.resumable())
                .doOnNext(crate -> assertThat(crate.id()).isEqualTo(last.get() + 1))
                .doOnNext(crate -> last.set(crate.id()))
                .count()
                .as(StepVerifier::create)
                .expectNext((long) rows)
                .expectComplete()
                .verify(Duration.ofMinutes(5));

        assertThat(cuts.get()).isGreaterThanOrEqualTo(CUTS);
    }

    @Test
    void eachRowComesOnceWhereverConnectionsAreCut() {
        exactlyOnceWithCuts(100_000);
    }

    @Test
    @Tag("soak")
    @Timeout(600)
    void eachOfAMillionRowsComesOnceWhereverConnectionsAreCut() {
        exactlyOnceWithCuts(1_000_000);
    }

    /** Each process reads until it is lost, and handles a row before it asks for the next one. */
    @Test
    void anotherProcessGoesOnBehindWhatWasSaved() {
        fill(10_000);
        List<Long> handled = new ArrayList<>();
        AtomicReference<@Nullable Progress> saved = new AtomicReference<>();
        AtomicInteger sinceSaved = new AtomicInteger();
        for (int process = 0; process < 5; process++) {
            Progress before = saved.get();
            int kept = handled.size() - sinceSaved.getAndSet(0);
            handled.subList(kept, handled.size()).clear();
            relata.from(Crate.class)
                    .iterate(Iteration.resumable(
                                    before == null ? null : before.cursor().orElseThrow())
                            .onProgress(progress -> {
                                saved.set(progress);
                                sinceSaved.set(0);
                            }))
                    .doOnNext(crate -> handled.add(crate.id()))
                    .doOnNext(crate -> sinceSaved.incrementAndGet())
                    .take(process == 4 ? Long.MAX_VALUE : 1_500 + 100L * process)
                    .then()
                    .as(StepVerifier::create)
                    .verifyComplete();
        }

        assertThat(handled).hasSize(10_000).isSorted().doesNotHaveDuplicates();
    }
}
