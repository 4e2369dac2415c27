package dev.relata.spring.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Operator;
import dev.relata.model.Sort;
import dev.relata.spring.cinema.Cinema;
import dev.relata.spring.cinema.Film;
import graphql.ExecutionResult;
import graphql.GraphQL;
import graphql.schema.DataFetcher;
import graphql.schema.idl.RuntimeWiring;
import graphql.schema.idl.SchemaGenerator;
import graphql.schema.idl.SchemaParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Arguments and cursors of components that the model converts, and of enums with labels. */
class ArgumentValuesTest {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String SCHEMA = """
            type Query { cinema: Cinema }
            type Cinema {
                films(rating: String, ratings: [String], minPrice: Float, price: String, cheaper: Int, free: Boolean): [Film]
                byPrice(first: Int, after: String, orderBy: String): FilmConnection
            }
            type Film { title: String }
            type FilmConnection { edges: [FilmEdge] }
            type FilmEdge { cursor: String node: Film }
            """;

    private final Relata relata = Cinema.withFilms();
    private final GraphQL graphQl = graphQl();

    private GraphQL graphQl() {
        RelationshipDataFetchers fetchers = new RelationshipDataFetchers(relata, 10, 10);
        ToManyDataFetcher<Cinema, Film> films = fetchers.of(Cinema.FILMS);
        RuntimeWiring wiring = RuntimeWiring.newRuntimeWiring()
                .type(
                        "Query",
                        type -> type.dataFetcher(
                                "cinema",
                                environment -> relata.find(Cinema.class, 1L).toFuture()))
                .type(
                        "Cinema",
                        type -> type.dataFetcher(
                                        "films",
                                        waiting(films.filter("rating", Film::rating)
                                                .filter("ratings", Film::rating, Operator.NOT_IN)
                                                .filter("minPrice", Film::price, Operator.GTE)
                                                .filter("price", Film::price)
                                                .filter("cheaper", Film::price, Operator.LT)
                                                .filter("free", Film::price, Operator.IS_NULL)))
                                .dataFetcher(
                                        "byPrice",
                                        waiting(films.sort("price", Film::price)
                                                .sort("rating", Film::rating)
                                                .connection(Film::id))))
                .build();
        return GraphQL.newGraphQL(new SchemaGenerator().makeExecutableSchema(new SchemaParser().parse(SCHEMA), wiring))
                .build();
    }

    /** Does what Spring for GraphQL does with a Mono. */
    private static DataFetcher<Object> waiting(DataFetcher<?> fetcher) {
        return environment -> {
            Object answer = fetcher.get(environment);
            return answer instanceof Mono<?> mono ? mono.toFuture() : answer;
        };
    }

    private List<String> titles(String field) {
        ExecutionResult result = graphQl.execute("{ cinema { " + field + " { title } } }");
        assertThat(result.getErrors()).isEmpty();
        Map<String, Map<String, List<Map<String, String>>>> data = result.getData();
        return data.get("cinema").values().iterator().next().stream()
                .map(film -> Objects.requireNonNull(film.get("title")))
                .toList();
    }

    @Test
    void argumentsOfConvertedComponentsAreGivenAsTheyAreStored() {
        assertThat(titles("films(minPrice: 4.99)")).containsExactly("alien", "babe");
        assertThat(titles("films(price: \"10.00\")")).containsExactly("babe");
        assertThat(titles("films(cheaper: 10)")).containsExactly("alien", "cube");
        assertThat(titles("films(free: true)")).containsExactly("dune");
    }

    @Test
    void constantsAreGivenByTheirLabelsOrElseByTheirNames() {
        assertThat(titles("films(rating: \"PG-13\")")).containsExactly("alien");
        assertThat(titles("films(rating: \"PG_13\")")).containsExactly("alien");
        assertThat(titles("films(rating: \"LEFT\")")).as("the label of RIGHT").containsExactly("dune");
        assertThat(titles("films(ratings: [\"PG-13\", \"G\"])")).containsExactly("cube", "dune");
    }

    @Test
    void aValueThatIsNoneIsAnErrorOfTheFieldThatSaysWhatIs() {
        assertThat(error("films(price: \"cheap\")")).contains("price must be a value of type Money, was cheap");
        assertThat(error("films(minPrice: -1)")).contains("minPrice must be a value of type Money, was -1");
        assertThat(error("films(rating: \"X\")")).contains("rating must be one of [G, PG-13, RIGHT, LEFT], was X");
    }

    private String error(String field) {
        return graphQl.execute("{ cinema { " + field + " { title } } }")
                .getErrors()
                .get(0)
                .getMessage();
    }

    @Test
    void cursorsLeadThroughOrdersByConvertedComponentsAndByLabels() {
        assertThat(walk("price")).containsExactly("cube", "alien", "babe", "dune");
        assertThat(walk("rating"))
                .containsExactlyElementsOf(relata.from(Film.class)
                        .orderBy(Sort.asc(Film::rating))
                        .all()
                        .map(Film::title)
                        .collectList()
                        .blockOptional(LONGEST)
                        .orElseThrow());
    }

    /** The titles of a connection, fetched one at a time. */
    @SuppressWarnings("unchecked")
    private List<String> walk(String order) {
        List<String> titles = new ArrayList<>();
        String after = "";
        while (true) {
            ExecutionResult result = graphQl.execute("{ cinema { byPrice(first: 1, orderBy: \"" + order + "\"" + after
                    + ") { edges { cursor node { title } } } } }");
            assertThat(result.getErrors()).isEmpty();
            Map<String, Map<String, Map<String, List<Map<String, Object>>>>> data = result.getData();
            List<Map<String, Object>> edges = data.get("cinema").get("byPrice").get("edges");
            if (edges.isEmpty()) {
                return titles;
            }
            titles.add(((Map<String, String>) edges.get(0).get("node")).get("title"));
            after = ", after: \"" + edges.get(0).get("cursor") + "\"";
        }
    }
}
