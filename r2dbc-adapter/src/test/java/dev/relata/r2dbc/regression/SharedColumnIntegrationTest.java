package dev.relata.r2dbc.regression;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Relationships.key;
import static dev.relata.model.Relationships.manyToMany;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.model.Assignment;
import dev.relata.model.Id;
import dev.relata.model.ManyToManyThrough;
import dev.relata.model.Unique;
import dev.relata.model.Version;
import dev.relata.query.Link;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Links that hold a column of both their ends, such as a tenant's, in an order, over one connection. */
class SharedColumnIntegrationTest {

    record Deck(@Id long tenantId, @Id long id) {
        static final ManyToManyThrough<Deck, Card, Seat> CARDS = manyToMany(Deck.class, Card.class)
                .through(key(Seat::tenantId, Seat::deckId), key(Seat::tenantId, Seat::cardId))
                .orderedBy(Seat::place);
    }

    record Card(@Id long tenantId, @Id long id) {}

    record Seat(
            @Id @Nullable Long id,
            @Unique("seat") long tenantId,
            @Unique("seat") long deckId,
            @Unique("seat") long cardId,
            int place,
            String color,
            @Version int version) {}

    private static final Deck DECK = new Deck(1, 1);
    private static final Card A = new Card(1, 1);
    private static final Card B = new Card(1, 2);
    private static final Card C = new Card(1, 3);

    private final TestDatabase database = TestDatabase.create();
    private final ConnectionPool pool = TestDatabase.pool(database.connectionFactory(), 1);
    private final Relata relata = Relata.builder()
            .store(R2dbcStore.of(pool))
            .model(Deck.class, Card.class, Seat.class)
            .build();

    @BeforeEach
    void store() {
        run(relata.schema().create());
        run(relata.insert(DECK));
        run(relata.bulk().insert(List.of(A, B, C, new Card(2, 1))));
    }

    @AfterEach
    void close() {
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
        database.close();
    }

    private static <T> List<T> run(Publisher<T> publisher) {
        return Flux.from(publisher).collectList().blockOptional().orElseThrow();
    }

    private List<String> seats() {
        return run(relata.on(DECK, Deck.CARDS).links().all().map(SharedColumnIntegrationTest::text));
    }

    private static String text(Link<Card, Seat> link) {
        Seat seat = link.data();
        return link.target().id() + " " + seat.color() + " v" + seat.version();
    }

    @Test
    void linksAreMovedPutAndSet() {
        var cards = relata.on(DECK, Deck.CARDS);
        Map<Card, Assignment<Seat>> seats = new LinkedHashMap<>();
        List.of(A, B, C).forEach(card -> seats.put(card, set(Seat::color, "red")));

        assertThat(run(cards.addMany(seats))).containsExactly(3L);
        run(cards.move(C, 0));
        assertThat(seats()).containsExactly("3 red v1", "1 red v1", "2 red v1");
        assertThat(run(cards.putMany(Map.of(A, set(Seat::color, "blue"))))).containsExactly(1L);
        run(cards.set(List.of(C, B)));
        assertThat(seats()).containsExactly("3 red v1", "2 red v2");
        run(cards.setIds(List.of(1L, 2L), List.of(1L, 3L)));
        assertThat(seats()).containsExactly("2 red v3", "3 red v2");
        run(cards.setIds(Map.of(List.of(1L, 2L), set(Seat::color, "blue"))));
        assertThat(seats()).containsExactly("2 blue v4");
    }

    @Test
    void anEndOfAnotherTenantIsRefused() {
        relata.on(DECK, Deck.CARDS)
                .addMany(Map.of(new Card(2, 1), set(Seat::color, "red")))
                .as(StepVerifier::create)
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining("Deck.CARDS.addMany: Card.tenantId is 2"));
        assertThat(seats()).isEmpty();
    }
}
