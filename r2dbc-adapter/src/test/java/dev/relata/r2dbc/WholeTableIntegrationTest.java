package dev.relata.r2dbc;

import static dev.relata.model.Conditions.gte;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.model.Id;
import dev.relata.model.Sort;
import dev.relata.model.Table;
import dev.relata.query.Iteration;
import dev.relata.test.conformance.StatementCounter;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.proxy.ProxyConnectionFactory;
import io.r2dbc.spi.ConnectionFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** A whole table that is large enough comes as arrays, some pages at a time, and holds the same rows. */
class WholeTableIntegrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ROWS = 20_000;
    private static final String ARRAYS = "array_agg";

    enum Mood {
        CALM,
        WILD
    }

    @Table("it's \"large\"")
    record Large(
            @Nullable String first,
            @Id int id,
            @Nullable Long number,
            @Nullable String text,
            @Nullable Double real,
            @Nullable UUID uuid,
            @Nullable Instant at,
            @Nullable Boolean flag,
            @Nullable Mood mood) {}

    private TestDatabase database;
    private ConnectionPool pool;
    private StatementCounter sent;
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private Relata relata;
    private List<Large> rows;

    @BeforeEach
    void fill() {
        long seed = System.nanoTime();
        System.out.println("WholeTableIntegrationTest seed " + seed);
        Random random = new Random(seed);
        database = TestDatabase.create();
        database.execute(
                "CREATE TABLE \"it's \"\"large\"\"\" (first text, id int PRIMARY KEY, number bigint, text text, real float8,"
                        + " uuid uuid, at timestamptz, flag boolean, mood text)");
        sent = new StatementCounter();
        ConnectionFactory watched = ProxyConnectionFactory.builder(database.connectionFactory())
                .onBeforeQuery(query -> query.getQueries().forEach(one -> texts.add(one.getQuery())))
                .build();
        pool = TestDatabase.pool(SentStatements.watch(watched, sent), 1);
        relata = Relata.builder().store(R2dbcStore.of(pool)).model(Large.class).build();
        rows = IntStream.range(0, ROWS).mapToObj(i -> row(i, random)).toList();
        relata.bulk().insert(rows).then().block(LIMIT);
    }

    @AfterEach
    void close() {
        pool.disposeLater().block(LIMIT);
        database.close();
    }

    @Test
    void rowsAreTheSameAsOneByOne() {
        assertThat(read(all())).containsExactlyInAnyOrderElementsOf(rows);
        assertThat(sentAsArrays()).isTrue();
        assertThat(sent.statements()).hasSize(1);
    }

    @Test
    void pagesWithoutRowsAnswerNone() {
        read(all());
        database.execute("DELETE FROM \"it's \"\"large\"\"\" WHERE id BETWEEN 100 AND 15000 OR id % 7 = 0");
        assertThat(read(all()))
                .containsExactlyInAnyOrderElementsOf(rows.stream()
                        .filter(row -> (row.id() < 100 || row.id() > 15_000) && row.id() % 7 != 0)
                        .toList());
        assertThat(sentAsArrays()).isTrue();
    }

    @Test
    void rowsAreThoseOfOneSnapshot() {
        read(all());
        StepVerifier.create(all().map(Large::id).distinct(), 1)
                .expectNextCount(1)
                .then(() -> database.execute(
                        "UPDATE \"it's \"\"large\"\"\" SET number = 1 WHERE id > 5000",
                        "DELETE FROM \"it's \"\"large\"\"\" WHERE id > 12000",
                        "INSERT INTO \"it's \"\"large\"\"\" SELECT NULL, g FROM generate_series(100000, 110000) g"))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 1)
                .verifyComplete();
        assertThat(sentAsArrays()).isTrue();
    }

    @Test
    void rowsComeAloneWhereValuesAreStoredOutOfLineSinceTheQuestion() {
        read(all());
        database.execute("UPDATE \"it's \"\"large\"\"\" SET text = (SELECT string_agg(md5(g::text), '')"
                + " FROM generate_series(1, 1000) g), first = NULL WHERE id = 77");
        assertThat(read(all()))
                .hasSize(ROWS)
                .filteredOn(row -> row.id() == 77)
                .singleElement()
                .satisfies(row -> assertThat(row.text()).hasSize(32_000));
        assertThat(sentAsArrays()).isTrue();
        assertThat(read(all())).hasSize(ROWS);
        assertThat(sentAsArrays()).as("forgotten").isFalse();
    }

    @Test
    void aValueThatIsStoredOutOfLineWhileTheTableIsReadChangesNothing() {
        read(all());
        StepVerifier.create(all(), 1)
                .expectNextCount(1)
                .then(() -> database.execute("INSERT INTO \"it's \"\"large\"\"\" SELECT NULL, 100000, NULL,"
                        + " string_agg(md5(g::text), '') FROM generate_series(1, 1000) g"))
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(ROWS - 1)
                .verifyComplete();
        StepVerifier.create(all().map(Large::id).collectList())
                .assertNext(ids -> assertThat(ids).hasSize(ROWS + 1).doesNotHaveDuplicates())
                .verifyComplete();
    }

    @Test
    void aTableThatBecameAViewIsReadRowByRow() {
        read(all());
        database.execute(
                "ALTER TABLE \"it's \"\"large\"\"\" RENAME TO renamed",
                "CREATE VIEW \"it's \"\"large\"\"\" AS SELECT * FROM renamed");
        assertThat(read(all())).hasSize(ROWS);
        assertThat(read(all())).hasSize(ROWS);
        assertThat(sentAsArrays()).isFalse();
    }

    @Test
    void fetchesStaySmallBehindPagesWithoutRows() {
        read(all());
        database.execute("DELETE FROM \"it's \"\"large\"\"\" WHERE id < 18000", "VACUUM \"it's \"\"large\"\"\"");
        assertThat(read(all())).hasSize(2000);
        assertThat(sentAsArrays()).isTrue();
        assertThat(texts)
                .filteredOn(text -> text.startsWith("FETCH"))
                .isNotEmpty()
                .allMatch(text -> parts(text) <= 8);
    }

    @Test
    void arraysInAColumnOfSingleValuesAreRefused() {
        database.execute("ALTER TABLE \"it's \"\"large\"\"\" ALTER COLUMN first TYPE text[] USING ARRAY[first, 'x']");
        StepVerifier.create(all().then())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(InvalidValueException.class)
                        .hasMessageContaining("Large.first"));
    }

    @Test
    void rowsOfTablesThatInheritComeToo() {
        read(all());
        database.execute(
                "CREATE TABLE child () INHERITS (\"it's \"\"large\"\"\")", "INSERT INTO child (id) VALUES (1000000)");
        assertThat(read(all().map(Large::id))).hasSize(ROWS + 1).contains(1_000_000);
    }

    @Test
    void aRowThatCannotBeReadFailsTheStreamAndNamesItself() {
        database.execute("UPDATE \"it's \"\"large\"\"\" SET mood = 'TIRED' WHERE id = 300");
        StepVerifier.create(all().then())
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                InvalidValueException.class,
                                refused ->
                                        assertThat(refused.messageWithValues()).contains("300", "TIRED")));
        assertThat(sentAsArrays()).isTrue();
        assertThat(read(relata.from(Large.class).where(Large::id).eq(5).all())).hasSize(1);
    }

    @Test
    void theFirstRowsComeOfOnePageAndACancelFreesTheConnection() {
        read(all());
        sent.reset();
        assertThat(read(relata.from(Large.class).iterate().take(3))).hasSize(3);
        assertThat(sentAsArrays()).isTrue();
        assertThat(read(relata.from(Large.class).limit(1).all())).hasSize(1);
        TestDatabase.await(database::transactions, 0);
    }

    @Test
    void otherStreamsComeRowByRow() {
        assertThat(read(relata.from(Large.class).orderBy(Sort.asc(Large::id)).iterate()))
                .isEqualTo(rows);
        assertThat(read(relata.from(Large.class).iterate(Iteration.fetchSize(5000))))
                .hasSize(ROWS);
        assertThat(read(relata.from(Large.class).where(Large::id, gte(0)).iterate()))
                .hasSize(ROWS);
        assertThat(read(relata.transactional(
                                relata.from(Large.class).iterate().collectList().flux())
                        .flatMapIterable(list -> list)))
                .hasSize(ROWS);
        assertThat(sentAsArrays()).isFalse();
    }

    @Test
    void aSmallTableComesRowByRowUntilItHasGrown() {
        database.execute("DELETE FROM \"it's \"\"large\"\"\" WHERE id >= 10", "VACUUM FULL \"it's \"\"large\"\"\"");
        assertThat(read(all())).hasSize(10);
        assertThat(sentAsArrays()).isFalse();
        relata.bulk().insert(rows.subList(10, ROWS)).then().block(LIMIT);
        for (int stream = 1; stream < 16; stream++) {
            assertThat(read(all().take(1))).hasSize(1);
            assertThat(sentAsArrays()).isFalse();
        }
        assertThat(read(all())).hasSize(ROWS);
        assertThat(sentAsArrays()).isTrue();
    }

    /** The rows of the server that a text of one FETCH or more asks for. */
    private static int parts(String text) {
        return Pattern.compile("FORWARD (\\d+)")
                .matcher(text)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .sum();
    }

    private boolean sentAsArrays() {
        return sent.statements().stream().anyMatch(text -> text.contains(ARRAYS));
    }

    private Flux<Large> all() {
        sent.reset();
        texts.clear();
        return relata.from(Large.class).iterate();
    }

    private static <T> List<T> read(Flux<T> rows) {
        List<T> read = rows.collectList().block(LIMIT);
        return read == null ? List.of() : read;
    }

    private static Large row(int id, Random random) {
        return new Large(
                random.nextInt(3) == 0 ? null : text(random),
                id,
                random.nextBoolean() ? null : random.nextLong(),
                random.nextBoolean() ? null : text(random),
                random.nextBoolean() ? null : random.nextDouble(),
                random.nextBoolean() ? null : new UUID(random.nextLong(), random.nextLong()),
                random.nextBoolean()
                        ? null
                        : Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000) * 1_000L),
                random.nextBoolean() ? null : random.nextBoolean(),
                random.nextBoolean() ? null : Mood.values()[random.nextInt(2)]);
    }

    private static String text(Random random) {
        int length = random.nextInt(60);
        return "é".repeat(length / 2) + "x".repeat(length - length / 2);
    }
}
