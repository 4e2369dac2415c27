package dev.relata.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.model.Id;
import dev.relata.model.Property;
import dev.relata.model.Sort;
import dev.relata.model.Table;
import dev.relata.query.Page;
import dev.relata.query.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** Pages by fields whose values are of several BSON types, which MongoDB sorts one type after the other. */
class PageValuesIntegrationTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Table("parcels")
    record Parcel(
            @Id long id,
            @Nullable JsonNode content,
            @Nullable Double weight) {}

    private static final List<String> CONTENTS = List.of(
            "1", "2.5", "'a'", "'b'", "{a: 1}", "{a: 'x'}", "{}", "true", "false", "null", "'1'", "{$numberLong: '7'}");

    /** Without NaN, which MongoDB sorts first and mongo-java-server last. */
    private static final List<String> WEIGHTS =
            List.of("0.0", "-0.0", "Infinity", "-Infinity", "1", "{$numberDecimal: '1.5'}");

    private final String name = TestServer.database();
    private MongoClient client;
    private Relata relata;

    @BeforeEach
    void fill() {
        client = TestServer.client();
        MongoStore store = MongoStore.builder().client(client).database(name).build();
        relata = Relata.builder().store(store).model(Parcel.class).build();
        List<BsonDocument> parcels = new ArrayList<>();
        for (int i = 0; i < 2 * CONTENTS.size(); i++) {
            String content = CONTENTS.get(i * 5 % CONTENTS.size());
            String weight = WEIGHTS.get(i * 3 % WEIGHTS.size());
            parcels.add(BsonDocument.parse("{_id: {$numberLong: '" + i + "'}, content: " + content + ", weight: "
                    + (weight.startsWith("{") ? weight : "{$numberDouble: '" + weight + "'}") + "}"));
        }
        parcels.add(BsonDocument.parse("{_id: {$numberLong: '90'}}"));
        parcels.add(BsonDocument.parse("{_id: {$numberLong: '91'}, weight: null}"));
        Mono.from(client.getDatabase(name)
                        .getCollection("parcels", BsonDocument.class)
                        .insertMany(parcels))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
    }

    @AfterEach
    void drop() {
        Mono.from(client.getDatabase(name).drop()).as(StepVerifier::create).verifyComplete();
        client.close();
    }

    private static List<Long> pages(Selection<Parcel> selection, int size) {
        return selection
                .page(size)
                .expand(page -> page.next()
                        .map(cursor -> selection.page(size, cursor).flux())
                        .orElseGet(Flux::empty))
                .take(40)
                .concatMapIterable(Page::items)
                .map(Parcel::id)
                .collectList()
                .block(PATIENCE);
    }

    private void assertPagesAreTheSelection(Property<Parcel, ?> property) {
        for (Sort<Parcel> sort : List.of(
                Sort.asc(property),
                Sort.desc(property),
                Sort.asc(property).nullsFirst(),
                Sort.desc(property).nullsLast())) {
            Selection<Parcel> selection = relata.from(Parcel.class).orderBy(sort);
            List<Long> all = selection.all().map(Parcel::id).collectList().block(PATIENCE);
            for (int size : List.of(1, 2, 7)) {
                assertThat(pages(selection, size)).as("pages of %d", size).isEqualTo(all);
            }
        }
    }

    @Test
    void valuesOfSeveralTypesArePagedThrough() {
        assertPagesAreTheSelection(Parcel::content);
    }

    @Test
    void numbersOfSeveralTypesArePagedThrough() {
        assertPagesAreTheSelection(Parcel::weight);
    }

    @Test
    void anArrayAmongTheValuesIsRefusedAndNotLost() {
        Mono.from(client.getDatabase(name)
                        .getCollection("parcels", BsonDocument.class)
                        .insertOne(BsonDocument.parse("{_id: {$numberLong: '92'}, content: [1, 'b']}")))
                .as(StepVerifier::create)
                .expectNextCount(1)
                .verifyComplete();
        for (Sort<Parcel> sort : List.of(Sort.asc(Parcel::content), Sort.desc(Parcel::content))) {
            Selection<Parcel> selection = relata.from(Parcel.class).orderBy(sort);
            assertThatThrownBy(() -> pages(selection, 1))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageStartingWith("Parcel.content: a row holds an array")
                    .hasMessageContaining("order them by another property");
        }
    }
}
