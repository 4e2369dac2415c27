package dev.relata.test.conformance;

import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.spi.Capability;
import dev.relata.test.conformance.model.Campaign;
import dev.relata.test.conformance.model.Digest;
import dev.relata.test.conformance.model.Grade;
import dev.relata.test.conformance.model.Label;
import dev.relata.test.conformance.model.Level;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes of many in which one row comes more than once, and writes of the same rows at the same time. */
public interface SameRowsContract extends StoreUnderTest {

    /** Every write of many ends as the writes one by one, in their order, do. */
    private <T> void endsAsOneByOne(Class<T> type, List<T> rows, Function<T, String> name) {
        for (int chunk : List.of(1, 2, 100)) {
            rows.forEach(row -> observe(relata().upsert(row)).value());
            List<String> wanted = names(type, name);
            observe(relata().from(type).deleteAll()).value();

            observe(relata().bulk(Bulk.chunkSize(chunk)).upsert(rows)).values();
            assertThat(names(type, name)).isEqualTo(wanted);
            observe(relata().bulk(Bulk.chunkSize(chunk)).update(rows)).values();
            assertThat(names(type, name)).isEqualTo(wanted);
            observe(relata().bulk(Bulk.chunkSize(chunk)).update(type, Flux.fromIterable(rows)))
                    .value();
            assertThat(names(type, name)).isEqualTo(wanted);
            assertThat(observe(relata().bulk().delete(rows)).value()).isEqualTo(wanted.size());

            Bulk<T> ignoring = Bulk.chunkSize(chunk).onConflict(OnConflict.<T>ignore());
            List<T> written = observe(relata().bulk(ignoring).insert(rows)).values();
            assertThat(written).hasSize(wanted.size());
            assertThat(name.apply(written.get(0))).isEqualTo(name.apply(rows.get(0)));
            observe(relata().from(type).deleteAll()).value();
        }
    }

    private <T> List<String> names(Class<T> type, Function<T, String> name) {
        return observe(relata().from(type).all().map(name)).values().stream()
                .sorted()
                .toList();
    }

    /** Numbers of different scale, bytes in different arrays, the two zeros and what is not a number. */
    @Test
    @Tag("S105")
    @Requires({Capability.CONFLICT_POLICIES, Capability.TRANSACTIONS})
    default void rowsOfWhichTheStoreSaysThatTheyAreOneAreWrittenAsOne() {
        endsAsOneByOne(
                Grade.class,
                List.of(grade("1.50", "a"), grade("2", "b"), grade("1.5", "c"), grade("2.000", "d"), grade("3", "e")),
                Grade::name);
        endsAsOneByOne(
                Digest.class,
                List.of(
                        new Digest(new byte[] {0, -1}, "a"),
                        new Digest(new byte[] {0}, "b"),
                        new Digest(new byte[] {0, -1}, "c")),
                Digest::name);
        double other = capabilities().contains(Capability.NON_FINITE_NUMBERS) ? Double.NaN : Double.MAX_VALUE;
        endsAsOneByOne(
                Level.class,
                List.of(new Level(0.0, "a"), new Level(other, "b"), new Level(-0.0, "c"), new Level(other, "d")),
                Level::name);
    }

    private static Grade grade(String value, String name) {
        return new Grade(new BigDecimal(value), name);
    }

    /** Text of a fixed length, whose blanks at the end do not count. */
    @Test
    @Tag("S105")
    @Requires({Capability.CONFLICT_POLICIES, Capability.NATIVE_TYPES})
    default void rowsOfTheStoresOwnTypesAreWrittenAsOne() {
        endsAsOneByOne(
                Campaign.class,
                List.of(new Campaign("ab", "a"), new Campaign("ab    ", "b"), new Campaign("c", "c")),
                Campaign::name);
    }

    /** A row whose id has a part that Java compares more coarsely than any store: it ignores the case of host names. */
    record Site(@Id URI address, @Id long number, String text) {}

