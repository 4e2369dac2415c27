package dev.relata.test;

import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Relationships.manyToMany;
import static dev.relata.model.Relationships.manyToOne;
import static dev.relata.model.Relationships.oneToMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.relata.Relata;
import dev.relata.error.RefusedException;
import dev.relata.export.Ndjson;
import dev.relata.export.RelataModule;
import dev.relata.model.Id;
import dev.relata.model.ManyToMany;
import dev.relata.model.ManyToOne;
import dev.relata.model.OneToMany;
import dev.relata.query.Graph;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.PropertyNamingStrategy;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.json.JsonMapper;

/** Graphs whose JSON is deep, or whose rows are reached in many ways. */
class GraphJsonTest {

    private static final int DEPTH = 3000;
    private static final int LEVELS = 30;

    record Stop(@Id long id, @Nullable Long nextId) {
        static final ManyToOne<Stop, Stop> NEXT =
                manyToOne(Stop::nextId, Stop.class).optional();
    }

    record Door(@Id long id) {
        static final ManyToMany<Door, Door> DOORS = manyToMany(Door.class, Door.class);
    }

    record Place(String city, String pens) {}

    record Shop(@Id long id, @JsonUnwrapped Place place) {
        static final OneToMany<Shop, Pen> PENS = oneToMany(Shop.class, Pen::shopId);
        static final OneToMany<Shop, Pen> RED_PENS = PENS.where(Pen::color, eq("red"));
    }

    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    record Pen(@Id long id, long shopId, String color) {
        static final ManyToOne<Pen, Shop> SHOP = manyToOne(Pen::shopId, Shop.class);
    }

    record Answer(List<Graph<Shop>> shops) {}

    private final Relata relata = Relata.builder()
            .store(InMemoryStore.create())
            .model(Stop.class, Door.class, Shop.class, Pen.class)
            .build();

    private static String line(Flux<?> graphs) {
        return Objects.requireNonNull(Ndjson.of(graphs)
                .map(line -> StandardCharsets.UTF_8.decode(line).toString())
                .single()
                .block());
    }

    @Test
    void aRecursionDeeperThanTheStackIsWritten() {
        List<Stop> stops = LongStream.rangeClosed(1, DEPTH)
                .mapToObj(i -> new Stop(i, i == 1 ? null : i - 1))
                .toList();
        assertThat(relata.bulk().insert(stops).count().block()).isEqualTo(DEPTH);

        String line = line(relata.from(Stop.class)
                .where(Stop::id, eq((long) DEPTH))
                .fetch(Stop.NEXT, Recursion.toEnd())
                .graphs());

        assertThat(line.split("\"next\":\\{", -1)).hasSize(DEPTH);
        assertThat(line).contains("{\"id\":1,\"nextId\":null,\"next\":null}");
    }

    /** Each level has two doors, each of which leads to both of the next: there are two to the power of thirty ways. */
    @Test
    void aRowThatManyWaysLeadToIsFollowedOnce() {
        List<Door> doors = LongStream.range(0, 2L * LEVELS).mapToObj(Door::new).toList();
        assertThat(relata.bulk().insert(doors).count().block()).isEqualTo(2L * LEVELS);
        for (int i = 0; i + 2 < doors.size(); i++) {
            int next = i - i % 2 + 2;
            assertThat(relata.on(doors.get(i), Door.DOORS)
                            .addMany(doors.subList(next, next + 2))
                            .block())
                    .isNotNull();
        }

        String line = line(relata.from(Door.class)
                .where(Door::id, eq(0L))
                .fetch(Door.DOORS, Recursion.toEnd())
                .graphs());

        assertThat(line.split("\"doors\":", -1)).hasSize(1 + 1 + 2 * (LEVELS - 1));
        assertThat(line).contains("{\"id\":" + (2 * LEVELS - 1) + "}").endsWith("\n");
    }

