package dev.relata.r2dbc.internal.sql;

import static dev.relata.model.Operator.EQ;
import static dev.relata.model.Operator.GT;
import static dev.relata.r2dbc.Library.asc;
import static dev.relata.r2dbc.Library.desc;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.model.Aggregation.Function;
import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.Library.Line;
import dev.relata.r2dbc.Library.Mood;
import dev.relata.r2dbc.internal.dialect.Identifiers;
import dev.relata.r2dbc.internal.sql.statement.Bind;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.statement.SqlType;
import dev.relata.spi.Aggregate;
import dev.relata.spi.Expression;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectSqlTest {

    private static final Path ID = path(Book.class, "id");
    private static final Path TITLE = path(Book.class, "title");
    private static final Path PAGES = path(Book.class, "pages");
    private static final Path PRICE = path(Book.class, "price");
    private static final Path MOOD = path(Book.class, "mood");
    private static final Path AUTHOR_NAME = path(Book.AUTHOR, Author.class, "name");
    private static final Query BOOKS = query(Book.class);

    @Test
    void answersAColumnForEachAttribute() {
        assertThat(render(Select.rows("Book", BOOKS)))
                .isEqualTo("SELECT t0.\"id\", t0.\"author_id\", t0.\"editor_id\", t0.\"title\","
                        + " t0.\"pages\", t0.\"price\", t0.\"mood\"::text, t0.\"keywords\" FROM \"books\" AS t0");
    }

    @Test
    void bindsAValueSinceTheDriverAsksForBinaryOnlyThen() {
        Select all = Select.of("", BOOKS, List.of(ID));
        assertThat(new SqlRenderer().select(all).text())
                .isEqualTo("SELECT t0.\"id\" FROM \"books\" AS t0 OFFSET $1::bigint");
        assertThat(new SqlRenderer().cursor(all).text()).isEqualTo("SELECT t0.\"id\" FROM \"books\" AS t0");
        assertThat(new SqlRenderer()
                        .select(Select.of("", BOOKS.limit(3), List.of(ID)))
                        .text())
                .endsWith(" LIMIT $1::bigint");
    }

    @Test
    void placesNullsOnlyWhereThereCanBeSome() {
        Query ordered = BOOKS.orderBy(List.of(desc(TITLE), asc(PRICE), desc(AUTHOR_NAME), asc(ID)));
        assertThat(render(Select.of("", ordered, List.of(ID))))
                .isEqualTo("SELECT t0.\"id\" FROM \"books\" AS t0"
                        + " LEFT JOIN \"authors\" AS t1 ON t1.\"id\" = t0.\"author_id\""
                        + " ORDER BY t0.\"title\" DESC, t0.\"price\" ASC NULLS LAST,"
                        + " t1.\"name\" DESC NULLS FIRST, t0.\"id\" ASC");
    }

    @Test
    void joinsEachStepOnceWhereverItIsNamed() {
        Path editor = path(Book.EDITOR, Author.class, "name");
        Query query = BOOKS.where(is(AUTHOR_NAME, EQ, "Verne"))
                .where(is(editor, EQ, "Hetzel"))
                .orderBy(List.of(asc(AUTHOR_NAME)));
        assertThat(render(Select.of("", query, List.of(AUTHOR_NAME, path(Book.AUTHOR, Author.class, "email")))))
                .isEqualTo(
                        "SELECT t1.\"name\", t1.\"email\"::text FROM \"books\" AS t0"
                                + " LEFT JOIN \"authors\" AS t1 ON t1.\"id\" = t0.\"author_id\""
                                + " LEFT JOIN \"authors\" AS t2 ON t2.\"id\" = t0.\"editor_id\""
                                + " WHERE t1.\"name\" = $1::varchar AND t2.\"name\" = $2::varchar ORDER BY t1.\"name\" ASC NULLS LAST");
    }

    @Test
    void bindsBounds() {
        assertThat(render(Select.of("", BOOKS.limit(5), List.of(ID)))).endsWith(" AS t0 LIMIT $1::bigint");
        Sql sql = new SqlRenderer().select(Select.of("", BOOKS.offset(3).limit(5), List.of(ID)));
        assertThat(sql.text()).endsWith(" AS t0 LIMIT $1::bigint OFFSET $2::bigint");
        assertThat(sql.binds()).extracting(Bind::value).containsExactly(5L, 3L);
        assertThat(render(Select.of("", BOOKS.offset(3), List.of(ID)))).endsWith(" AS t0 OFFSET $1::bigint");
    }

    @Test
    void restrictsTheRowsThatALimitLeaves() {
        Query cheap = BOOKS.orderBy(List.of(asc(PRICE))).limit(5).where(is(PAGES, GT, 600));
        assertThat(render(Select.of("", cheap, List.of(ID))))
                .isEqualTo("SELECT t0.\"id\" FROM (SELECT "
                        + Names.columns("t1", BOOKS.type().attributes())
                        + " FROM \"books\" AS t1 ORDER BY t1.\"price\" ASC NULLS LAST LIMIT $1::bigint) AS t0"
                        + " WHERE t0.\"pages\" > $2::integer ORDER BY t0.\"price\" ASC NULLS LAST");
    }

    @Test
    void castsAggregatesToTheTypesOfTheContract() {
        assertThat(aggregate(Aggregate.countRows())).isEqualTo("count(*)");
        assertThat(aggregate(new Aggregate(Function.COUNT, PRICE, true))).isEqualTo("count(DISTINCT t0.\"price\")");
        assertThat(aggregate(over(Function.SUM, PAGES))).isEqualTo("sum(t0.\"pages\")::bigint");
        assertThat(aggregate(over(Function.SUM, ID))).isEqualTo("sum(t0.\"id\")::numeric");
        assertThat(aggregate(over(Function.SUM, PRICE))).isEqualTo("sum(t0.\"price\")::numeric");
        assertThat(aggregate(over(Function.AVG, PAGES)))
                .isEqualTo("(sum(t0.\"pages\") * 1::numeric(41, 40) / count(t0.\"pages\"))::float8");
        assertThat(aggregate(over(Function.MAX, PAGES))).isEqualTo("max(t0.\"pages\")::integer");
        assertThat(aggregate(over(Function.MIN, TITLE))).isEqualTo("min(t0.\"title\")::varchar");
        assertThat(aggregate(over(Function.MIN, MOOD))).isEqualTo("min(t0.\"mood\")::mood::text");
        Sql sum = new SqlRenderer().select(Select.of("", BOOKS, List.of(over(Function.SUM, ID))));
        assertThat(sum.columns()).extracting(SqlType::javaType).containsExactly(BigDecimal.class);
    }

    @Test
    void aggregatesTheRowsThatALimitLeavesInNoOrder() {
        Query cheap = BOOKS.orderBy(List.of(asc(ID))).limit(5);
        assertThat(render(Select.of("", cheap, List.of(Aggregate.countRows()))))
                .isEqualTo("SELECT count(*) FROM (SELECT "
                        + Names.columns("t1", BOOKS.type().attributes())
                        + " FROM \"books\" AS t1 ORDER BY t1.\"id\" ASC LIMIT $1::bigint) AS t0");
        assertThat(render(Select.of("", BOOKS.orderBy(List.of(asc(ID))), List.of(Aggregate.countRows()))))
                .doesNotContain("ORDER BY");
    }

    @Test
    void groupsByPathsAndOrdersByThemAlone() {
        Query ordered = BOOKS.orderBy(List.of(asc(AUTHOR_NAME), asc(ID)));
        Select select = new Select(
                "", ordered, List.of(AUTHOR_NAME, over(Function.MAX, PAGES)), List.of(AUTHOR_NAME), false, null);
        assertThat(render(select))
                .isEqualTo("SELECT t1.\"name\", max(t0.\"pages\")::integer FROM \"books\" AS t0"
                        + " LEFT JOIN \"authors\" AS t1 ON t1.\"id\" = t0.\"author_id\""
                        + " GROUP BY t1.\"name\" ORDER BY t1.\"name\" ASC NULLS LAST");
    }

    @Test
    void comparesDistinctAnswersByValue() {
        assertThat(render(distinct(BOOKS.orderBy(List.of(desc(MOOD))), TITLE, MOOD)))
                .isEqualTo("SELECT d.c0, d.c1::text FROM (SELECT DISTINCT t0.\"title\" AS c0,"
                        + " t0.\"mood\" AS c1 FROM \"books\" AS t0) AS d ORDER BY d.c1 DESC NULLS FIRST");
        assertThat(render(distinct(BOOKS.limit(3), TITLE))).contains("LIMIT $1::bigint) AS t0) AS d");
    }

    @Test
    void leavesOutDistinctWhereTheIdIsAnswered() {
        assertThat(render(distinct(BOOKS, TITLE, ID))).doesNotContain("DISTINCT");
        assertThat(render(distinct(query(Line.class), path(Line.class, "tenantId"), path(Line.class, "orderId"))))
                .contains("DISTINCT");
    }

    @Test
    void refusesToOrderDistinctAnswersByWhatIsNotAmongThem() {
        assertThatThrownBy(() -> render(distinct(BOOKS.orderBy(List.of(asc(PAGES))), TITLE)))
                .hasMessageContaining("Book.pages");
    }

    @Test
    void locksTheRowsOfTheQueryAlone() {
        Query ordered = BOOKS.where(is(AUTHOR_NAME, EQ, "Verne")).orderBy(List.of(asc(ID)));
        assertThat(render(Select.of("", ordered, List.of(ID)).lock()))
                .isEqualTo("SELECT t0.\"id\" FROM \"books\" AS t0"
                        + " LEFT JOIN \"authors\" AS t1 ON t1.\"id\" = t0.\"author_id\""
                        + " WHERE t1.\"name\" = $1::varchar ORDER BY t0.\"id\" ASC FOR UPDATE OF t0");
    }

    @Test
    void locksNoGroups() {
        Select count = Select.of("Book", BOOKS, List.of(Aggregate.countRows()));
        assertThatThrownBy(count::lock).hasMessageContaining("no row to lock");
    }

    @Test
    void hasTheSameTextWhateverTheValues() {
        Query one =
                BOOKS.where(is(MOOD, dev.relata.model.Operator.IN, Mood.CALM)).limit(1);
        Query other = BOOKS.where(is(MOOD, dev.relata.model.Operator.IN, Mood.WILD, Mood.CALM))
                .limit(9);
        assertThat(render(Select.rows("", one))).isEqualTo(render(Select.rows("", other)));
    }

    @Test
    void quotesWhateverTheModelCallsThings() {
        assertThat(Identifiers.quote("a\"; DROP TABLE x --")).isEqualTo("\"a\"\"; DROP TABLE x --\"");
    }

    private static Select distinct(Query query, Path... columns) {
        return new Select("label", query, List.of(columns), List.of(), true, null);
    }

    private static Aggregate over(Function function, Path path) {
        return new Aggregate(function, path, false);
    }

    private static String aggregate(Expression expression) {
        String text = render(Select.of("", BOOKS, List.of(expression)));
        return text.substring("SELECT ".length(), text.indexOf(" FROM"));
    }

    private static String render(Select select) {
        return new SqlRenderer().cursor(select).text();
    }
}