    /** A row that refers to such a row. */
    record Visit(@Id long id, URI address, long number) {

        public static final ManyToOne<Visit, Site> SITE = manyToOne(key(Visit::address, Visit::number), Site.class);
    }

    /** Rows whose ids are equal in Java, but not in the store. */
    @Test
    @Tag("S105")
    @Requires(Capability.SCHEMA)
    default void rowsThatJavaAloneTakesForOneStayApart() {
        Relata relata = bare(Site.class, Visit.class);
        observe(relata.schema().create()).answers();
        URI upper = URI.create("http://EXAMPLE.org/");
        URI lower = URI.create("http://example.org/");
        assertThat(upper).isEqualTo(lower);
        List<Site> rows = new ArrayList<>();
        for (long number = 1; number <= 2; number++) {
            rows.add(new Site(upper, number, "upper " + number));
            rows.add(new Site(lower, number, "lower " + number));
        }
        observe(relata.bulk().insert(rows)).values();

        List<Visit> visits = List.of(new Visit(1, upper, 1), new Visit(2, lower, 1), new Visit(3, lower, 2));
        assertThat(observe(Flux.fromIterable(visits)
                                .flatMapSequential(
                                        visit -> relata.on(visit, Visit.SITE).get())
                                .map(Site::text)
                                .as(relata::batched))
                        .values())
                .containsExactly("upper 1", "lower 1", "lower 2");

        observe(relata.bulk().update(List.of(new Site(upper, 1, "x"), new Site(lower, 2, "y"))))
                .values();
        assertThat(observe(relata.from(Site.class).all().map(Site::text)).values())
                .containsExactlyInAnyOrder("x", "lower 1", "upper 2", "y");

        assertThat(observe(relata.bulk().delete(List.of(new Site(upper, 1, ""), new Site(lower, 2, ""))))
                        .value())
                .isEqualTo(2);
        assertThat(observe(relata.from(Site.class).all().map(Site::text)).values())
                .containsExactlyInAnyOrder("lower 1", "upper 2");
    }

    /** Upserts, updates and deletes of the same rows, each in an order of its own. */
    @Test
    @Tag("S106")
    @Requires({Capability.CONFLICT_POLICIES, Capability.TRANSACTIONS})
    default void writersOfTheSameRowsAtOnceGetNoError() {
        long seed = new Random().nextLong();
        System.out.println("random data of seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            List<Label> rows = labels(60);
            observe(relata().bulk().upsert(rows)).values();
            List<Mono<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                List<Label> shuffled = new ArrayList<>(rows);
                Collections.shuffle(shuffled, random);
                Mono<Void> write = writer % 2 == 0
                        ? relata().bulk().upsert(shuffled).then()
                        : relata().bulk().update(shuffled).then();
                writers.add(write.subscribeOn(Schedulers.parallel()));
            }
            observe(Mono.when(writers)).answers();
            assertThat(observe(relata().from(Label.class).count()).value()).isEqualTo(60);
        }
    }

    private static List<Label> labels(int rows) {
        return LongStream.range(0, rows)
                .mapToObj(id -> new Label(id, "label " + id))
                .toList();
    }

    /** Rows in opposite orders and in many chunks, where one writer may lock another out. */
    @Test
    @Tag("S107")
    @Requires({Capability.CONFLICT_POLICIES, Capability.TRANSACTIONS})
    default void aWriteThatStandsForItselfBeginsAgain() {
        List<Label> up = labels(60);
        List<Label> down = new ArrayList<>(up);
        Collections.reverse(down);
        Bulk<Object> chunks = Bulk.chunkSize(20);

        observe(Mono.when(
                        relata().bulk(chunks).upsert(up).then().subscribeOn(Schedulers.parallel()),
                        relata().bulk(chunks).upsert(down).then().subscribeOn(Schedulers.parallel())))
                .answers();
        assertThat(observe(relata().from(Label.class).count()).value()).isEqualTo(60);
    }
}
