package dev.relata.r2dbc;

import static dev.relata.model.Operator.BETWEEN;
import static dev.relata.model.Operator.CONTAINS;
import static dev.relata.model.Operator.ENDS_WITH;
import static dev.relata.model.Operator.EQ;
import static dev.relata.model.Operator.GT;
import static dev.relata.model.Operator.GTE;
import static dev.relata.model.Operator.IN;
import static dev.relata.model.Operator.IS_NOT_NULL;
import static dev.relata.model.Operator.IS_NULL;
import static dev.relata.model.Operator.LIKE;
import static dev.relata.model.Operator.LT;
import static dev.relata.model.Operator.LTE;
import static dev.relata.model.Operator.NE;
import static dev.relata.model.Operator.NOT_IN;
import static dev.relata.model.Operator.STARTS_WITH;
import static dev.relata.r2dbc.Library.all;
import static dev.relata.r2dbc.Library.any;
import static dev.relata.r2dbc.Library.asc;
import static dev.relata.r2dbc.Library.attributes;
import static dev.relata.r2dbc.Library.desc;
import static dev.relata.r2dbc.Library.exists;
import static dev.relata.r2dbc.Library.ignoringCase;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.not;
import static dev.relata.r2dbc.Library.ownedBy;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidValueException;
import dev.relata.model.Aggregation.Function;
import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.Library.Line;
import dev.relata.r2dbc.Library.Mood;
import dev.relata.r2dbc.Library.Order;
import dev.relata.r2dbc.Library.Reader;
import dev.relata.r2dbc.Library.Tag;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Reads through the store's contract, against a real server. */
class StoreReadIntegrationTest {

    private static final Path ID = path(Book.class, "id");
    private static final Path TITLE = path(Book.class, "title");
    private static final Path PAGES = path(Book.class, "pages");
    private static final Path PRICE = path(Book.class, "price");
    private static final Path MOOD = path(Book.class, "mood");
    private static final Path KEYWORDS = path(Book.class, "keywords");
    private static final Path EMAIL = path(Author.class, "email");

    private static LibraryStore library;

    @BeforeAll
    static void open() {
        library = LibraryStore.filled();
    }

    @AfterAll
    static void close() {
        library.close();
    }

    @Test
    void readsWholeRowsInTheModelsTypes() {
        List<Object> row = library.select(Select.rows("Book", query(Book.class).where(is(ID, EQ, 1L))))
                .get(0);
        assertThat(row.subList(0, 7))
                .containsExactly(1L, 1L, 2L, "20,000 Leagues", 600, new BigDecimal("12.50"), Mood.WILD);
        assertThat((String[]) row.get(7)).containsExactly("sea", "fish");
        assertThat(library.select(Select.rows("Book", query(Book.class).where(is(ID, EQ, 3L))))
                        .get(0)
                        .subList(5, 7))
                .containsOnlyNulls();
    }

    @Test
    void comparesAsTheOperatorsSay() {
        assertThat(books(is(PAGES, EQ, 300))).containsExactly(4L);
        assertThat(books(is(PAGES, LT, 300))).containsExactly(3L);
        assertThat(books(is(PAGES, LTE, 300))).containsExactly(3L, 4L);
        assertThat(books(is(PAGES, GT, 600))).containsExactly(2L);
        assertThat(books(is(PAGES, GTE, 600))).containsExactly(1L, 2L);
        assertThat(books(is(PAGES, BETWEEN, 200, 300))).containsExactly(3L, 4L);
        assertThat(books(is(MOOD, IN, Mood.CALM))).containsExactly(4L);
        assertThat(books(is(MOOD, IS_NULL))).containsExactly(3L);
        assertThat(books(is(MOOD, IS_NOT_NULL))).containsExactly(1L, 2L, 4L);
        assertThat(books(is(KEYWORDS, EQ, (Object) new String[] {"moon", null})))
                .containsExactly(3L);
        assertThat(books(is(KEYWORDS, IN, new String[] {"sea", "fish"}, new String[0])))
                .containsExactly(1L, 4L);
        assertThat(books(is(KEYWORDS, NOT_IN, new String[] {"sea", "fish"}, new String[0])))
                .containsExactly(2L, 3L);
    }

    @Test
    void isTwoValuedAboutNulls() {
        assertThat(books(is(MOOD, NE, Mood.WILD))).containsExactly(3L, 4L);
        assertThat(books(is(MOOD, NOT_IN, Mood.WILD))).containsExactly(3L, 4L);
        assertThat(books(not(is(MOOD, EQ, Mood.WILD)))).containsExactly(3L, 4L);
        assertThat(books(not(not(is(MOOD, EQ, Mood.WILD))))).containsExactly(1L, 2L);
        assertThat(books(not(is(PRICE, LT, BigDecimal.TEN)))).containsExactly(1L, 3L);
        assertThat(books(not(all(is(MOOD, EQ, Mood.CALM), is(PAGES, EQ, 200))))).containsExactly(1L, 2L, 3L, 4L);
        assertThat(books(not(any(is(MOOD, EQ, Mood.WILD), is(PAGES, EQ, 1))))).containsExactly(3L, 4L);
    }

