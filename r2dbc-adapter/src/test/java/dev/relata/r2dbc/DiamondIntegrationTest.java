package dev.relata.r2dbc;

import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnDelete;
import dev.relata.model.Table;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Deletes at the same time that reach one table by two ways: none of them is chosen as the victim of a deadlock. */
class DiamondIntegrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    @Table("tops")
    record Top(@Id Long id) {}

    @Table("lefts")
    record Left(@Id Long id, Long topId) {
        static final ManyToOne<Left, Top> TOP =
                manyToOne(Left::topId, Top.class).onDelete(OnDelete.CASCADE);
    }

    @Table("rights")
    record Right(@Id Long id, Long topId) {
        static final ManyToOne<Right, Top> TOP =
                manyToOne(Right::topId, Top.class).onDelete(OnDelete.CASCADE);
    }

    /** Reached from both sides, with rows below. */
    @Table("bottoms")
    record Bottom(@Id Long id, Long leftId, Long rightId) {
        static final ManyToOne<Bottom, Left> LEFT =
                manyToOne(Bottom::leftId, Left.class).onDelete(OnDelete.CASCADE);
        static final ManyToOne<Bottom, Right> RIGHT =
                manyToOne(Bottom::rightId, Right.class).onDelete(OnDelete.CASCADE);
    }

    /** Reached from both sides by keys that are cleared, and from above. */
    @Table("leaves")
    record Leaf(
            @Id Long id,
            Long bottomId,
            @Nullable Long leftId,
            @Nullable Long rightId) {
        static final ManyToOne<Leaf, Bottom> BOTTOM =
                manyToOne(Leaf::bottomId, Bottom.class).onDelete(OnDelete.CASCADE);
        static final ManyToOne<Leaf, Left> LEFT =
                manyToOne(Leaf::leftId, Left.class).optional().onDelete(OnDelete.SET_NULL);
        static final ManyToOne<Leaf, Right> RIGHT =
                manyToOne(Leaf::rightId, Right.class).optional().onDelete(OnDelete.SET_NULL);
    }

    private static final int TOPS = 24;
    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;

    @BeforeAll
    static void open() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE tops (id bigint PRIMARY KEY)",
                "CREATE TABLE lefts (id bigint PRIMARY KEY, top_id bigint NOT NULL REFERENCES tops)",
                "CREATE TABLE rights (id bigint PRIMARY KEY, top_id bigint NOT NULL REFERENCES tops)",
                "CREATE TABLE bottoms (id bigint PRIMARY KEY, left_id bigint NOT NULL REFERENCES lefts,"
                        + " right_id bigint NOT NULL REFERENCES rights)",
                "CREATE TABLE leaves (id bigint PRIMARY KEY, bottom_id bigint NOT NULL REFERENCES bottoms,"
                        + " left_id bigint REFERENCES lefts, right_id bigint REFERENCES rights)",
                "CREATE INDEX ON lefts (top_id)",
                "CREATE INDEX ON rights (top_id)",
                "CREATE INDEX ON bottoms (left_id)",
                "CREATE INDEX ON bottoms (right_id)",
                "CREATE INDEX ON leaves (bottom_id)",
                "CREATE INDEX ON leaves (left_id)",
                "CREATE INDEX ON leaves (right_id)");
        pool = database.pool(8);
        relata = Relata.builder()
                .store(R2dbcStore.of(pool))
                .model(Top.class, Left.class, Right.class, Bottom.class, Leaf.class)
                .build();
    }

    @AfterAll
    static void close() {
        pool.dispose();
        database.close();
    }

    /** Rows of the lower levels belong to sides of any two tops, in no order of their ids. */
    private static void fill(Random random) {
        database.execute(
                "TRUNCATE tops, lefts, rights, bottoms, leaves",
                "SELECT setseed(" + random.nextDouble() + ")",
                "INSERT INTO tops SELECT generate_series(1, " + TOPS + ")",
                "INSERT INTO lefts SELECT i, i FROM generate_series(1, " + TOPS + ") i",
                "INSERT INTO rights SELECT i, i FROM generate_series(1, " + TOPS + ") i",
                "INSERT INTO bottoms SELECT i, 1 + floor(random() * " + TOPS + "), 1 + floor(random() * " + TOPS
                        + ") FROM generate_series(1, 400) i",
                "INSERT INTO leaves SELECT i, 1 + floor(random() * 400), 1 + floor(random() * " + TOPS
                        + "), 1 + floor(random() * " + TOPS + ") FROM generate_series(1, 1200) i");
    }

    @Test
    void deletesOfAllTopsAtOnceAreAllCarriedOut() {
        long seed = Long.getLong("relata.seed", System.nanoTime());
        System.out.println("deletes over a diamond at the same time, seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 8; round++) {
            fill(random);
            Flux<Boolean> all = Flux.fromStream(IntStream.rangeClosed(1, TOPS).boxed())
                    .flatMap(id -> relata.delete(new Top((long) id)), 8);

            assertThat(all.collectList().block(LIMIT)).hasSize(TOPS).containsOnly(true);
            assertThat(database.value("SELECT count(*) FROM leaves", Long.class))
                    .isZero();
        }
    }
}
