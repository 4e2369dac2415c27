package dev.relata.r2dbc.regression;

import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Column;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OnUpdate;
import dev.relata.model.Unique;
import dev.relata.model.UpdatedAt;
import dev.relata.model.Version;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import dev.relata.spi.Store;
import dev.relata.test.InMemoryStore;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.Result;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keys of many rows that change at once, and what follows them, over one connection and in memory. */
class FollowedKeysIntegrationTest {

    record Zone(
            @Id Long id,
            @Unique String tag,
            @Version int version,
            @Nullable @UpdatedAt Instant changedAt) {}

    record Stop(
            @Id Long id,
            @Nullable String zoneTag,
            @Nullable String endTag,
            @Version int version,
            @Nullable @UpdatedAt Instant changedAt) {
        static final ManyToOne<Stop, Zone> ZONE = manyToOne(Stop::zoneTag, Zone.class)
                .references(Zone::tag)
                .optional()
                .onUpdate(OnUpdate.CASCADE);
        static final ManyToOne<Stop, Zone> END = manyToOne(Stop::endTag, Zone.class)
                .references(Zone::tag)
                .optional()
                .onUpdate(OnUpdate.CASCADE);
    }

    record Tariff(
            @Id Long id,
            @Unique @Column(precision = 10, scale = 2) BigDecimal rate,
            @Unique String name) {}

    record Fare(
            @Id Long id, @Column(precision = 10, scale = 2) BigDecimal rate, String tariffName) {
        static final ManyToOne<Fare, Tariff> RATE =
                manyToOne(Fare::rate, Tariff.class).references(Tariff::rate);
        static final ManyToOne<Fare, Tariff> TARIFF = manyToOne(Fare::tariffName, Tariff.class)
                .references(Tariff::name)
                .onUpdate(OnUpdate.CASCADE);
    }

    record Node(
            @Id @Unique("code") Long tenantId,
            @Id Long id,
            @Unique("code") String code,
            @Nullable String parentCode) {
        static final ManyToOne<Node, Node> PARENT = manyToOne(key(Node::tenantId, Node::parentCode), Node.class)
                .references(Node::tenantId, Node::code)
                .optional()
                .onUpdate(OnUpdate.CASCADE);
    }

    record Price(
            @Id Long id,
            @Unique @Column(precision = 10, scale = 2) BigDecimal net,
            @Column(precision = 10, scale = 2) @Nullable BigDecimal base) {
        static final ManyToOne<Price, Price> BASE = manyToOne(Price::base, Price.class)
                .references(Price::net)
                .optional()
                .onUpdate(OnUpdate.CASCADE);
    }

    record Blob(@Id Long id, @Unique byte[] hash, byte @Nullable [] origin) {
        static final ManyToOne<Blob, Blob> ORIGIN = manyToOne(Blob::origin, Blob.class)
                .references(Blob::hash)
                .optional()
                .onUpdate(OnUpdate.CASCADE);
    }

    record City(@Id String code, @Unique String tag) {}

    record Road(@Id Long id, @Nullable String cityTag) {
        static final ManyToOne<Road, City> CITY = manyToOne(Road::cityTag, City.class)
                .references(City::tag)
                .optional()
                .onUpdate(OnUpdate.CASCADE);
    }

    private final TestDatabase database = TestDatabase.create();
    private final ConnectionPool pool = TestDatabase.pool(database.connectionFactory(), 1);

    @AfterEach
    void close() {
        pool.dispose();
        database.close();
    }

    private Relata relata(boolean memory, Class<?>... types) {
        Store store = memory ? InMemoryStore.create() : R2dbcStore.of(pool);
        Relata relata = Relata.builder().store(store).model(types).build();
        if (!memory) {
            run(relata.schema().create());
        }
        return relata;
    }