    @Test
    void knowsTheEmptyConjunctionAndDisjunction() {
        assertThat(books(Predicate.TRUE)).hasSize(4);
        assertThat(books(Predicate.FALSE)).isEmpty();
        assertThat(books(all(any(), is(PAGES, GT, 1)))).isEmpty();
        assertThat(books(any(all(), is(PAGES, GT, 1)))).hasSize(4);
    }

    @Test
    void matchesWildcardsLiterally() {
        assertThat(books(is(TITLE, CONTAINS, "50%_"))).containsExactly(2L);
        assertThat(books(is(TITLE, STARTS_WITH, "The 50%"))).containsExactly(2L);
        assertThat(books(is(TITLE, ENDS_WITH, "_ Island"))).containsExactly(2L);
        assertThat(books(is(TITLE, LIKE, "The 50__ %"))).containsExactly(2L, 3L);
        assertThat(books(is(TITLE, LIKE, "The 50\\%\\_ %"))).containsExactly(2L);
        assertThat(books(is(TITLE, CONTAINS, "\\"))).isEmpty();
    }

    @Test
    void ignoresCaseWhereAskedAndWhereTheColumnDoes() {
        assertThat(books(is(TITLE, CONTAINS, "WAVES"))).isEmpty();
        assertThat(books(ignoringCase(TITLE, CONTAINS, "WAVES"))).containsExactly(4L);
        assertThat(books(ignoringCase(TITLE, CONTAINS, "50%_ iSLAND"))).containsExactly(2L);
        assertThat(books(ignoringCase(TITLE, EQ, "the waves"))).containsExactly(4L);
        assertThat(books(ignoringCase(TITLE, NE, "the waves"))).containsExactly(1L, 2L, 3L);
        assertThat(books(ignoringCase(TITLE, IN, "THE WAVES", "20,000 LEAGUES")))
                .containsExactly(1L, 4L);
        assertThat(authors(is(EMAIL, EQ, "JULES@nantes.FR"))).containsExactly(1L);
        assertThat(authors(is(EMAIL, IN, "JULES@nantes.FR"))).containsExactly(1L);
        assertThat(authors(is(EMAIL, CONTAINS, "LONDON"))).containsExactly(2L);
    }

    @Test
    void followsReferencesAlsoWhereTheyAreMissing() {
        Path editor = path(Book.EDITOR, Author.class, "name");
        assertThat(books(is(editor, EQ, "Verne"))).containsExactly(3L, 4L);
        assertThat(books(is(editor, NE, "Verne"))).containsExactly(1L, 2L);
        Query byEditor = query(Book.class).orderBy(List.of(desc(editor), asc(ID)));
        assertThat(library.select(Select.of("", byEditor, List.of(ID, editor))))
                .containsExactly(
                        Arrays.asList(2L, null), List.of(1L, "Woolf"), List.of(3L, "Verne"), List.of(4L, "Verne"));
    }

    @Test
    void asksAboutRelatedRows() {
        Query longBooks = query(Book.class).where(is(PAGES, GT, 500));
        assertThat(authors(exists(Author.BOOKS, longBooks))).containsExactly(1L);
        assertThat(authors(not(exists(Author.BOOKS, longBooks)))).containsExactly(2L, 3L);
        Query sky = query(Tag.class).where(is(path(Tag.class, "name"), EQ, "sky"));
        assertThat(books(exists(Book.TAGS, sky))).containsExactly(1L);
        assertThat(authors(exists(Author.BOOKS, query(Book.class).where(exists(Book.TAGS, sky)))))
                .containsExactly(1L);
        assertThat(ids(Reader.class, exists(Reader.LOANS, query(Book.class).where(is(TITLE, EQ, "The Waves")))))
                .containsExactly(1L);
    }

    @Test
    void countsALimitForEachRowInAConditionOnRelatedRows() {
        Query shortest = query(Book.class).orderBy(List.of(asc(PAGES))).limit(1);
        assertThat(authors(exists(Author.BOOKS, shortest.where(is(PAGES, EQ, 300)))))
                .containsExactly(2L);
        assertThat(authors(exists(Author.BOOKS, shortest.where(is(PAGES, EQ, 600)))))
                .isEmpty();
        assertThat(authors(exists(Author.BOOKS, query(Book.class).offset(1)))).containsExactly(1L);
        assertThat(ids(Reader.class, exists(Reader.LOANS, query(Book.class).offset(2))))
                .isEmpty();
        assertThat(authors(exists(Author.BOOKS, query(Book.class).limit(0)))).isEmpty();
    }

