package dev.relata.mongo;

import static dev.relata.model.OnDelete.CASCADE;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.reactivestreams.client.MongoClient;
import com.mongodb.reactivestreams.client.MongoDatabase;
import dev.relata.Relata;
import dev.relata.error.ProtectedException;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.mongo.fake.Deployment;
import dev.relata.mongo.fake.FakeMongo;
import dev.relata.mongo.fake.SeenCommand;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Views whose documents refer to documents of collections: they keep none from going, and none goes through them. */
class ReferringViewIntegrationTest {

    record Maker(@Id long id, String name) {
        static final ManyToMany<Maker, Place> PLACES =
                manyToMany(Maker.class, Place.class).junction("maker_places").columns("maker_id", "place_id");
    }

    record Place(@Id long id) {}

    record Thing(@Id long id, long makerId) {
        static final ManyToOne<Thing, Maker> MAKER = manyToOne(Thing::makerId, Maker.class);
    }

    record Total(@Id long id, long makerId) {
        static final ManyToOne<Total, Maker> MAKER = manyToOne(Total::makerId, Maker.class);
    }

    record Made(@Id long id, long makerId) {
        static final ManyToOne<Made, Maker> MAKER =
                manyToOne(Made::makerId, Maker.class).onDelete(CASCADE);
    }

    private final FakeMongo server = FakeMongo.start(Deployment.REPLICA_SET);
    private MongoClient client;
    private Relata relata;

    @BeforeEach
    void store() {
        client = TestServer.client(server.url());
        relata = Relata.builder()
                .store(MongoStore.of(client, "views"))
                .model(Maker.class, Place.class, Thing.class, Total.class, Made.class)
                .build();
        List.of("totals", "mades", "maker_places").forEach(this::view);
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
    }

    private static <T> List<T> run(Publisher<T> publisher) {
        return Flux.from(publisher).collectList().blockOptional().orElseThrow();
    }

    /** What the fake takes for a view once it has its documents. */
    private void view(String name) {
        MongoDatabase database = client.getDatabase("views");
        run(database.getCollection(name)
                .insertOne(new Document("_id", 1L).append("maker_id", 1L).append("place_id", 1L)));
        run(database.runCommand(
                new Document("collMod", name).append("viewOn", "things").append("pipeline", List.of())));
    }

    @Test
    void aDeletePassesViewsByAndAsksForThemOnce() {
        run(relata.bulk().insert(List.of(new Maker(1, "ann"), new Maker(2, "bob"))));
        run(relata.insert(new Thing(1, 2)));
        server.forget();

        assertThat(run(relata.deletePlan(new Maker(1, "ann"))).get(0).toString())
                .isEqualTo("deletes 1 of makers");
        assertThat(run(relata.delete(new Maker(1, "ann")))).containsExactly(true);

        assertThat(run(relata.from(Made.class).count())).containsExactly(1L);
        assertThat(server.seen().stream().map(SeenCommand::name).filter("listCollections"::equals))
                .hasSize(1);
        StepVerifier.create(relata.delete(new Maker(2, "bob")))
                .verifyErrorSatisfies(error ->
                        assertThat(error).isInstanceOf(ProtectedException.class).hasMessageContaining("Thing.MAKER"));
    }

    @Test
    void nothingIsMissingOfAView() {
        run(relata.schema().createMissing());

        assertThat(run(relata.schema().validate())).isEmpty();
    }
}
