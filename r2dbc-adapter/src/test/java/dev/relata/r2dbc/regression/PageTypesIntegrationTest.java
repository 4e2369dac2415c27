package dev.relata.r2dbc.regression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.model.Table;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.databind.JsonNode;

/** Pages by columns of the less common types: composites, domains, ranges, types of extensions, and arrays of many kinds. */
class PageTypesIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Constants of a database enum. */
    enum Mood {
        sad,
        happy,
        meh
    }

    @Table("rare.values")
    record Values(
            @Id long id,
            @Column(type = "rare.pair") @Nullable String pair,
            @Column(type = "rare.pair[]") @Nullable String pairs,
            @Column(type = "rare.ratio") @Nullable String ratio,
            @Column(type = "rare.moment") @Nullable String moment,
            @Column(type = "rare.positive") @Nullable String positive,
            @Column(type = "rare.mood") @Nullable Mood mood,
            @Column(type = "rare.mood[]") @Nullable List<Mood> moods,
            @Column(type = "name") @Nullable String name,
            @Column(type = "\"char\"") @Nullable String single,
            @Column(type = "cidr") @Nullable String network,
            @Column(type = "macaddr") @Nullable String mac,
            @Column(type = "oid") @Nullable String oid,
            @Column(type = "pg_lsn") @Nullable String lsn,
            @Column(type = "tsvector") @Nullable String vector,
            @Column(type = "bit(3)") @Nullable String bits,
            @Column(type = "tstzrange") @Nullable String times,
            @Column(type = "numrange") @Nullable String range,
            @Column(type = "int4multirange") @Nullable String ranges,
            @Column(type = "interval[]") @Nullable String spans,
            @Column(type = "timestamptz[]") @Nullable String instants,
            @Column(type = "real[]") @Nullable String reals,
            @Column(type = "money[]") @Nullable String prices,
            @Column(type = "char(4)[]") @Nullable String padded,
            @Column(type = "numeric") @Nullable String number,
            @Column(type = "double precision") @Nullable String twice,
            @Column(type = "date") @Nullable String day,
            @Column(type = "timestamp(0)") @Nullable String second,
            @Column(type = "time") @Nullable String time,
            @Column(type = "jsonb") @Nullable JsonNode json,
            @Column(type = "jsonb") @Nullable String document,
            @Column(type = "bytea[]") byte @Nullable [][] blobs,
            @Column(type = "rare.label") @Nullable String label,
            @Nullable Boolean flag,
            @Nullable Year year,
            @Nullable Character letter,
            @Nullable OffsetDateTime offset,
            @Nullable ZonedDateTime zoned) {}

    private static final Map<String, List<String>> COLUMNS = new LinkedHashMap<>();
    private static final List<Property<Values, ?>> SORTED = new ArrayList<>();

    private static void column(String definition, Property<Values, ?> property, String... literals) {
        COLUMNS.put(definition, List.of(literals));
        SORTED.add(property);
    }

    static {
        column("pair rare.pair", Values::pair, "(1,a)", "(1,\"b,c\")", "(,)", "(10,A)", "(2,\"\")");
        column("pairs rare.pair[]", Values::pairs, "{}", "{\"(1,a)\"}", "{\"(1,a)\",NULL}", "{\"(,)\"}");
        column("ratio rare.ratio", Values::ratio, "0.1", "0.30000000000000004", "0.3", "NaN", "-0", "0");
        column("moment rare.moment", Values::moment, "infinity", "2024-01-02 03:04:05.000001Z", "2024-01-02 03:04:05Z");
        column("positive rare.positive", Values::positive, "1", "1.0", "10", "9");
        column("mood rare.mood", Values::mood, "sad", "happy", "meh");
        column("moods rare.mood[]", Values::moods, "{sad,happy}", "{happy}", "{}", "{meh,meh}");
        column("name name", Values::name, "a", "B", "b", "Z z", "'");
        column("single \"char\"", Values::single, "a", "B", "", "~");
        column("network cidr", Values::network, "10.0.0.0/8", "10.0.0.0/16", "::/0", "9.0.0.0/8");
        column("mac macaddr", Values::mac, "08:00:2b:01:02:03", "08:00:2b:01:02:04", "ff:00:00:00:00:00");
        column("oid oid", Values::oid, "1", "4294967295", "10", "9");
        column("lsn pg_lsn", Values::lsn, "16/B374D848", "1/0", "F/FFFFFFFF");
        column("vector tsvector", Values::vector, "a:1 b:2", "b", "", "'it''s':3A");
        column("bits bit(3)", Values::bits, "101", "011", "000");
        column("times tstzrange", Values::times, "[2024-01-01Z,2024-01-02Z)", "empty", "[2024-01-01Z,infinity]", "(,)");
        column("range numrange", Values::range, "[1.0,2)", "[1.00,2)", "empty", "(,5]");
        column("ranges int4multirange", Values::ranges, "{}", "{[1,3),[5,7)}", "{[1,2)}");
        column("spans interval[]", Values::spans, "{\"1 day\"}", "{\"24 hours\"}", "{\"1 mon -1 day\"}", "{}");
        column("instants timestamptz[]", Values::instants, "{2024-01-02 03:04:05.000001Z}", "{infinity}", "{NULL}");
        column("reals real[]", Values::reals, "{0.1,NaN}", "{0.1,1}", "{-0}", "{0}");
        column("prices money[]", Values::prices, "{1.10}", "{-2.05}", "{1000000.01,NULL}");
        column("padded char(4)[]", Values::padded, "{ab}", "{\"ab  \"}", "{a,b}");
        column("number numeric", Values::number, "NaN", "Infinity", "-Infinity", "1.50", "1.5");
        column("twice float8", Values::twice, "NaN", "4.9e-324", "-0", "0", "1.7976931348623157e308");
        column("day date", Values::day, "infinity", "4713-01-01 BC", "5874897-12-31", "2024-02-29");
        column("second timestamp(0)", Values::second, "294276-12-31 23:59:59", "-infinity", "0001-01-01 BC");
        column("time time", Values::time, "24:00", "23:59:59.999999", "00:00");
        column("json jsonb", Values::json, "null", "1", "1.0", "\"1\"", "[]", "{}", "true", "[1,{\"a\":null}]");
        column("document jsonb", Values::document, "null", "1.10", "\"a\"", "{\"b\":1,\"a\":2}");
        column("blobs bytea[]", Values::blobs, "{}", "{\"\\\\x00ff\"}", "{\"\\\\x\"}", "{\"\\\\x5c\",NULL}");
        column("label rare.label COLLATE \"C\"", Values::label, "a", "B", "ä", "Z");
        column("flag boolean", Values::flag, "true", "false");
        column("year int", Values::year, "-44", "2024", "999999999");
        column("letter text", Values::letter, "a", "B", "ß", " ");
        column("\"offset\" timestamptz", Values::offset, "2024-01-02 03:04:05.000001Z", "0044-03-15 BC", "infinity");
        column("zoned timestamptz", Values::zoned, "2024-01-02 03:04:05.000001Z", "2024-01-02 03:04:05.000002Z");
    }

    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Relata relata;

    /** Each value twice, so that there are ties, among nulls; no row has the order of its id. */
    @BeforeAll
    static void fill() {
        database = TestDatabase.create();
        database.execute(
                "CREATE SCHEMA rare",
                "CREATE TYPE rare.pair AS (number int, word text)",
                "CREATE DOMAIN rare.ratio AS double precision",
                "CREATE DOMAIN rare.moment AS timestamptz",
                "CREATE DOMAIN rare.positive AS numeric CHECK (VALUE > 0)",
                "CREATE DOMAIN rare.label AS text COLLATE \"en-x-icu\"",
                "CREATE TYPE rare.mood AS ENUM ('sad', 'happy', 'meh')",
                "CREATE TABLE rare.values (id bigint PRIMARY KEY, " + String.join(", ", COLUMNS.keySet()) + ")");
        for (int id = 0; id < 18; id++) {
            int row = id * 7 % 18;
            String values = COLUMNS.values().stream()
                    .map(literals -> row < 2 * literals.size()
                            ? "'" + literals.get(row % literals.size()).replace("'", "''") + "'"
                            : "NULL")
                    .collect(Collectors.joining(", "));
            database.execute("INSERT INTO rare.values VALUES (" + id + ", " + values + ")");
        }
        pool = database.pool(1);
        relata = Relata.builder().store(R2dbcStore.of(pool)).model(Values.class).build();
    }

    @AfterAll
    static void drop() {
        pool.dispose();
        database.close();
    }

    private static List<Long> all(Selection<Values> selection) {
        return selection.all().map(Values::id).collectList().block(PATIENCE);
    }

    private static List<Long> pages(Selection<Values> selection, int size) {
        return selection
                .page(size)
                .expand(page -> page.next()
                        .map(cursor -> selection.page(size, cursor).flux())
                        .orElseGet(Flux::empty))
                .take(40)
                .concatMapIterable(Page::items)
                .map(Values::id)
                .collectList()
                .block(PATIENCE);
    }

    @Test
    void pagesByColumnsOfRareTypesAreTheSelectionCutIntoPieces() {
        List<String> wrong = new ArrayList<>();
        List<String> columns = List.copyOf(COLUMNS.keySet());
        for (int i = 0; i < SORTED.size(); i++) {
            for (Sort<Values> sort : List.of(
                    Sort.asc(SORTED.get(i)),
                    Sort.desc(SORTED.get(i)),
                    Sort.asc(SORTED.get(i)).nullsFirst(),
                    Sort.desc(SORTED.get(i)).nullsLast())) {
                Selection<Values> selection = relata.from(Values.class).orderBy(sort);
                try {
                    List<Long> all = all(selection);
                    for (int size : List.of(1, 2, 7)) {
                        List<Long> ids = pages(selection, size);
                        if (!ids.equals(all)) {
                            wrong.add(columns.get(i) + ", pages of " + size + ": " + ids + " for " + all);
                        }
                    }
                } catch (RuntimeException e) {
                    wrong.add(columns.get(i) + ": " + e);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** The way in which a parameter takes the type of its column, and the test for null, leave indexes of use. */
    @Test
    void anIndexServesTheConditionsOfAPage() {
        database.execute("CREATE INDEX by_mood ON rare.values (mood)", "CREATE INDEX by_label ON rare.values (label)");
        for (String condition : List.of(
                "mood > CASE WHEN false THEN mood ELSE 'sad' END",
                "mood IS NOT DISTINCT FROM NULL",
                "label > CASE WHEN false THEN label ELSE 'a' END")) {
            List<String> plan = database.query(
                    "SET enable_seqscan = off; EXPLAIN SELECT id FROM rare.values WHERE " + condition,
                    row -> String.valueOf(row.get(0)));
            assertThat(plan).as(condition).anyMatch(line -> line.contains("Index Cond: "));
        }
    }
}
