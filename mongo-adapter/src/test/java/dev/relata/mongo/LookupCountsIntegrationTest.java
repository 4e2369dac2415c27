package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.RelataBuilder;
import dev.relata.model.Id;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.model.Relationships;
import dev.relata.model.Table;
import dev.relata.test.conformance.StatementCounter;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.bson.BsonInt64;
import org.bson.BsonString;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/**
 * How many commands lookups cost in a batch scope: as many as statements in PostgreSQL, counted at the driver. What depends on
 * the pace of the machine runs with {@code -Psoak}.
 */
class LookupCountsIntegrationTest {

    private static final int LOOKUPS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(50);

    @Table("volumes")
    record Volume(@Id long id, long writerId) {
        static final ManyToOne<Volume, Writer> WRITER = Relationships.manyToOne(Volume::writerId, Writer.class);
    }

    @Table("writers")
    record Writer(@Id long id, long houseId) {
        static final ManyToOne<Writer, House> HOUSE = Relationships.manyToOne(Writer::houseId, House.class);
        static final OneToMany<Writer, Volume> VOLUMES = Relationships.oneToMany(Writer.class, Volume::writerId);
    }

    @Table("houses")
    record House(@Id long id, long cityId) {
        static final ManyToOne<House, City> CITY = Relationships.manyToOne(House::cityId, City.class);
    }

    @Table("cities")
    record City(@Id long id, String name) {}

    private static final String NAME = TestServer.database();
    private static final StatementCounter STATEMENTS = new StatementCounter();
    private static MongoClient client;
    private static Relata relata;

    @BeforeAll
    static void fill() {
        client = TestServer.client(new CountedCommands(STATEMENTS));
        fill("volumes", "writer_id");
        fill("writers", "house_id");
        fill("houses", "city_id");
        fill("cities", null);
        relata = over(store(), 1_000);
    }

    private static MongoStore store() {
        return MongoStore.builder().client(client).database(NAME).build();
    }

    private static Relata over(MongoStore store, int maxBatch) {
        RelataBuilder builder =
                Relata.builder().store(store).model(Volume.class, Writer.class, House.class, City.class);
        return builder.maxBatch(maxBatch).build();
    }

    /** Each with a target of its own, so that no lookup is saved by luck. */
    private static void fill(String collection, @Nullable String key) {
        List<BsonDocument> documents = IntStream.rangeClosed(1, LOOKUPS)
                .mapToObj(i -> new BsonDocument("_id", new BsonInt64(i))
                        .append(
                                key == null ? "name" : key,
                                key == null ? new BsonString("city " + i) : new BsonInt64(i)))
                .toList();
        Mono.from(client.getDatabase(NAME)
                        .getCollection(collection, BsonDocument.class)
                        .insertMany(documents))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
    }

    @AfterAll
    static void drop() {
        Mono.from(client.getDatabase(NAME).drop()).as(StepVerifier::create).verifyComplete();
        client.close();
    }

    @BeforeEach
    void forget() {
        STATEMENTS.reset();
    }

    private static List<Volume> volumes(int count) {
        return LongStream.rangeClosed(1, count).mapToObj(i -> new Volume(i, i)).toList();
    }

    private static Mono<Writer> writer(Volume volume) {
        return relata.on(volume, Volume.WRITER).get();
    }

    /** How many commands were sent for all of the lookups. */
    private static int sent(Publisher<Writer> writers) {
        STATEMENTS.reset();
        assertThat(Flux.from(writers).map(Writer::id).distinct().count().block(PATIENCE))
                .isEqualTo(LOOKUPS);
        return STATEMENTS.statements().size();
    }

    @Test
    void lookupsOfAListAreOneCommandForEachRoundOfConcurrency() {
        Flux<Volume> volumes = Flux.fromIterable(volumes(LOOKUPS));

        assertThat(sent(volumes.flatMap(LookupCountsIntegrationTest::writer, 256)
                        .as(relata::batched)))
                .isLessThanOrEqualTo(40);
        assertThat(sent(volumes.flatMapSequential(LookupCountsIntegrationTest::writer, 256)
                        .as(relata::batched)))
                .isLessThanOrEqualTo(40);
        assertThat(sent(volumes.transform(relata.batching().with(Volume.WRITER, (volume, writer) -> writer))))
                .isLessThanOrEqualTo(40);
    }

    @RepeatedTest(5)
    void unboundedLookupsAreOneCommand() {
        Relata unbounded = over(store(), 20_000);
        assertThat(sent(Flux.fromIterable(volumes(LOOKUPS))
                        .flatMap(volume -> unbounded.on(volume, Volume.WRITER).get(), Integer.MAX_VALUE)
                        .as(unbounded::batched)))
                .isEqualTo(1);
    }

    @Tag("pace")
    @RepeatedTest(10)
    void lookupsBesideAStreamOfOurs() {
        Flux<Writer> writers = relata.from(Volume.class)
                .iterate()
                .flatMap(LookupCountsIntegrationTest::writer, 256)
                .as(relata::batched);

        assertThat(sent(writers)).isLessThanOrEqualTo(51);
        assertThat(STATEMENTS.statements())
                .filteredOn(text -> text.contains("\"find\": \"volumes\""))
                .hasSize(1);
    }

    @Tag("pace")
    @RepeatedTest(10)
    void lookupsFromAnotherThread() {
        assertThat(sent(Flux.fromIterable(volumes(LOOKUPS))
                        .publishOn(Schedulers.parallel())
                        .flatMap(LookupCountsIntegrationTest::writer, 256)
                        .as(relata::batched)))
                .isLessThanOrEqualTo(80);
    }

    @Test
    void aConsumerOfOneRowAtATimeDoesNotMakeSingleCommands() {
        assertThat(sent(Flux.fromIterable(volumes(LOOKUPS))
                        .flatMap(LookupCountsIntegrationTest::writer, 256)
                        .as(relata::batched)
                        .limitRate(1)))
                .isLessThanOrEqualTo(50);
    }

    @Tag("pace")
    @RepeatedTest(10)
    void aChainOfThreeIsBatchedAtEveryLevel() {
        List<String> cities = Flux.fromIterable(volumes(1_000))
                .flatMap(LookupCountsIntegrationTest::writer)
                .flatMap(writer -> relata.on(writer, Writer.HOUSE).get())
                .flatMap(house -> relata.on(house, House.CITY).get())
                .map(City::name)
                .as(relata::batched)
                .collectList()
                .block(PATIENCE);

        assertThat(cities).doesNotHaveDuplicates().hasSize(1_000);
        assertThat(STATEMENTS.statements()).hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void toManysAndCountsAreBatchedToo() {
        Long sum = Flux.range(1, 1_000)
                .flatMap(i -> relata.onKey(Writer.VOLUMES, (long) i)
                        .count()
                        .zipWith(relata.onKey(Writer.VOLUMES, (long) i).all().count(), Long::sum))
                .as(relata::batched)
                .reduce(0L, Long::sum)
                .block(PATIENCE);

        assertThat(sum).isEqualTo(2_000);
        assertThat(STATEMENTS.statements()).hasSizeLessThanOrEqualTo(8);
    }
}
