package dev.relata.r2dbc;

import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.Sort;
import dev.relata.query.Bulk;
import dev.relata.spi.ExecutedStatement;
import io.r2dbc.pool.ConnectionPool;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Values in bulk: what is answered is what is stored, whichever way they travel. */
class BulkTypesIntegrationTest {

    enum Mood {
        WILD,
        CALM
    }

    /** Every type that is copied. */
    record Plain(
            @Id @Nullable Integer id,
            @Nullable Long big,
            @Nullable Integer number,
            @Nullable Short small,
            @Nullable Byte tiny,
            @Nullable Boolean flag,
            @Nullable Double ratio,
            @Nullable Float share,
            @Nullable String text,
            @Nullable Mood mood,
            @Nullable UUID uuid,
            byte @Nullable [] bytes,
            @Nullable LocalDate day,
            @Nullable LocalTime time,
            @Nullable Instant moment,
            @Nullable OffsetDateTime offset,
            @Nullable LocalDateTime local) {}

    /** Types that are not. */
    record Fancy(
            @Id @Nullable Long id,
            @Nullable List<String> json,
            String @Nullable [] words,
            @Nullable @Column(type = "mood") Mood mood,
            byte @Nullable [] bytes,
            @Nullable @Column(type = "numeric(10,2)") BigDecimal price,
            @Nullable Duration length) {}

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int ROWS = 600;

    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;

