package dev.relata.r2dbc.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RowNotFoundException;
import dev.relata.model.Assignment;
import dev.relata.model.Id;
import dev.relata.model.Sort;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writers of the same rows at the same time, in every order: they wait for one another, and none gets an error. */
class BulkWritersIntegrationTest {

    private static final int ROWS = 500;
    private static final int WRITERS = 4;

    @Table("counters")
    record Counter(@Id String name, @Unique int number, int value) {}

    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE counters (name text PRIMARY KEY, number int NOT NULL UNIQUE, value int NOT NULL)");
        pool = database.pool(WRITERS);
        relata =
                Relata.builder().store(R2dbcStore.of(pool)).model(Counter.class).build();
    }

    @AfterAll
    static void close() {
        pool.dispose();
        database.close();
    }

    private static List<Counter> shuffled(Random random, int value) {
        List<Counter> rows = new ArrayList<>(IntStream.range(0, ROWS)
                .mapToObj(i -> new Counter("counter " + i, i, value))
                .toList());
        Collections.shuffle(rows, random);
        return rows;
    }

    /** A row that somebody deletes meanwhile is gone for an update, which says so; that is no error of two writers. */
    private static Mono<?> write(Random random, int value) {
        List<Counter> rows = shuffled(random, value);
        List<Counter> some = rows.subList(0, 100 + random.nextInt(ROWS - 100));
        return switch (random.nextInt(7)) {
            case 0 -> relata.bulk().upsert(rows).then();
            case 1 ->
                relata.bulk(Bulk.defaults().onConflict(OnConflict.update(Counter::number)))
                        .upsert(some)
                        .then();
            case 2 -> relata.bulk().update(rows).then().onErrorComplete(RowNotFoundException.class);
            case 3 -> relata.bulk().delete(some);
            case 4 ->
                relata.bulk(Bulk.defaults().onConflict(OnConflict.<Counter>ignore()))
                        .insert(some)
                        .then();
            case 5 ->
                relata.from(Counter.class)
                        .where(Counter::number, dev.relata.model.Conditions.lt(random.nextInt(ROWS)))
                        .update(Assignment.set(Counter::value, value));
            default ->
                relata.from(Counter.class)
                        .orderBy(Sort.desc(Counter::value))
                        .limit(100)
                        .deleteAll();
        };
    }

    private static void rounds(int rounds) {
        long seed = new Random().nextLong();
        System.out.println("random bulk writers, seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            List<Mono<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.add(write(random, round).subscribeOn(Schedulers.parallel()));
            }
            Mono.when(writers).block();
        }
    }

    @Test
    void writersOfTheSameRowsWait() {
        rounds(25);
    }

    @Test
    @Tag("soak")
    @Timeout(600)
    void writersOfTheSameRowsWaitForLong() {
        rounds(200);
    }

    /** The order of a statement does not reach over the chunks of a transaction: whoever is ended begins again. */
    @Test
    void writersOfManyChunksBeginAgain() {
        List<Counter> up = shuffled(new Random(1), 1);
        List<Counter> down = new ArrayList<>(up);
        Collections.reverse(down);
        Bulk<Object> chunks = Bulk.chunkSize(100);
        for (int round = 0; round < 3; round++) {
            assertThat(Flux.merge(
                                    relata.bulk(chunks).upsert(up),
                                    relata.bulk(chunks).upsert(down))
                            .count()
                            .block())
                    .isEqualTo(2L * ROWS);
        }
    }

    /** What a row becomes while a writer waits for it counts for that writer. */
    @Test
    void rowsThatChangeWhileTheyAreWaitedForAreWritten() {
        relata.bulk().upsert(shuffled(new Random(2), 0)).then().block();
        Mono<Long> selected = relata.from(Counter.class)
                .where(Counter::value, dev.relata.model.Conditions.lt(10))
                .update(Assignment.set(Counter::value, 10));
        for (int round = 0; round < 5; round++) {
            relata.bulk().upsert(shuffled(new Random(3), 0)).then().block();
            Mono.when(
                            relata.bulk().update(shuffled(new Random(round), 5)).then(),
                            relata.bulk()
                                    .update(shuffled(new Random(round + 9), 6))
                                    .then(),
                            selected)
                    .block();
            assertThat(relata.from(Counter.class).count().block()).isEqualTo(ROWS);
            List<Integer> values = relata.from(Counter.class)
                    .values(Counter::value)
                    .distinct()
                    .collectList()
                    .block();
            assertThat(values).isSubsetOf(5, 6, 10);
        }
        assertThat(relata.from(Counter.class).deleteAll().block()).isEqualTo(ROWS);
    }
}
