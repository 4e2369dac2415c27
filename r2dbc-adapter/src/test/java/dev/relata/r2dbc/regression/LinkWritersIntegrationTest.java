package dev.relata.r2dbc.regression;

import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RowNotFoundException;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.OnUpdate;
import dev.relata.model.Table;
import dev.relata.model.Unique;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writers of the same links, of what goes with the same rows, and of keys that rows refer to: none gets an error. */
class LinkWritersIntegrationTest {

    private static final int ROWS = 200;
    private static final int WRITERS = 4;
    private static final int ROUNDS = 10;

    @Table("crews")
    record Crew(@Id long id) {
        static final ManyToMany<Crew, Sailor> SAILORS =
                manyToMany(Crew.class, Sailor.class).junction("crew_sailors").columns("crew_id", "sailor_id");
    }

    @Table("sailors")
    record Sailor(@Id long id) {}

    @Table("ports")
    record Port(@Id long id, @Unique String code) {}

    @Table("ships")
    record Ship(@Id long id, String portCode, int crew) {
        static final ManyToOne<Ship, Port> PORT = manyToOne(Ship::portCode, Port.class)
                .references(Port::code)
                .onDelete(OnDelete.CASCADE)
                .onUpdate(OnUpdate.CASCADE);
    }

    private static final Crew CREW = new Crew(1);
    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE crews (id bigint PRIMARY KEY)",
                "CREATE TABLE sailors (id bigint PRIMARY KEY)",
                "CREATE TABLE crew_sailors (crew_id bigint REFERENCES crews, sailor_id bigint REFERENCES sailors,"
                        + " PRIMARY KEY (crew_id, sailor_id))",
                "INSERT INTO crews VALUES (1)",
                "INSERT INTO sailors SELECT i FROM generate_series(0, " + (ROWS - 1) + ") i",
                "CREATE TABLE ports (id bigint PRIMARY KEY, code text NOT NULL UNIQUE)",
                "CREATE TABLE ships (id bigint PRIMARY KEY, port_code text NOT NULL REFERENCES ports (code)"
                        + " ON DELETE CASCADE ON UPDATE CASCADE, crew int NOT NULL)",
                "CREATE INDEX ON ships (port_code)");
        pool = database.pool(WRITERS);
        relata = Relata.builder()
                .store(R2dbcStore.of(pool))
                .model(Crew.class, Sailor.class, Port.class, Ship.class)
                .build();
    }

    @AfterAll
    static void close() {
        pool.dispose();
        database.close();
    }

    private static void fill() {
        database.execute(
                "TRUNCATE ports, ships",
                "INSERT INTO ports SELECT i, 'port ' || i FROM generate_series(0, " + (ROWS - 1) + ") i",
                "INSERT INTO ships SELECT i, 'port ' || i / 2, 0 FROM generate_series(0, " + (2 * ROWS - 1) + ") i");
    }

    private static <E> List<E> some(Random random, List<E> all) {
        List<E> rows = new ArrayList<>(all);
        Collections.shuffle(rows, random);
        return rows.subList(0, rows.size() / 2 + random.nextInt(rows.size() / 2));
    }

    private static List<Long> numbers(int size) {
        return IntStream.range(0, size).mapToObj(i -> (long) i).toList();
    }

    private static void round(Random random, int round, BiFunction<Random, Integer, Mono<?>> writer) {
        List<Mono<?>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(writer.apply(random, round).subscribeOn(Schedulers.parallel()));
        }
        Mono.when(writers).block();
    }

    private static Random random() {
        long seed = new Random().nextLong();
        System.out.println("random writers of links, seed " + seed);
        return new Random(seed);
    }

    private static Mono<?> link(Random random, int round) {
        List<Sailor> sailors =
                some(random, numbers(ROWS)).stream().map(Sailor::new).toList();
        return switch (random.nextInt(3)) {
            case 0 -> relata.on(CREW, Crew.SAILORS).addMany(sailors);
            case 1 -> relata.on(CREW, Crew.SAILORS).removeMany(sailors);
            default -> relata.on(CREW, Crew.SAILORS).set(sailors);
        };
    }

    @Test
    void writersOfTheSameLinksWait() {
        linked(ROUNDS / 2);
    }

    @Test
    @Tag("soak")
    void writersOfTheSameLinksWaitAgainAndAgain() {
        linked(5 * ROUNDS);
    }

    private static void linked(int rounds) {
        Random random = random();
        for (int i = 0; i < rounds; i++) {
            round(random, i, LinkWritersIntegrationTest::link);
        }
        assertThat(relata.on(CREW, Crew.SAILORS).count().block()).isBetween(0L, (long) ROWS);
    }

    private static Mono<?> erase(Random random, int round) {
        List<Long> ids = some(random, numbers(ROWS));
        return switch (random.nextInt(3)) {
            case 0 ->
                relata.bulk()
                        .delete(ids.stream()
                                .map(id -> new Port(id, "port " + id))
                                .toList());
            case 1 ->
                relata.bulk()
                        .delete(some(random, numbers(2 * ROWS)).stream()
                                .map(id -> new Ship(id, "port " + id / 2, 0))
                                .toList());
            default ->
                relata.bulk()
                        .update(ids.stream()
                                .map(id -> new Ship(id, "port " + id / 2, round))
                                .toList())
                        .then()
                        .onErrorComplete(RowNotFoundException.class);
        };
    }

    @Test
    void writersOfWhatGoesWithTheSameRowsWait() {
        Random random = random();
        for (int i = 0; i < ROUNDS; i++) {
            fill();
            round(random, i, LinkWritersIntegrationTest::erase);
        }
        assertThat(relata.from(Port.class).count().block()).isBetween(0L, (long) ROWS);
    }

    private static Mono<?> rekey(Random random, int round) {
        String name = "port " + round + " " + random.nextInt() + " ";
        return relata.bulk()
                .update(some(random, numbers(ROWS)).stream()
                        .map(id -> new Port(id, name + id))
                        .toList())
                .then();
    }

    @Test
    void writersOfTheSameKeysWait() {
        Random random = random();
        fill();
        for (int i = 0; i < ROUNDS; i++) {
            round(random, i, LinkWritersIntegrationTest::rekey);
        }
        assertThat(relata.from(Ship.class).count().block()).isEqualTo(2L * ROWS);
    }
}
