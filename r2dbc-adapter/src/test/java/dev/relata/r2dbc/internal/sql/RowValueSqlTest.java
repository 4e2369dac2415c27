package dev.relata.r2dbc.internal.sql;

import static dev.relata.r2dbc.Library.attribute;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.not;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.error.RefusedException;
import dev.relata.model.Arithmetic;
import dev.relata.model.Operator;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.internal.sql.statement.Bind;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.Calculation;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.RowValue;
import dev.relata.spi.Select;
import dev.relata.spi.Update;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowValueSqlTest {

    private static final SqlRenderer RENDERER = new SqlRenderer();
    private static final RowValue PAGES = stored("pages");
    private static final RowValue ONE = new RowValue.Constant(attribute(Book.class, "pages"), 1);
    private static final RowValue PRICE = stored("price");
    private static final RowValue TENTH = new RowValue.Constant(attribute(Book.class, "price"), new BigDecimal("0.1"));

    @Test
    void aNumberIsCalculatedInItsColumn() {
        assertThat(set("pages", plus(PAGES, ONE))).isEqualTo("\"pages\" = (t0.\"pages\" + $1::integer)");
        assertThat(set("editorId", plus(stored("editorId"), new RowValue.Constant(attribute(Book.class, "id"), 1L))))
                .isEqualTo("\"editor_id\" = (t0.\"editor_id\" + $1::bigint)");
        assertThat(set("price", plus(PRICE, TENTH))).isEqualTo("\"price\" = (t0.\"price\" + $1::numeric)");
    }

    @Test
    void ofACalculationOfCalculationsOnlyTheResultMustFit() {
        assertThat(set("pages", plus(plus(PAGES, ONE), PAGES)))
                .isEqualTo("\"pages\" = ((t0.\"pages\"::numeric + $1::numeric) + t0.\"pages\"::numeric)");
    }

    @Test
    void aColumnTakesAnotherItsDefaultOrTheTime() {
        assertThat(set("editorId", stored("authorId"))).isEqualTo("\"editor_id\" = t0.\"author_id\"");
        assertThat(set("pages", new RowValue.ColumnDefault(attribute(Book.class, "pages"))))
                .isEqualTo("\"pages\" = DEFAULT");
        assertThat(set("title", new RowValue.Now(attribute(Book.class, "title"))))
                .isEqualTo("\"title\" = now()");
    }

    @Test
    void twoColumnsAreComparedAsTheyAre() {
        assertThat(where(new Predicate.Compared(PAGES, Operator.GTE, PAGES))).isEqualTo("t0.\"pages\" >= t0.\"pages\"");
        assertThat(where(not(new Predicate.Compared(PAGES, Operator.EQ, PAGES))))
                .isEqualTo("(t0.\"pages\" = t0.\"pages\") IS NOT TRUE");
    }

    @Test
    void whatIsCalculatedForAComparisonIsExact() {
        assertThat(where(new Predicate.Compared(PRICE, Operator.GT, times(PRICE, TENTH))))
                .isEqualTo("t0.\"price\" > (t0.\"price\" * $1::numeric)");
        assertThat(where(new Predicate.Compared(plus(PAGES, ONE), Operator.LT, PAGES)))
                .isEqualTo("(t0.\"pages\"::numeric + $1::numeric) < t0.\"pages\"");
    }

    @Test
    void elementsAreBoundAsOneArray() {
        assertThat(where(is(path(Book.class, "keywords"), Operator.CONTAINS_ALL, "a")))
                .isEqualTo("t0.\"keywords\" @> $1::text[]");
        assertThat(where(is(path(Book.class, "keywords"), Operator.OVERLAPS, "a", "b")))
                .isEqualTo("t0.\"keywords\" && $1::text[]");
        assertThatThrownBy(() -> where(is(path(Book.class, "title"), Operator.OVERLAPS, "a")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("Book.title is stored as varchar(40), not as an array");
    }

    @Test
    void aConfigurationIsAName() {
        assertThat(where(is(path(Book.class, "title"), Operator.MATCHES, "fox")))
                .isEqualTo("to_tsvector(t0.\"title\") @@ plainto_tsquery($1::varchar)");
        assertThat(where(is(path(Book.class, "title"), Operator.MATCHES, "fox", "english")))
                .isEqualTo("to_tsvector('english'::regconfig, t0.\"title\")"
                        + " @@ plainto_tsquery('english'::regconfig, $1::varchar)");
    }

    @Test
    void aPathOfJsonNeedsJson() {
        assertThatThrownBy(() -> where(is(path(Book.class, "title"), Operator.JSON_EQUALS, List.of("a"), "b")))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(
                        "Book.title is stored as varchar(40): json(…) needs a column of type jsonb or json");
    }

    @Test
    void theTextDependsOnTheShapeAlone() {
        assertThat(RENDERER.write(update("pages", plus(PAGES, ONE))).binds())
                .extracting(Bind::value)
                .containsExactly(1);
    }

    private static RowValue stored(String name) {
        return path(Book.class, name);
    }

    private static RowValue plus(RowValue left, RowValue right) {
        return new Calculation(left, Arithmetic.PLUS, right);
    }

    private static RowValue times(RowValue left, RowValue right) {
        return new Calculation(left, Arithmetic.TIMES, right);
    }

    private static String set(String name, RowValue to) {
        return RENDERER.write(update(name, to)).text().split(" SET ", 2)[1].split(" WHERE ", 2)[0];
    }

    private static WriteRequest update(String name, RowValue to) {
        Query all = query(Book.class);
        return WriteRequest.of(
                new Update("", all, List.of(new Update.Change(attribute(Book.class, name), to))), List.of());
    }

    private static String where(Predicate predicate) {
        Select select = Select.of("", query(Book.class).where(predicate), List.of(path(Book.class, "id")));
        return RENDERER.cursor(select).text().split(" WHERE ", 2)[1];
    }
}