    @Test
    void findsTheRowsOfOneOwner() {
        assertThat(books(ownedBy(Author.BOOKS, 1L))).containsExactly(1L, 2L, 3L);
        assertThat(ids(Tag.class, ownedBy(Book.TAGS, 1L))).containsExactly(1L, 2L);
        assertThat(books(ownedBy(Reader.LOANS, 1L))).containsExactly(1L, 4L);
        Path article = path(Line.class, "article");
        Query lines = query(Line.class).where(ownedBy(Order.LINES, 1L, 1L)).orderBy(List.of(asc(article)));
        assertThat(library.select(Select.of("", lines, List.of(article))))
                .containsExactly(List.of("ink"), List.of("pen"));
    }

    @Test
    void filtersWhatALimitLeaves() {
        Query longest = query(Book.class).orderBy(List.of(desc(PAGES))).limit(2);
        assertThat(column(longest.where(is(PAGES, LT, 650)), ID)).containsExactly(1L);
        assertThat(column(longest.where(is(PAGES, LT, 250)), ID)).isEmpty();
        assertThat(column(longest.offset(1), ID)).containsExactly(1L);
        assertThat(column(longest.orderBy(List.of(asc(PAGES))).limit(1), ID)).containsExactly(1L);
        assertThat(library.select(Select.of("", longest.limit(9), List.of(Aggregate.countRows()))))
                .containsExactly(List.of(2L));
    }

    @Test
    void aggregatesInTheTypesOfTheContract() {
        List<Aggregate> all = List.of(
                Aggregate.countRows(),
                new Aggregate(Function.COUNT, PRICE, false),
                new Aggregate(Function.COUNT, PRICE, true),
                new Aggregate(Function.SUM, PAGES, false),
                new Aggregate(Function.SUM, ID, false),
                new Aggregate(Function.SUM, PRICE, false),
                new Aggregate(Function.AVG, PAGES, false),
                new Aggregate(Function.MIN, TITLE, false),
                new Aggregate(Function.MAX, MOOD, false),
                new Aggregate(Function.MIN, PRICE, false));
        assertThat(library.select(Select.of("", query(Book.class), all)))
                .containsExactly(List.of(
                        4L,
                        3L,
                        2L,
                        1800L,
                        new BigDecimal("10"),
                        new BigDecimal("28.50"),
                        450.0,
                        "20,000 Leagues",
                        Mood.WILD,
                        new BigDecimal("8.00")));
        assertThat(library.select(Select.of("", query(Book.class).where(Predicate.FALSE), all))
                        .get(0))
                .containsExactly(0L, 0L, 0L, null, null, null, null, null, null, null);
    }

    @Test
    void groups() {
        Path author = path(Book.AUTHOR, Author.class, "name");
        Query query = query(Book.class).orderBy(List.of(desc(author)));
        Select select = new Select("", query, List.of(author, Aggregate.countRows()), List.of(author), false, null);
        assertThat(library.select(select)).containsExactly(List.of("Woolf", 1L), List.of("Verne", 3L));
    }

    @Test
    void answersEqualValuesOnceAsTheDatabaseComparesThem() {
        Select prices =
                new Select("", query(Book.class).orderBy(List.of(asc(PRICE))), List.of(PRICE), List.of(), true, null);
        assertThat(library.select(prices))
                .containsExactly(
                        List.of(new BigDecimal("8.00")), List.of(new BigDecimal("12.50")), Arrays.asList((Object)
                                null));
    }

    @Test
    void takesAHundredThousandValuesInOneStatement() {
        List<Object> many =
                LongStream.rangeClosed(2, 100_001).<Object>mapToObj(id -> id).toList();
        library.statements();
        assertThat(books(new Predicate.Comparison(ID, IN, many, false))).containsExactly(2L, 3L, 4L);
        assertThat(books(new Predicate.Comparison(ID, NOT_IN, many, false))).containsExactly(1L);
        List<List<Object>> keys = LongStream.rangeClosed(2, 100_001)
                .mapToObj(id -> List.<Object>of(1L, id, 1))
                .toList();
        Predicate lines = new Predicate.KeyIn(attributes(Line.class, "tenantId", "orderId", "number"), keys);
        assertThat(library.select(Select.of("", query(Line.class).where(lines), List.of(path(Line.class, "orderId")))))
                .containsExactly(List.of(2L));
        assertThat(library.statements()).hasSize(3);
    }

    @Test
    void signalsAValueThatCannotBeStoredWithoutSendingAnything() {
        library.statements();
        assertThatThrownBy(() -> books(is(TITLE, EQ, "a\0b")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("Book.title");
        assertThat(library.statements()).isEmpty();
    }

    private static List<Object> books(Predicate predicate) {
        return ids(Book.class, predicate);
    }

    private static List<Object> authors(Predicate predicate) {
        return ids(Author.class, predicate);
    }

    private static List<Object> ids(Class<?> record, Predicate predicate) {
        Path id = path(record, "id");
        return column(query(record).where(predicate).orderBy(List.of(asc(id))), id);
    }

    private static List<Object> column(Query query, Path path) {
        return library.select(Select.of("", query, List.of(path))).stream()
                .map(row -> row.get(0))
                .toList();
    }
}