    private static final Queue<ExecutedStatement> SENT = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        database = TestDatabase.create();
        database.execute(
                "CREATE TYPE mood AS ENUM ('WILD', 'CALM')",
                "CREATE TABLE plains (id serial PRIMARY KEY, big bigint, number int, small smallint, tiny smallint,"
                        + " flag boolean, ratio double precision, share real, text text, mood text, uuid uuid, bytes bytea,"
                        + " day date, time time, moment timestamptz, \"offset\" timestamptz, local timestamp)",
                "CREATE TABLE fancies (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, json jsonb, words text[],"
                        + " mood mood, bytes bytea, price numeric(10,2), length interval)");
        pool = database.pool(1);
        relata = Relata.builder()
                .store(R2dbcStore.builder()
                        .connectionFactory(pool)
                        .listener(SENT::add)
                        .build())
                .model(Plain.class, Fancy.class)
                .build();
    }

    @BeforeEach
    void empty() {
        database.execute("TRUNCATE plains, fancies");
        SENT.clear();
    }

    @AfterAll
    static void stop() {
        pool.dispose();
        database.close();
    }

    /** The stored rows are read by id: a table keeps a small row of a later chunk on an earlier page that has room. */
    private static <T> List<T> insert(Class<T> type, Sort<T> byId, List<T> rows) {
        List<T> written = Objects.requireNonNull(
                relata.bulk(Bulk.chunkSize(ROWS - 1)).insert(rows).collectList().block(LIMIT));
        List<T> stored = Objects.requireNonNull(
                relata.from(type).orderBy(byId).all().collectList().block(LIMIT));
        EntityType<T> entity = Model.of(type).entity(type);
        assertThat(values(entity, written)).isEqualTo(values(entity, stored));
        return written;
    }

    /** Arrays within records are not equal to others by equals. */
    private static <T> List<String> values(EntityType<T> entity, List<T> rows) {
        return rows.stream().map(row -> Arrays.deepToString(entity.values(row))).toList();
    }

    private static boolean copied() {
        return SENT.stream().anyMatch(statement -> statement.text().startsWith("COPY"));
    }

    private static <T> List<T> rows(IntFunction<T> make) {
        return IntStream.range(0, ROWS).mapToObj(make).toList();
    }

    @Test
    void plainTypesAreCopiedAndAnsweredAsStored() {
        long seed = System.nanoTime();
        Random random = new Random(seed);

        List<Plain> written = insert(Plain.class, asc(Plain::id), rows(i -> i % 7 == 0 ? nothing() : plain(random)));

        assertThat(copied()).as("seed %d", seed).isTrue();
        assertThat(written).extracting(Plain::id).doesNotContainNull().isSorted();
    }

    private static Plain nothing() {
        return new Plain(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }

    private static Plain plain(Random random) {
        Instant moment = Instant.ofEpochSecond(
                random.nextInt(), random.nextBoolean() ? random.nextInt(1_000_000_000) : 999_999_500);
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return new Plain(
                null,
                random.nextLong(),
                random.nextInt(),
                (short) random.nextInt(),
                (byte) random.nextInt(),
                random.nextBoolean(),
                random.nextInt(5) == 0 ? Double.NaN : random.nextGaussian(),
                random.nextInt(5) == 0 ? Float.NEGATIVE_INFINITY : random.nextFloat(),
                text(random),
                Mood.values()[random.nextInt(2)],
                new UUID(random.nextLong(), random.nextLong()),
                bytes,
                LocalDate.ofEpochDay(random.nextInt(2_000_000) - 1_000_000),
                LocalTime.ofNanoOfDay(random.nextInt(86_400) * 1_000_000_000L + random.nextInt(1_000_000) * 1_000L),
                moment,
                moment.atOffset(ZoneOffset.ofHours(random.nextInt(10) - 5)),
                LocalDateTime.ofInstant(moment, ZoneOffset.UTC));
    }

    private static String text(Random random) {
        List<String> parts = List.of("a", "\\N", "\t\n", "\"'{},", "ü", "€", "😀", "");
        return IntStream.range(0, random.nextInt(6))
                .mapToObj(i -> parts.get(random.nextInt(parts.size())))
                .reduce("", String::concat);
    }

    /** Values beyond what is copied: PostgreSQL's infinities, and what it has to round. */
    @Test
    void valuesWithoutABinaryFormGoTheOtherWay() {
        List<Plain> rows = rows(i -> moment(i == 300 ? Instant.MAX : Instant.EPOCH));
        insert(Plain.class, asc(Plain::id), rows);
        assertThat(copied()).isFalse();

        List<Plain> wrong = rows(i -> worded(i == 300 ? "half \ud83d" : "whole"));
        relata.bulk(Bulk.chunkSize(ROWS - 1))
                .insert(wrong)
                .as(StepVerifier::create)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(InvalidValueException.class)
                        .hasMessageContaining("Plain.text"))
                .verify(LIMIT);
        assertThat(copied()).isFalse();
    }

    private static Plain moment(Instant moment) {
        Plain none = nothing();
        return new Plain(
                none.id(), null, null, null, null, null, null, null, null, null, null, null, null, null, moment, null,
                null);
    }

    private static Plain worded(String text) {
        return new Plain(
                null, null, null, null, null, null, null, null, text, null, null, null, null, null, null, null, null);
    }

    @Test
    void jsonEnumByteaArrayAndNullableColumnsWorkInBulk() {
        List<Fancy> rows = rows(i -> i % 5 == 0
                ? new Fancy(null, null, null, null, null, null, null)
                : new Fancy(
                        null,
                        List.of("a\"b", "c,d", "é" + i),
                        new String[] {"{x}", null, "\\", ""},
                        Mood.values()[i % 2],
                        new byte[] {0, (byte) i, -1},
                        new BigDecimal("12.345"),
                        Duration.ofSeconds(i)));

        List<Fancy> written = insert(Fancy.class, asc(Fancy::id), rows);

        assertThat(written).element(1).extracting(Fancy::price).isEqualTo(new BigDecimal("12.35"));
        assertThat(copied()).isFalse();
        relata.bulk(Bulk.chunkSize(100))
                .update(Fancy.class, Flux.fromIterable(written))
                .as(StepVerifier::create)
                .expectNext((long) ROWS)
                .expectComplete()
                .verify(LIMIT);
        assertThat(SENT)
                .filteredOn(statement -> statement.text().contains("w AS (UPDATE "))
                .hasSize(6);
    }
}