    private static <T> List<T> run(Publisher<T> publisher) {
        return Flux.from(publisher).collectList().blockOptional().orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatFollowsCountsOnceAndTellsItsTime(boolean memory) {
        Relata relata = relata(memory, Zone.class, Stop.class);
        List<Zone> zones = run(relata.bulk()
                .insert(Stream.of("a", "b", "c")
                        .map(tag -> new Zone((long) tag.charAt(0), tag, 0, null))
                        .toList()));
        List<Stop> stops = run(relata.bulk()
                .insert(List.of(
                        new Stop(1L, "a", null, 0, null),
                        new Stop(2L, "a", "a", 0, null),
                        new Stop(3L, "a", "b", 0, null),
                        new Stop(4L, "c", null, 0, null),
                        new Stop(5L, "c", "b", 0, null))));
        List<Zone> retagged = zones.stream()
                .map(zone -> new Zone(
                        zone.id(), zone.tag().equals("c") ? "c" : zone.tag() + "2", zone.version(), zone.changedAt()))
                .toList();

        List<Zone> answered = run(relata.bulk().update(retagged));

        assertThat(run(relata.from(Zone.class).orderBy(asc(Zone::id)).all())).isEqualTo(answered);
        assertThat(answered).extracting(Zone::version).containsExactly(1, 1, 1);
        List<Stop> after = run(relata.from(Stop.class).orderBy(asc(Stop::id)).all());
        assertThat(after).extracting(Stop::zoneTag).containsExactly("a2", "a2", "a2", "c", "c");
        assertThat(after).extracting(Stop::endTag).containsExactly(null, "a2", "b2", null, "b2");
        assertThat(after).extracting(Stop::version).containsExactly(1, 1, 1, 0, 1);
        for (int i = 0; i < 5; i++) {
            Instant before = Objects.requireNonNull(stops.get(i).changedAt(), "told");
            if (i == 3) {
                assertThat(after.get(i).changedAt()).isEqualTo(before);
            } else {
                assertThat(after.get(i).changedAt()).isAfter(before);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyOfAnotherScaleHasNotChanged(boolean memory) {
        Relata relata = relata(memory, Tariff.class, Fare.class);
        run(relata.insert(new Tariff(1L, new BigDecimal("1.50"), "day")));
        run(relata.insert(new Fare(1L, new BigDecimal("1.50"), "day")));
        Tariff same = new Tariff(1L, new BigDecimal("1.5"), "night");

        assertThat(run(relata.bulk().update(List.of(same)))).containsExactly(same);
        assertThat(run(relata.update(new Tariff(1L, new BigDecimal("1.5"), "dawn"))))
                .hasSize(1);
        assertThat(run(relata.from(Fare.class).values(Fare::tariffName))).containsExactly("dawn");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsThatReferToEachOtherByNumbersFollow(boolean memory) {
        Relata relata = relata(memory, Price.class);
        run(relata.insert(new Price(1L, new BigDecimal("1.50"), null)));
        run(relata.insert(new Price(2L, new BigDecimal("2.00"), new BigDecimal("1.50"))));

        run(relata.bulk()
                .update(List.of(
                        new Price(1L, new BigDecimal("3.25"), null),
                        new Price(2L, new BigDecimal("2.00"), new BigDecimal("1.5")))));

        assertThat(run(relata.from(Price.class)
                        .where(Price::base)
                        .eq(new BigDecimal("3.25"))
                        .ids()))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsThatReferToEachOtherByBytesFollow(boolean memory) {
        Relata relata = relata(memory, Blob.class);
        run(relata.insert(new Blob(1L, new byte[] {1}, null)));
        run(relata.insert(new Blob(2L, new byte[] {2}, new byte[] {1})));

        run(relata.bulk()
                .update(List.of(new Blob(1L, new byte[] {3}, null), new Blob(2L, new byte[] {2}, new byte[] {1}))));

        assertThat(run(relata.find(Blob.class, 2L)).get(0).origin()).containsExactly(3);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rowsThatReferToEachOtherByAPartOfTheIdFollow(boolean memory) {
        Relata relata = relata(memory, Node.class);
        run(relata.insert(new Node(1L, 1L, "a", null)));
        run(relata.insert(new Node(1L, 2L, "b", "a")));

        run(relata.bulk().update(List.of(new Node(1L, 1L, "c", null), new Node(1L, 2L, "b", "a"))));

        assertThat(run(relata.from(Node.class).where(Node::parentCode).eq("c").count()))
                .containsExactly(1L);
    }

    @Test
    void writersOfTheSameRowsInOtherOrdersWaitForOneAnother() {
        ConnectionPool two = TestDatabase.pool(database.connectionFactory(), 2);
        Relata relata = Relata.builder()
                .store(R2dbcStore.of(two))
                .model(City.class, Road.class)
                .build();
        run(relata.schema().create());
        List<City> cities = IntStream.range(0, 500)
                .mapToObj(i -> new City("c" + i, "t" + i))
                .toList();
        run(relata.bulk().insert(cities));
        List<City> reversed = new ArrayList<>(cities);
        Collections.reverse(reversed);

        Connection middle =
                Mono.from(database.connectionFactory().create()).blockOptional().orElseThrow();
        run(middle.beginTransaction());
        run(Flux.from(middle.createStatement("SELECT 1 FROM cities WHERE code = 'c250' FOR UPDATE")
                        .execute())
                .flatMap(Result::getRowsUpdated));
        CompletableFuture<Long> one = relata.bulk().update(cities).count().toFuture();
        CompletableFuture<Long> other = relata.bulk().update(reversed).count().toFuture();
        TestDatabase.await(this::waiting, 2);
        run(middle.rollbackTransaction());
        run(middle.close());

        assertThat(one).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(500L);
        assertThat(other).succeedsWithin(Duration.ofSeconds(20)).isEqualTo(500L);
        two.dispose();
    }

    private long waiting() {
        Long waiting = database.value(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
                Long.class);
        return waiting == null ? 0 : waiting;
    }
}
