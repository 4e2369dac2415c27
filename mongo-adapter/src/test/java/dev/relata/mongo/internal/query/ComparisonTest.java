package dev.relata.mongo.internal.query;

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
import static dev.relata.mongo.Library.all;
import static dev.relata.mongo.Library.any;
import static dev.relata.mongo.Library.ignoringCase;
import static dev.relata.mongo.Library.is;
import static dev.relata.mongo.Library.not;
import static dev.relata.mongo.Library.path;
import static dev.relata.mongo.internal.query.Translations.filter;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.InvalidValueException;
import dev.relata.mongo.Library.Book;
import dev.relata.mongo.Library.Mood;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

/** Every operator, as a filter. */
class ComparisonTest {

    private static final Path ID = path(Book.class, "id");
    private static final Path TITLE = path(Book.class, "title");
    private static final Path PAGES = path(Book.class, "pages");
    private static final Path PRICE = path(Book.class, "price");
    private static final Path MOOD = path(Book.class, "mood");

    @Test
    void comparesWithOneValue() {
        assertThat(book(is(PAGES, EQ, 7))).isEqualTo("{pages: 7}");
        assertThat(book(is(PAGES, NE, 7))).isEqualTo("{pages: {$ne: 7}}");
        assertThat(book(is(PAGES, LT, 7))).isEqualTo("{pages: {$lt: 7}}");
        assertThat(book(is(PAGES, LTE, 7))).isEqualTo("{pages: {$lte: 7}}");
        assertThat(book(is(PAGES, GT, 7))).isEqualTo("{pages: {$gt: 7}}");
        assertThat(book(is(PAGES, GTE, 7))).isEqualTo("{pages: {$gte: 7}}");
        assertThat(book(is(PAGES, BETWEEN, 7, 9))).isEqualTo("{pages: {$gte: 7, $lte: 9}}");
    }

    @Test
    void comparesWithManyValues() {
        assertThat(book(is(TITLE, IN, "a", "b"))).isEqualTo("{title: {$in: [\"a\", \"b\"]}}");
        assertThat(book(is(TITLE, NOT_IN, "a", "b"))).isEqualTo("{title: {$nin: [\"a\", \"b\"]}}");
    }

    @Test
    void takesAMissingFieldForNull() {
        assertThat(book(is(PRICE, IS_NULL))).isEqualTo("{price: null}");
        assertThat(book(is(PRICE, IS_NOT_NULL))).isEqualTo("{price: {$ne: null}}");
    }

    @Test
    void callsTheIdByItsName() {
        assertThat(book(is(ID, EQ, 1L))).isEqualTo("{_id: 1}");
    }

    @Test
    void keepsValuesInTheTypesOfBson() {
        assertThat(book(is(PRICE, EQ, new BigDecimal("1.50")))).isEqualTo("{price: NumberDecimal(\"1.50\")}");
        assertThat(book(is(MOOD, EQ, Mood.WILD))).isEqualTo("{mood: \"WILD\"}");
    }

    @Test
    void matchesTextByRegularExpressions() {
        assertThat(book(is(TITLE, CONTAINS, "50%_"))).isEqualTo("{title: {$regex: \"50%_\", $options: \"s\"}}");
        assertThat(book(is(TITLE, CONTAINS, "a.b*"))).isEqualTo("{title: {$regex: \"a\\\\.b\\\\*\", $options: \"s\"}}");
        assertThat(book(is(TITLE, STARTS_WITH, "a"))).isEqualTo("{title: {$regex: \"^a\", $options: \"s\"}}");
        assertThat(book(is(TITLE, ENDS_WITH, "a"))).isEqualTo("{title: {$regex: \"a\\\\z\", $options: \"s\"}}");
        assertThat(book(is(TITLE, LIKE, "a_%\\%"))).isEqualTo("{title: {$regex: \"^a..*%\\\\z\", $options: \"s\"}}");
    }

    @Test
    void matchesTextWithoutRegardToCase() {
        assertThat(book(ignoringCase(TITLE, CONTAINS, "Sea")))
                .isEqualTo("{title: {$regex: \"Sea\", $options: \"is\"}}");
        assertThat(book(ignoringCase(TITLE, EQ, "Sea")))
                .isEqualTo("{title: {$regex: \"^Sea\\\\z\", $options: \"is\"}}");
        assertThat(book(ignoringCase(TITLE, NE, "Sea")))
                .isEqualTo("{title: {$not: {$regex: \"^Sea\\\\z\", $options: \"is\"}}}");
    }

    @Test
    void refusesToLookForNul() {
        assertThatThrownBy(() -> book(is(TITLE, CONTAINS, "a\0b")))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("Book.title")
                .hasMessageContaining("NUL");
    }

    @Test
    void joinsConditions() {
        Predicate long1 = is(PAGES, GT, 7);
        Predicate sea = is(TITLE, EQ, "sea");
        assertThat(book(all(long1, sea))).isEqualTo("{pages: {$gt: 7}, title: \"sea\"}");
        assertThat(book(all(long1, is(PAGES, LT, 9)))).isEqualTo("{$and: [{pages: {$gt: 7}}, {pages: {$lt: 9}}]}");
        assertThat(book(any(long1, sea))).isEqualTo("{$or: [{pages: {$gt: 7}}, {title: \"sea\"}]}");
        assertThat(book(not(sea))).isEqualTo("{$nor: [{title: \"sea\"}]}");
    }

    @Test
    void knowsWhatIsAlwaysTrueAndNever() {
        assertThat(book(Predicate.TRUE)).isEqualTo("{}");
        assertThat(book(Predicate.FALSE)).isEqualTo("{_id: {$in: []}}");
        assertThat(book(not(Predicate.TRUE))).isEqualTo("{_id: {$in: []}}");
        assertThat(book(any(Predicate.TRUE, is(PAGES, EQ, 7)))).isEqualTo("{}");
    }

    private static String book(Predicate predicate) {
        return filter(Book.class, predicate);
    }
}
