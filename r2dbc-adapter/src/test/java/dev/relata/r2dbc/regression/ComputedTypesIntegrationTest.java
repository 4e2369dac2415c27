package dev.relata.r2dbc.regression;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.elements;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.is;
import static dev.relata.model.Conditions.json;
import static dev.relata.model.Conditions.matches;
import static dev.relata.model.Conditions.not;
import static dev.relata.model.Values.valueOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.relata.Relata;
import dev.relata.error.Reason;
import dev.relata.error.RefusedException;
import dev.relata.error.StoreException;
import dev.relata.model.Assignment;
import dev.relata.model.Column;
import dev.relata.model.Filter;
import dev.relata.model.Id;
import dev.relata.model.Table;
import dev.relata.model.Version;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.data.TemporalUnitOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Values that PostgreSQL works out, in columns of types that are not those of their components. */
class ComputedTypesIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    enum Mood {
        sad,
        happy
    }

    @Table("odd")
    record Odd(
            @Id long id,
            @Column(type = "bigint") int wide,
            @Column(type = "integer") @Nullable Short narrow,
            @Column(type = "numeric(4,1)") BigDecimal price,
            @Column(type = "numeric") @Nullable BigInteger huge,
            @Nullable Float single,
            @Nullable Double twice,
            @Column(type = "timestamp") @Nullable Instant plain,
            @Nullable Instant zoned,
            @Column(type = "mood[]") @Nullable Set<Mood> moods,
            @Column(type = "uuid[]") @Nullable List<UUID> uuids,
            @Nullable List<String> documents,
            @Column(type = "json") @Nullable Map<String, Object> old,
            @Column(type = "jsonb") @Nullable String raw,
            @Column(type = "tsvector") @Nullable String vector,
            @Column(type = "label") @Nullable String label,
            @Version int version) {}

    @Table("sheets")
    record Sheet(@Id long id, @Column(type = "pages") int pages) {}

    private static TestDatabase database;
    private static R2dbcStore store;
    private static Relata relata;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
        database.execute(
                "create type mood as enum ('sad', 'happy')",
                "create domain label as varchar(40)",
                "create domain pages as smallint check (value between 0 and 100)",
                "create table sheets (id bigint primary key, pages pages not null)",
                "insert into sheets values (1, 7)",
                "create table odd (id bigint primary key, wide bigint not null, narrow integer, price numeric(4,1) not null,"
                        + " huge numeric, single real, twice double precision, plain timestamp, zoned timestamptz,"
                        + " moods mood[], uuids uuid[], documents jsonb, old json, raw jsonb, vector tsvector, label label,"
                        + " version integer not null)",
                "create index odd_raw on odd using gin (raw jsonb_path_ops)",
                "create index odd_label on odd using gin (to_tsvector('english', label::text))");
        store = R2dbcStore.builder()
                .url("r2dbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name())
                .username(database.user())
                .password(database.password())
                .build();
        relata = Relata.builder().store(store).model(Odd.class, Sheet.class).build();
    }

    @AfterAll
    static void drop() {
        store.close().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    @BeforeEach
    void oneRow() {
        database.execute(
                "truncate odd",
                "insert into odd values (1, 5, 6, 1.5, 7, 1.5, 2.5, '2024-03-31 01:30:00', '2024-03-31 01:30:00Z',"
                        + " '{sad}', '{00000000-0000-0000-0000-000000000001}', '[\"a\"]', '{\"a\": {\"b\": 1}}',"
                        + " '{\"a\": [\"x\"], \"b\": 1e1}', 'fox:1', 'Quick foxes', 0)");
    }

    private static long update(Assignment<Odd> assignment) {
        return Objects.requireNonNull(
                relata.from(Odd.class).where(Odd::id, eq(1L)).update(assignment).block(PATIENCE));
    }

    private static Odd now() {
        return Objects.requireNonNull(relata.find(Odd.class, 1L).block(PATIENCE));
    }

    private static boolean holds(Filter<Odd> filter) {
        return Objects.requireNonNull(
                relata.from(Odd.class).where(filter).exists().block(PATIENCE));
    }

    private static void tooLarge(Assignment<Odd> assignment, String property) {
        assertThatThrownBy(() -> update(assignment))
                .isInstanceOfSatisfying(
                        StoreException.class,
                        error -> assertThat(error.reason()).isEqualTo(Reason.TOO_LARGE))
                .hasMessageContaining(property);
    }

    @Test
    void aResultFitsTheComponentAndNotOnlyTheColumn() {
        tooLarge(set(Odd::wide).plus(Integer.MAX_VALUE), "Odd.wide");
        tooLarge(set(Odd::narrow).plus(Short.MAX_VALUE), "Odd.narrow");
        tooLarge(set(Odd::price).plus(new BigDecimal("998.5")), "Odd.price");
        tooLarge(set(Odd::single).toValue(valueOf(Odd::single).times(Float.MAX_VALUE)), "Odd.single");
        tooLarge(set(Odd::twice).toValue(valueOf(Odd::twice).times(Double.MAX_VALUE)), "Odd.twice");
        assertThat(now().version()).isZero();
    }

    /** A number that is given is not of the column's type, which may be a small one or a domain. */
    @Test
    void aReadCalculatesWithNumbersThatTheColumnCouldNotHold() {
        assertThat(relata.from(Sheet.class)
                        .where(valueOf(Sheet::pages).times(100_000).gt(699_999))
                        .count()
                        .block(PATIENCE))
                .isEqualTo(1);
        assertThat(relata.from(Sheet.class)
                        .sum(valueOf(Sheet::pages).times(-1))
                        .map(Number::intValue)
                        .block(PATIENCE))
                .isEqualTo(-7);
    }

    @Test
    void everyTypeOfNumberIsCalculated() {
        update(set(Odd::wide)
                .plus(1)
                .and(Odd::narrow)
                .minus((short) 2)
                .and(Odd::price)
                .plus(new BigDecimal("0.26"))
                .and(Odd::huge)
                .toValue(valueOf(Odd::huge).times(new BigInteger("1000000000000000000000")))
                .and(Odd::single)
                .plus(0.5f)
                .and(Odd::twice)
                .toValue(valueOf(Odd::twice).times(2.0).minus(1.0)));

        assertThat(now())
                .extracting(Odd::wide, Odd::narrow, Odd::price, Odd::huge, Odd::single, Odd::twice, Odd::version)
                .containsExactly(
                        6, (short) 4, new BigDecimal("1.8"), new BigInteger("7000000000000000000000"), 2f, 4.0, 1);
    }

    @Test
    void timesWithAndWithoutAZoneAreThoseOfUtcWhateverTheSession() {
        database.execute("alter role " + database.user() + " set timezone = 'America/New_York'");
        R2dbcStore elsewhere = R2dbcStore.builder()
                .url("r2dbc:postgresql://" + database.host() + ":" + database.port() + "/" + database.name())
                .username(database.user())
                .password(database.password())
                .build();
        try {
            Relata far = Relata.builder().store(elsewhere).model(Odd.class).build();
            assertThat(far.from(Odd.class)
                            .where(valueOf(Odd::plain).eq(Odd::zoned))
                            .where(valueOf(Odd::zoned).eq(Odd::plain))
                            .count()
                            .block(PATIENCE))
                    .isEqualTo(1);
            assertThat(far.from(Odd.class)
                            .update(set(Odd::plain).toNow().and(Odd::zoned).toNow())
                            .block(PATIENCE))
                    .isEqualTo(1);
            Odd now = now();
            assertThat(now.plain()).isEqualTo(now.zoned()).isCloseTo(Instant.now(), soon());
            assertThat(far.from(Odd.class)
                            .update(set(Odd::plain, Instant.EPOCH)
                                    .and(Odd::zoned)
                                    .toProperty(Odd::plain))
                            .block(PATIENCE))
                    .isEqualTo(1);
            assertThat(now().zoned()).isEqualTo(now.plain());
        } finally {
            elsewhere.close().as(StepVerifier::create).verifyComplete();
            database.execute("alter role " + database.user() + " reset timezone");
        }
    }

    private static TemporalUnitOffset soon() {
        return within(5, ChronoUnit.MINUTES);
    }

    @Test
    void arraysOfTypesOfTheDatabaseAreAskedForElements() {
        assertThat(holds(elements(Odd::moods).contains(Mood.sad))).isTrue();
        assertThat(holds(elements(Odd::moods).overlaps(List.of(Mood.happy)))).isFalse();
        assertThat(holds(elements(Odd::uuids).contains(new UUID(0, 1)))).isTrue();
        assertThatThrownBy(() -> holds(elements(Odd::documents).contains("a")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Odd.documents is stored as jsonb, not as an array");
    }

    @Test
    void jsonOfEitherTypeIsLookedInto() {
        assertThat(holds(json(Odd::old, "a", "b").eq(1))).isTrue();
        assertThat(holds(json(Odd::old, "a", "b").eq(new BigDecimal("1.00")))).isTrue();
        assertThat(holds(json(Odd::old, "a").eq(1))).isFalse();
        assertThat(holds(json(Odd::raw, "b").eq(10))).isTrue();
        assertThat(holds(json(Odd::raw, "a").eq("x"))).isFalse();
        assertThatThrownBy(() -> holds(json(Odd::label, "a").eq("x")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Odd.label is stored as label: json(…) needs");
    }

    @Test
    void aVectorIsSearchedAsItIsAndADomainAsText() {
        assertThat(holds(is(Odd::vector, matches("fox", "simple")))).isTrue();
        assertThat(holds(is(Odd::label, matches("fox", "pg_catalog.english")))).isTrue();
        assertThat(holds(not(is(Odd::label, matches("dog", "english"))))).isTrue();
    }

    @Test
    void allRowsOfATableAreChangedByWhatTheyHold() {
        database.execute(
                "insert into odd (id, wide, price, version) select i, i, 1, 0 from generate_series(2, 9) as i");
        assertThat(relata.from(Odd.class).update(set(Odd::wide).plus(1)).block(PATIENCE))
                .isEqualTo(9);
        assertThat(relata.from(Odd.class)
                        .where(valueOf(Odd::wide).minus(1).gte(valueOf(Odd::wide)))
                        .count()
                        .block(PATIENCE))
                .isZero();
    }
}
