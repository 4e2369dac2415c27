package dev.relata.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.relata.Relata;
import dev.relata.model.Operator;
import dev.relata.model.Sort;
import dev.relata.query.Selection;
import dev.relata.spring.cinema.Cinema;
import dev.relata.spring.cinema.Film;
import dev.relata.spring.library.Author;
import dev.relata.spring.library.Book;
import dev.relata.test.InMemoryStore;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebInputException;

class QueryParametersTest {

    /** Parts that no allowed name has, most of which would do harm in a statement. */
    private static final List<String> HOSTILE = List.of(
            "\"",
            "'",
            ";",
            "--",
            "/*",
            "*/",
            "\\",
            "$1",
            "?",
            ":x",
            "{0}",
            "%s",
            "#",
            "`",
            "(",
            ")",
            "=",
            "||",
            "$where",
            "é",
            "漢字",
            "😀",
            "\u200b",
            "x\u0000x",
            "DROP TABLE",
            "E'\\x'",
            "U&\"",
            "[0]",
            "<b>",
            "&",
            ".",
            "_",
            "null");

    /** Parts of what is allowed. */
    private static final List<String> PLAIN =
            List.of("title", "Title", "TITLE", "titl", ",", " ", "\t", "asc", "desc", ",desc", "x");

    private final QueryParameters<Book> parameters = QueryParameters.of(Book.class);

    @Test
    void aFilterByPartOfATextIsRefusedWhereThePropertyIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters.filter("author", Book::authorId, Operator.CONTAINS))
                .withMessageContaining("CONTAINS compares text");
    }

    @Test
    void whatWouldMakeAStatementLongerWithoutEffectIsBadInput() {
        Selection<Book> books = Relata.builder()
                .store(InMemoryStore.create())
                .model(Author.class, Book.class)
                .build()
                .from(Book.class);
        QueryParameters<Book> allowed =
                parameters.sort("title", Book::title).filter("title", Book::title, Operator.EQ, Operator.CONTAINS);

        assertThatExceptionOfType(ServerWebInputException.class)
                .isThrownBy(() -> allowed.apply(given("sort", "title,desc", "title"), books))
                .withMessageContaining("twice");
        assertThatExceptionOfType(ServerWebInputException.class)
                .isThrownBy(() -> allowed.apply(given("title.contains", "a", "b"), books))
                .withMessageContaining("given 2 times");
        assertThatExceptionOfType(ServerWebInputException.class)
                .isThrownBy(() -> allowed.apply(given("title", "a\0"), books))
                .withMessageContaining("character");
    }

    /** Whatever it is: the text of an order or a filter never comes from a request. */
    @Test
    void aNameThatIsNotOnTheListIsRefused() {
        Relata relata = Cinema.withFilms();
        QueryParameters<Film> allowed =
                QueryParameters.of(Film.class).sort("title", Film::title).filter("title", Film::title);
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            String name = plain(random) + HOSTILE.get(random.nextInt(HOSTILE.size())) + plain(random);
            for (MultiValueMap<String, String> given : List.of(given("sort", name), given(name, "a"))) {
                assertThatExceptionOfType(ServerWebInputException.class)
                        .as("%s, try %d of seed %d", given, i, seed)
                        .isThrownBy(() -> allowed.apply(given, relata.from(Film.class)));
            }
        }
    }

    private static String plain(Random random) {
        return random.ints(random.nextInt(4), 0, PLAIN.size())
                .mapToObj(PLAIN::get)
                .collect(Collectors.joining());
    }

    /** A name is what the list calls it: it is compared, and gets into no statement. */
    @Test
    void anAllowedNameMayHaveAnything() {
        Relata relata = Cinema.withFilms();
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String name = "x"
                    + random.ints(3, 0, HOSTILE.size()).mapToObj(HOSTILE::get).collect(Collectors.joining()) + "x";
            QueryParameters<Film> allowed = QueryParameters.of(Film.class).sort(name, Film::title);

            assertThat(titles(allowed, relata, given("sort", name + ",desc")))
                    .as("'%s', try %d of seed %d", name, i, seed)
                    .containsExactly("dune", "cube", "babe", "alien");
        }
    }

    @Test
    void aValueThatTheModelConvertsIsGivenAsItIsStored() {
        Relata relata = Cinema.withFilms();
        QueryParameters<Film> allowed = QueryParameters.of(relata, Film.class)
                .filter("price", Film::price, Operator.EQ, Operator.IN, Operator.GTE, Operator.LT, Operator.IS_NULL)
                .filter("title", Film::title, Operator.NE);

        assertThat(titles(allowed, relata, given("price.gte", "4.99"))).containsExactly("alien", "babe");
        assertThat(titles(allowed, relata, given("price.lt", "10"))).containsExactly("alien", "cube");
        assertThat(titles(allowed, relata, given("price", "10.00", "0.99"))).containsExactly("babe", "cube");
        assertThat(titles(allowed, relata, given("price.null", "true"))).containsExactly("dune");
        assertThat(titles(allowed, relata, given("title.ne", "alien"))).containsExactly("babe", "cube", "dune");
        for (String wrong : List.of("cheap", "-1", "")) {
            assertThatExceptionOfType(ServerWebInputException.class)
                    .isThrownBy(() -> allowed.apply(given("price.gte", wrong), relata.from(Film.class)))
                    .withMessageContaining("'price.gte' must be a value of type Money, was '" + wrong + "'");
        }
    }

    @Test
    void aConstantIsGivenByItsLabelOrElseByItsName() {
        Relata relata = Cinema.withFilms();
        QueryParameters<Film> allowed = QueryParameters.of(Film.class).filter("rating", Film::rating);

        assertThat(titles(allowed, relata, given("rating", "PG-13"))).containsExactly("alien");
        assertThat(titles(allowed, relata, given("rating", "PG_13"))).containsExactly("alien");
        assertThat(titles(allowed, relata, given("rating", "LEFT")))
                .as("the label of RIGHT")
                .containsExactly("dune");
        assertThatExceptionOfType(ServerWebInputException.class)
                .isThrownBy(() -> allowed.apply(given("rating", "X"), relata.from(Film.class)))
                .withMessageContaining("'rating' must be one of [G, PG-13, RIGHT, LEFT], was 'X'");
    }

    @Test
    void withoutTheModelATypeThatOnlyItConvertsIsRefusedWithTheRemedy() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryParameters.of(Film.class).filter("price", Film::price))
                .withMessageContaining("Spring converts no text to dev.relata.spring.cinema.Money")
                .withMessageContaining("QueryParameters.of(relata, type)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> QueryParameters.of(Cinema.withFilms(), Film.class)
                        .filter("price", Film::price, Operator.CONTAINS))
                .withMessageContaining("CONTAINS compares text, and the property is a Money");
    }

    private static List<String> titles(
            QueryParameters<Film> allowed, Relata relata, MultiValueMap<String, String> parameters) {
        return allowed.apply(parameters, relata.from(Film.class).orderBy(Sort.asc(Film::title)))
                .all()
                .map(Film::title)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private static MultiValueMap<String, String> given(String name, String... values) {
        return new LinkedMultiValueMap<>(Map.of(name, List.of(values)));
    }

    @Test
    void aFilterByTheNameOfTheOrderWouldNeverApplyAndIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters.filter("sort", Book::title))
                .withMessageContaining("another name");
    }
}
