package dev.relata.r2dbc;

import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.Table;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Rows of random values, nulls among them in every place, come back as they were stored, however they travel. */
class ColumnRowsIntegrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROWS = 600;

    @Table("wide_rows")
    record Wide(
            @Nullable String first,
            @Id int id,
            @Nullable Long number,
            @Nullable String text,
            @Nullable Integer small,
            @Nullable Double real,
            @Nullable UUID uuid,
            @Nullable Instant at,
            @Nullable Boolean flag,
            @Nullable String last) {}

    @Test
    void randomRowsComeBackAsTheyWereStored() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Wide> rows = IntStream.range(0, ROWS).mapToObj(i -> row(i, random)).toList();
        try (TestDatabase database = TestDatabase.create()) {
            database.execute(
                    "CREATE TABLE wide_rows (first text, id int PRIMARY KEY, number bigint, text text, small int,"
                            + " real float8, uuid uuid, at timestamptz, flag boolean, last text)");
            for (boolean binary : List.of(true, false)) {
                ConnectionPool pool = TestDatabase.pool(
                        new PostgresqlConnectionFactory(
                                database.configuration().forceBinary(binary).build()),
                        1);
                Relata relata = Relata.builder()
                        .store(R2dbcStore.of(pool))
                        .model(Wide.class)
                        .build();
                if (binary) {
                    assertThat(read(relata.bulk().insert(rows))).hasSize(ROWS);
                }
                for (int use = 0; use < 2; use++) {
                    assertThat(read(relata.from(Wide.class)
                                    .orderBy(asc(Wide::id))
                                    .iterate()))
                            .as("seed %d", seed)
                            .isEqualTo(rows);
                    assertThat(read(relata.from(Wide.class).limit(ROWS).all()))
                            .as("seed %d", seed)
                            .containsExactlyInAnyOrderElementsOf(rows);
                }
                pool.disposeLater().as(StepVerifier::create).verifyComplete();
            }
        }
    }

    private static List<Wide> read(Flux<Wide> rows) {
        List<Wide> read = rows.collectList().block(LIMIT);
        return read == null ? List.of() : read;
    }

    private static Wide row(int id, Random random) {
        return new Wide(
                random.nextInt(3) == 0 ? null : text(random),
                id,
                random.nextBoolean() ? null : random.nextLong(),
                random.nextBoolean() ? null : text(random),
                random.nextBoolean() ? null : random.nextInt(),
                random.nextBoolean() ? null : random.nextDouble(),
                random.nextBoolean() ? null : new UUID(random.nextLong(), random.nextLong()),
                random.nextBoolean()
                        ? null
                        : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L),
                random.nextBoolean() ? null : random.nextBoolean(),
                random.nextBoolean() ? null : text(random));
    }

    /** Empty ones, and now and then one that fills more than a packet. */
    private static String text(Random random) {
        int length = random.nextInt(40) == 0 ? random.nextInt(200_000) : random.nextInt(30);
        return "é".repeat(length / 2) + "x".repeat(length - length / 2);
    }
}