    private Selection<Shop> stocked() {
        assertThat(relata.insert(new Shop(1, new Place("here", "none"))).block())
                .isNotNull();
        assertThat(relata.insert(new Pen(2, 1, "red")).block()).isNotNull();
        return relata.from(Shop.class);
    }

    private static Graph<Shop> one(Selection<Shop> shops) {
        return Objects.requireNonNull(shops.oneGraph().block());
    }

    /** Web frameworks hand a mapper the declared type, and mappers may be told to go by nothing else. */
    @Test
    void theDeclaredTypeIsEnough() {
        Graph<Shop> graph = one(stocked().fetchCount(Shop.PENS));
        String written = "{\"id\":1,\"city\":\"here\",\"pens\":\"none\",\"pensCount\":1}";

        for (JsonMapper json : List.of(
                JsonMapper.builder().build(),
                JsonMapper.builder().addModule(new RelataModule()).build())) {
            assertThat(json.writerFor(new TypeReference<Graph<Shop>>() {}).writeValueAsString(graph))
                    .isEqualTo(written);
            assertThat(json.writerFor(new TypeReference<List<Graph<Shop>>>() {}).writeValueAsString(List.of(graph)))
                    .isEqualTo("[" + written + "]");
            assertThat(json.rebuild()
                            .enable(MapperFeature.USE_STATIC_TYPING)
                            .build()
                            .writeValueAsString(new Answer(List.of(graph))))
                    .isEqualTo("{\"shops\":[" + written + "]}");
        }
    }

    /** Else the line would hold one name twice, of which readers keep the last. */
    @Test
    void aPartThatIsCalledLikeWhatAComponentWritesIsRefused() {
        Flux<?> graphs = stocked().fetch(Shop.PENS).graphs();

        assertThatThrownBy(() -> line(graphs))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the graph of Shop")
                .hasMessageContaining("\"pens\"");
    }

    @Test
    void partsThatTheMapperGivesOneNameAreRefused() {
        Graph<Shop> graph = one(stocked().fetch(Shop.RED_PENS).fetch("red_pens", Shop.PENS, pens -> pens));
        JsonMapper snakes = JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build();

        assertThat(JsonMapper.builder().build().writeValueAsString(graph)).contains("\"redPens\":", "\"red_pens\":");
        assertThatThrownBy(() -> snakes.writeValueAsString(graph))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("\"red_pens\"")
                .hasMessageContaining("alias");
    }

    @Test
    void aNamingStrategyOfTheUsersOwnHoldsForParts() {
        Graph<Shop> graph = one(stocked().fetchCount(Shop.PENS));
        JsonMapper json = JsonMapper.builder()
                .propertyNamingStrategy(new PropertyNamingStrategy() {
                    @Override
                    public String nameForGetterMethod(MapperConfig<?> config, AnnotatedMethod method, String name) {
                        return "a_" + name;
                    }
                })
                .build();

        assertThat(json.writeValueAsString(graph)).contains("\"a_id\":1", "\"a_pensCount\":1");
    }

    @Test
    void aRowThatIsAnArrayStandsUnderRoot() {
        assertThat(one(stocked())).isNotNull();

        assertThat(line(relata.from(Pen.class)
                        .fetch("at", Pen.SHOP, shops -> shops)
                        .graphs()))
                .isEqualTo("{\"root\":[2,1,\"red\"],\"at\":{\"id\":1,\"city\":\"here\",\"pens\":\"none\"}}\n");
    }

    @Test
    void aMapperThatIndentsBreaksNoLines() {
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

        assertThat(Ndjson.of(stocked().fetchCount(Shop.PENS).graphs(), json)
                        .map(line -> StandardCharsets.UTF_8.decode(line).toString())
                        .collectList()
                        .block())
                .containsExactly("{\"id\":1,\"city\":\"here\",\"pens\":\"none\",\"pensCount\":1}\n");
    }
}
