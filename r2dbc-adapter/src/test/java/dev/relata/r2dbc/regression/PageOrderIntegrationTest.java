package dev.relata.r2dbc.regression;

import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.relata.Relata;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.model.Table;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.Result;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pages by columns whose values PostgreSQL orders, or tells apart, as no Java type and no JSON does. */
class PageOrderIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(230);

    /** Every constant has the same text. */
    enum Shade {
        LIGHT,
        DARK,
        MIDDLE;

        @Override
        public String toString() {
            return "a shade";
        }
    }

    /** JSON knows the constants by other names, and in another order. */
    enum Size {
        SMALL("z"),
        MEDIUM("y"),
        LARGE("x");

        private final String code;

        Size(String code) {
            this.code = code;
        }

        @JsonValue
        String code() {
            return code;
        }
    }

    /** JSON makes an object of a constant. */
    @JsonFormat(shape = JsonFormat.Shape.OBJECT)
    enum Shape {
        ROUND,
        SQUARE;

        public int corners() {
            return ordinal() * 4;
        }
    }

    /** Only a mapper that is told how reads it again. */
    record Mark(int points, List<String> notes) {}

    @Table("pages.values")
    record Values(
            @Id long id,
            @Nullable Long otherId,
            @Nullable Shade shade,
            @Nullable Size size,
            @Nullable Shape shape,
            @Column(type = "pages.mood") @Nullable String mood,
            @Column(type = "citext") @Nullable String insensitive,
            @Nullable String collated,
            @Nullable String german,
            @Column(type = "char(6)") @Nullable String padded,
            @Column(type = "varchar(20)") @Nullable String limited,
            @Column(type = "pages.code") @Nullable String code,
            @Nullable Float single,
            @Nullable Double twice,
            @Nullable BigDecimal decimal,
            @Column(type = "numeric(12,3)") @Nullable BigDecimal scaled,
            @Nullable BigInteger integer,
            @Column(type = "money") @Nullable BigDecimal money,
            @Column(type = "money") @Nullable String moneyText,
            @Nullable Instant moment,
            @Column(type = "timestamptz") @Nullable String momentText,
            @Nullable LocalDateTime local,
            @Nullable LocalDate day,
            @Nullable LocalTime time,
            @Nullable OffsetTime zoned,
            @Nullable Duration duration,
            @Nullable Period period,
            @Column(type = "interval") @Nullable String interval,
            @Nullable UUID uuid,
            byte @Nullable [] bytes,
            @Column(type = "inet") @Nullable String address,
            @Column(type = "varbit") @Nullable String bits,
            @Column(type = "int4range") @Nullable String range,
            Integer @Nullable [] numbers,
            double @Nullable [] fractions,
            @Column(type = "money[]") BigDecimal @Nullable [] prices,
            Instant @Nullable [] moments,
            @Column(type = "interval[]") String @Nullable [] intervals,
            String @Nullable [] words,
            @Nullable Mark mark) {

        static final ManyToOne<Values, Values> OTHER =
                manyToOne(Values::otherId, Values.class).optional();
    }

    private static final String NULL = "NULL";

    /** The type of each column, and the literals that its values are taken from. */
    private static final Map<String, List<String>> COLUMNS = columns();

    private static Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        columns.put("shade text", List.of("LIGHT", "DARK", "MIDDLE"));
        columns.put("size text", List.of("SMALL", "MEDIUM", "LARGE"));
        columns.put("shape text", List.of("ROUND", "SQUARE"));
        columns.put("mood pages.mood", List.of("happy", "sad", "meh"));
        columns.put("insensitive citext", List.of("home", "HOME", "Home ", "a", "B", "ä"));
        columns.put("collated text COLLATE pages.ci", List.of("home", "HOME", "résumé", "Resume", "z"));
        columns.put("german text COLLATE \"de-x-icu\"", List.of("a", "B", "ä", "Z", "ß", "ss"));
        columns.put("padded char(6)", List.of("ab", "ab    ", "a", "", "abcdef"));
        columns.put("limited varchar(20)", List.of("ab", "ab ", "", "''", "\\"));
        columns.put("code pages.code", List.of("x1", "X1", "x10", "x9"));
        columns.put(
                "single float4", List.of("0.1", "-0", "0", "NaN", "Infinity", "-Infinity", "1e-40", "3.4028235e38"));
        columns.put(
                "twice float8",
                List.of("0.1", "-0", "0", "NaN", "-Infinity", "4.9e-324", "0.30000000000000004", "0.3"));
        columns.put("decimal numeric", List.of("1", "1.0", "1.00000000000000000000000000001", "-1e20", "0"));
        columns.put("scaled numeric(12,3)", List.of("1", "1.001", "-999999999.999"));
        columns.put("integer numeric", List.of("1", "123456789012345678901234567890", "-5"));
        columns.put("money money", List.of("1.10", "-2.05", "92233720368547758.07"));
        columns.put("money_text money", List.of("1.10", "-2.05", "1000000.01"));
        columns.put(
                "moment timestamptz",
                List.of(
                        "2024-02-29 10:00:00.000001Z",
                        "2024-02-29 10:00:00.000002Z",
                        "infinity",
                        "-infinity",
                        "0044-03-15 12:00Z BC"));
        columns.put(
                "moment_text timestamptz",
                List.of("2024-02-29 10:00:00.000001Z", "2024-02-29 10:00:00.000002Z", "infinity"));
        columns.put(
                "local timestamp",
                List.of("2024-02-29 10:00:00.000001", "2024-02-29 10:00", "infinity", "0044-03-15 12:00 BC"));
        columns.put("day date", List.of("2024-02-29", "01-02-2003", "infinity", "-infinity", "0044-03-15 BC"));
        columns.put("time time", List.of("10:00:00.000001", "10:00", "23:59:59.999999"));
        columns.put("zoned timetz", List.of("10:00+00", "12:00+02", "10:00:00.000001-08:30"));
        columns.put("duration interval", List.of("1 day", "24 hours", "-1 microsecond", "-25:00:00.5", "0"));
        columns.put("period interval", List.of("1 month", "30 days", "-1 year 2 days", "0"));
        columns.put(
                "interval interval",
                List.of("1 month -30 days 2 hours", "-1 mon +30 days -00:00:00.000001", "1 day", "24 hours"));
        columns.put(
                "uuid uuid",
                List.of(
                        "00000000-0000-0000-0000-000000000001",
                        "ffffffff-ffff-ffff-ffff-ffffffffffff",
                        "80000000-0000-0000-0000-000000000000"));
        columns.put("bytes bytea", List.of("\\x", "\\x00", "\\xff", "\\x0001", "\\x5c27"));
        columns.put("address inet", List.of("10.0.0.1", "10.0.0.1/8", "9.1.1.1", "::1"));
        columns.put("bits varbit", List.of("", "0", "00", "1", "101"));
        columns.put("range int4range", List.of("[1,5)", "[1,)", "empty", "(,1)"));
        columns.put("numbers int4[]", List.of("{}", "{1}", "{1,NULL}", "{NULL}", "{2,1}"));
        columns.put("fractions float8[]", List.of("{0.30000000000000004}", "{0.3}", "{NaN}", "{-0,1}"));
        columns.put("prices money[]", List.of("{1.10}", "{1.11,NULL}", "{-2}"));
        columns.put(
                "moments timestamptz[]",
                List.of("{2024-02-01 10:00:00.000001Z}", "{2024-01-02 10:00Z,NULL}", "[0:0]={infinity}", "{infinity}"));
        columns.put(
                "intervals interval[]",
                List.of("{1 day}", "{24 hours,-1 mon}", "[-1:0]={1 day,NULL}", "{-00:00:01.5}"));
        columns.put("words text[]", List.of("{}", "{NULL}", "{\"NULL\"}", "{\"a,\\\"b\"}", "{a,null}"));
        columns.put(
                "mark jsonb",
                List.of(
                        "null",
                        "{\"points\": 1, \"notes\": [\"a\"]}",
                        "{\"points\": 2}",
                        "{\"notes\": [], \"points\": 1}"));
        return columns;
    }

    private static final List<Property<Values, ?>> SORTED = List.of(
            Values::shade,
            Values::size,
            Values::shape,
            Values::mood,
            Values::insensitive,
            Values::collated,
            Values::german,
            Values::padded,
            Values::limited,
            Values::code,
            Values::single,
            Values::twice,
            Values::decimal,
            Values::scaled,
            Values::integer,
            Values::money,
            Values::moneyText,
            Values::moment,
            Values::momentText,
            Values::local,
            Values::day,
            Values::time,
            Values::zoned,
            Values::duration,
            Values::period,
            Values::interval,
            Values::uuid,
            Values::bytes,
            Values::address,
            Values::bits,
            Values::range,
            Values::numbers,
            Values::fractions,
            Values::prices,
            Values::moments,
            Values::intervals,
            Values::words,
            Values::mark);

    private static final long ROWS = 6;
    private static final int ORDERS_OF_A_TABLE = 100;

    private static TestDatabase database;

    @BeforeAll
    static void createTables() {
        database = TestDatabase.create();
        database.execute(
                "CREATE SCHEMA pages",
                "CREATE EXTENSION citext",
                "CREATE TYPE pages.mood AS ENUM ('sad', 'happy', 'meh')",
                "CREATE DOMAIN pages.code AS text COLLATE \"en-x-icu\" CHECK (VALUE <> '')",
                "CREATE COLLATION pages.ci (provider = icu, locale = 'und-u-ks-level1', deterministic = false)",
                COLUMNS.keySet().stream()
                        .collect(Collectors.joining(
                                ", ", "CREATE TABLE pages.values (id bigint PRIMARY KEY, other_id bigint, ", ")")));
    }

    @AfterAll
    static void dropTables() {
        database.close();
    }

    private static void fill(Random random) {
        database.execute("TRUNCATE pages.values");
        String rows = LongStream.range(0, ROWS)
                .mapToObj(id -> COLUMNS.values().stream()
                        .map(literals -> literal(random, literals))
                        .collect(Collectors.joining(", ", "(" + id + ", " + other(random) + ", ", ")")))
                .collect(Collectors.joining(", "));
        database.execute("SET datestyle = 'ISO, MDY'; INSERT INTO pages.values VALUES " + rows);
    }

    private static String other(Random random) {
        return random.nextInt(4) == 0 ? NULL : Long.toString(random.nextLong(ROWS + 1));
    }

    private static String literal(Random random, List<String> literals) {
        return random.nextInt(4) == 0
                ? NULL
                : "'" + literals.get(random.nextInt(literals.size())).replace("'", "''") + "'";
    }

    private static Sort<Values> term(Random random) {
        Property<Values, ?> property = SORTED.get(random.nextInt(SORTED.size()));
        Sort<Values> sort = random.nextInt(5) == 0
                ? related(random, property)
                : random.nextBoolean() ? Sort.asc(property) : Sort.desc(property);
        return switch (random.nextInt(3)) {
            case 0 -> sort.nullsFirst();
            case 1 -> sort.nullsLast();
            default -> sort;
        };
    }

    private static Sort<Values> related(Random random, Property<Values, ?> property) {
        return random.nextBoolean() ? Sort.asc(Values.OTHER, property) : Sort.desc(Values.OTHER, property);
    }

    private static Selection<Values> sorted(Relata relata, Random random) {
        Selection<Values> selection = relata.from(Values.class).orderBy(term(random));
        for (int more = random.nextInt(3); more > 0; more--) {
            selection = selection.thenBy(term(random));
        }
        return selection;
    }

    private static Mono<List<Long>> pages(Selection<Values> selection, int size) {
        return selection
                .page(size)
                .expand(page -> page.next()
                        .map(cursor -> selection.page(size, cursor).flux())
                        .orElseGet(Flux::empty))
                .take(2 * ROWS)
                .concatMapIterable(Page::items)
                .map(Values::id)
                .collectList();
    }

    /** Tells what is wrong with the pages of one order. */
    private static Flux<String> wrong(Relata relata, long seed) {
        Selection<Values> selection = sorted(relata, new Random(seed));
        return selection
                .all()
                .map(Values::id)
                .collectList()
                .flatMapMany(all -> Flux.just(1, 2, 7)
                        .concatMap(size -> pages(selection, size)
                                .filter(ids -> !ids.equals(all))
                                .map(ids ->
                                        "order of seed " + seed + ", pages of " + size + ": " + ids + " for " + all)));
    }

    @Test
    @Timeout(240)
    void pagesOfRandomOrdersAreTheSelectionCutIntoPieces() {
        randomOrders(4);
    }

    @Test
    @Tag("soak")
    @Timeout(480)
    void pagesOfManyRandomOrdersAreTheSelectionCutIntoPieces() {
        randomOrders(40);
    }

    private static void randomOrders(int tables) {
        long seed = new Random().nextLong();
        System.out.println("random orders of seed " + seed);
        Random random = new Random(seed);
        ConnectionPool pool = database.pool(2);
        Relata relata =
                Relata.builder().store(R2dbcStore.of(pool)).model(Values.class).build();
        for (int table = 0; table < tables; table++) {
            fill(random);
            long[] seeds = random.longs(ORDERS_OF_A_TABLE).toArray();
            List<String> wrong = Flux.fromStream(Arrays.stream(seeds).boxed())
                    .flatMap(order -> wrong(relata, order), 2)
                    .collectList()
                    .block(PATIENCE);
            assertThat(wrong).isEmpty();
        }
        pool.dispose();
    }

    /** Set behind the start of the connection, where the driver gives some of them values of its own. */
    private static ConnectionPool poolOfOtherSettings() {
        return new ConnectionPool(ConnectionPoolConfiguration.builder(database.connectionFactory())
                .maxSize(1)
                .maxAcquireTime(Duration.ofSeconds(10))
                .postAllocate(connection -> Flux.from(connection
                                .createStatement("SET datestyle = 'SQL, DMY'; SET intervalstyle = sql_standard;"
                                        + " SET extra_float_digits = -15; SET timezone = 'America/New_York';"
                                        + " SET bytea_output = escape; SET array_nulls = off")
                                .execute())
                        .flatMap(Result::getRowsUpdated)
                        .then())
                .build());
    }

    /** A cursor that one session made is read by another whose texts look otherwise. */
    @Test
    @Timeout(240)
    void aCursorHoldsInSessionsWithOtherSettings() {
        long seed = new Random().nextLong();
        System.out.println("random orders of seed " + seed);
        Random random = new Random(seed);
        List<ConnectionPool> pools = List.of(database.pool(1), poolOfOtherSettings());
        List<Relata> relatas = pools.stream()
                .map(pool -> Relata.builder()
                        .store(R2dbcStore.of(pool))
                        .model(Values.class)
                        .build())
                .toList();
        for (int table = 0; table < 2; table++) {
            fill(random);
            for (Property<Values, ?> property : SORTED) {
                List<Selection<Values>> selections = relatas.stream()
                        .<Selection<Values>>map(
                                relata -> relata.from(Values.class).orderBy(Sort.asc(property)))
                        .toList();
                List<Long> all =
                        selections.get(0).all().map(Values::id).collectList().block(PATIENCE);
                assertThat(pagesInTurn(selections))
                        .as("seed %d, by %s", seed, SORTED.indexOf(property))
                        .isEqualTo(all);
            }
        }
        pools.forEach(ConnectionPool::dispose);
    }

    private static List<Long> pagesInTurn(List<Selection<Values>> selections) {
        List<Long> ids = new ArrayList<>();
        Page<Values> page = selections.get(0).page(1).block(PATIENCE);
        for (int i = 1; page != null; i++) {
            page.items().forEach(row -> ids.add(row.id()));
            page = page.hasNext() && i < 2 * ROWS
                    ? selections.get(i % 2).page(1, page.next().orElseThrow()).block(PATIENCE)
                    : null;
        }
        return ids;
    }
}
