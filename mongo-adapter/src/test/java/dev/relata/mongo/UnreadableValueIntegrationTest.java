package dev.relata.mongo;

import static dev.relata.model.Relationships.oneToMany;
import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.model.Filters;
import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.error.InvalidValueException;
import dev.relata.model.Id;
import dev.relata.model.OneToMany;
import dev.relata.query.Graph;
import dev.relata.query.Iteration;
import dev.relata.query.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Values that others have stored and that Java has no counterpart for: the row fails, and nothing else does. */
class UnreadableValueIntegrationTest {

    enum Mood {
        GLAD
    }

    record Size(int width) {}

    record Box(
            @Id Long id,
            long shelfId,
            int weight,
            Mood mood,
            boolean open,
            char mark,
            @Nullable Size size) {}

    record Shelf(@Id Long id) {
        static final OneToMany<Shelf, Box> BOXES = oneToMany(Shelf.class, Box::shelfId);
    }

    private static final long SHELVES = 4;

    private final String name = TestServer.database();
    private final MongoClient client = TestServer.client();
    private final Relata relata = Relata.builder()
            .store(MongoStore.builder().client(client).database(name).build())
            .model(Box.class, Shelf.class)
            .build();

    @BeforeEach
    void fill() {
        for (long id = 1; id <= SHELVES; id++) {
            run(relata.insert(new Shelf(id)));
        }
        for (long id = 1; id <= 2 * SHELVES; id++) {
            run(relata.insert(new Box(id, (id + 1) / 2, (int) id, Mood.GLAD, true, 'x', new Size(1))));
        }
    }

    @AfterEach
    void drop() {
        Mono.from(client.getDatabase(name).drop()).as(StepVerifier::create).verifyComplete();
        client.close();
    }

    private static <T> List<T> run(Publisher<T> publisher) {
        List<T> answer = Flux.from(publisher).collectList().block(Duration.ofSeconds(30));
        return answer == null ? List.of() : answer;
    }

    private void spoil(long box, String values) {
        assertThat(run(client.getDatabase(name)
                        .getCollection("boxes")
                        .updateOne(Filters.eq("_id", box), BsonDocument.parse("{$set: " + values + "}"))))
                .singleElement()
                .satisfies(result -> assertThat(result.getMatchedCount()).isOne());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{weight: {$numberLong: \"99999999999\"}}",
                "{weight: 1.5}",
                "{weight: NaN}",
                "{weight: {$numberDecimal: \"NaN\"}}",
                "{weight: \"heavy\"}",
                "{weight: null}",
                "{weight: [1, {a: 2}]}",
                "{mood: \"ANGRY\"}",
                "{mood: 7}",
                "{open: \"yes\"}",
                "{mark: \"\"}",
                "{size: [1]}",
                "{size: {width: \"wide\"}}"
            })
    void theOwnerOfTheRowFailsAloneAndItsErrorNamesPropertyAndRow(String values) {
        spoil(5, values);
        String property = "Box." + values.substring(1, values.indexOf(':'));

        List<String> answers =
                run(Flux.fromStream(LongStream.rangeClosed(1, SHELVES).boxed())
                        .flatMapSequential(id -> relata.on(new Shelf(id), Shelf.BOXES)
                                .orderBy(asc(Box::id))
                                .all()
                                .map(Box::id)
                                .collectList()
                                .map(String::valueOf)
                                .onErrorResume(error -> Mono.just(String.valueOf(error.getMessage()))))
                        .as(relata::batched));

        assertThat(answers.get(2)).contains(property).contains("id=5");
        answers.remove(2);
        assertThat(answers).containsExactly("[1, 2]", "[3, 4]", "[7, 8]");
        assertThatThrownBy(() -> run(relata.from(Box.class).all()))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining(property)
                .hasMessageContaining("id=5");
    }

    @Test
    void rowsBeforeItAreStreamedAndGraphsBeforeItAreWhole() {
        spoil(6, "{mood: \"ANGRY\", weight: \"heavy\"}");
        Selection<Shelf> shelves =
                relata.from(Shelf.class).orderBy(asc(Shelf::id)).fetch(Shelf.BOXES);

        for (Flux<Graph<Shelf>> graphs :
                List.of(shelves.graphs(), shelves.iterateGraphs(), shelves.iterateGraphs(Iteration.fetchSize(2)))) {
            List<Long> seen = new ArrayList<>();
            assertThatThrownBy(() ->
                            run(graphs.doOnNext(graph -> seen.add(graph.root().id()))))
                    .isInstanceOf(InvalidValueException.class)
                    .hasMessageContaining("id=6");
            assertThat(seen).containsExactly(1L, 2L);
        }
        List<Long> rows = new ArrayList<>();
        assertThatThrownBy(() -> run(
                        relata.from(Box.class).orderBy(asc(Box::id)).iterate().doOnNext(box -> rows.add(box.id()))))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("id=6");
        assertThat(rows).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    /** As a shell writes them. */
    @Test
    void wholeNumbersOfOtherTypesAreRead() {
        spoil(5, "{weight: 7.0}");
        spoil(6, "{weight: {$numberDecimal: \"7\"}}");

        assertThat(run(relata.from(Box.class).where(Box::weight).eq(7).ids())).contains(5L, 6L);
        assertThat(run(relata.from(Box.class).where(Box::id).eq(6L).values(Box::weight)))
                .containsExactly(7);
    }
}
