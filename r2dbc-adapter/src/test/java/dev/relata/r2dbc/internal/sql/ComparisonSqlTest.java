package dev.relata.r2dbc.internal.sql;

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
import static dev.relata.r2dbc.Library.ignoringCase;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.not;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.Library.Mood;
import dev.relata.r2dbc.internal.sql.statement.Bind;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Select;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComparisonSqlTest {

    private static final Path TITLE = path(Book.class, "title");
    private static final Path PAGES = path(Book.class, "pages");
    private static final Path MOOD = path(Book.class, "mood");
    private static final Path KEYWORDS = path(Book.class, "keywords");
    private static final Path EMAIL = path(Author.class, "email");

    @Test
    void comparesWithOneBoundValue() {
        assertThat(where(is(PAGES, EQ, 3))).isEqualTo("t0.\"pages\" = $1::integer");
        assertThat(where(is(PAGES, LT, 3))).isEqualTo("t0.\"pages\" < $1::integer");
        assertThat(where(is(PAGES, LTE, 3))).isEqualTo("t0.\"pages\" <= $1::integer");
        assertThat(where(is(PAGES, GT, 3))).isEqualTo("t0.\"pages\" > $1::integer");
        assertThat(where(is(PAGES, GTE, 3))).isEqualTo("t0.\"pages\" >= $1::integer");
        assertThat(where(is(PAGES, BETWEEN, 3, 4))).isEqualTo("t0.\"pages\" BETWEEN $1::integer AND $2::integer");
        assertThat(sql(is(PAGES, BETWEEN, 3, 4)).binds())
                .extracting(Bind::value)
                .containsExactly(3, 4);
    }

    @Test
    void castsValuesOfTypesThatTravelAsText() {
        assertThat(where(is(MOOD, EQ, Mood.CALM))).isEqualTo("t0.\"mood\" = $1::text::mood");
        assertThat(where(is(EMAIL, EQ, "a@b"))).isEqualTo("t0.\"email\" = $1::text::citext");
        assertThat(where(is(TITLE, EQ, "Sea"))).isEqualTo("t0.\"title\" = $1::varchar");
        assertThat(where(is(KEYWORDS, EQ, (Object) new String[] {"a"}))).isEqualTo("t0.\"keywords\" = $1::text[]");
    }

    @Test
    void isTrueOfNullsWhereNotEqual() {
        assertThat(where(is(PAGES, NE, 3))).isEqualTo("t0.\"pages\" IS DISTINCT FROM $1::integer");
        assertThat(where(is(PAGES, NOT_IN, 3, 4))).isEqualTo("(t0.\"pages\" = ANY ($1::integer[])) IS NOT TRUE");
    }

    @Test
    void asksForNulls() {
        assertThat(where(is(MOOD, IS_NULL))).isEqualTo("t0.\"mood\" IS NOT DISTINCT FROM NULL");
        assertThat(where(is(MOOD, IS_NOT_NULL))).isEqualTo("t0.\"mood\" IS DISTINCT FROM NULL");
    }

    @Test
    void bindsTheValuesOfAnInAsOneArray() {
        assertThat(where(is(PAGES, IN, 3, 4, 5))).isEqualTo("t0.\"pages\" = ANY ($1::integer[])");
        assertThat(where(is(MOOD, IN, Mood.CALM))).isEqualTo("t0.\"mood\" = ANY ($1::text[]::mood[])");
        assertThat(where(is(KEYWORDS, IN, new String[] {"a"}, new String[] {"b"})))
                .isEqualTo("t0.\"keywords\" = ANY (SELECT u.c0::text[] FROM unnest($1::text[]) AS u(c0))");
        Sql sql = sql(new Predicate.Comparison(PAGES, IN, Collections.nCopies(100_000, 1), false));
        assertThat(sql.binds()).singleElement().satisfies(bind -> {
            assertThat(bind.array()).isTrue();
            assertThat(bind.values()).hasSize(100_000);
        });
    }

    @Test
    void matchesTextsLiterallyAndPatternsAsTheyAre() {
        assertThat(where(is(TITLE, LIKE, "a%\\_"))).isEqualTo("t0.\"title\" LIKE $1::varchar");
        assertThat(pattern(is(TITLE, LIKE, "a%\\_"))).isEqualTo("a%\\_");
        assertThat(pattern(is(TITLE, CONTAINS, "50%_\\"))).isEqualTo("%50\\%\\_\\\\%");
        assertThat(pattern(is(TITLE, STARTS_WITH, "50%"))).isEqualTo("50\\%%");
        assertThat(pattern(is(TITLE, ENDS_WITH, "_x"))).isEqualTo("%\\_x");
        assertThat(where(is(EMAIL, CONTAINS, "x"))).isEqualTo("t0.\"email\" LIKE $1::varchar");
    }

    @Test
    void makesBothSidesLowerCaseToIgnoreCase() {
        assertThat(where(ignoringCase(TITLE, EQ, "Sea"))).isEqualTo("lower(t0.\"title\") = lower($1::varchar)");
        assertThat(where(ignoringCase(TITLE, NE, "Sea")))
                .isEqualTo("lower(t0.\"title\") IS DISTINCT FROM lower($1::varchar)");
        assertThat(where(ignoringCase(TITLE, CONTAINS, "Sea")))
                .isEqualTo("lower(t0.\"title\") LIKE lower($1::varchar)");
        assertThat(where(ignoringCase(TITLE, BETWEEN, "A", "B")))
                .isEqualTo("lower(t0.\"title\") BETWEEN lower($1::varchar) AND lower($2::varchar)");
        assertThat(where(ignoringCase(TITLE, IN, "A", "B")))
                .isEqualTo("lower(t0.\"title\") = ANY (SELECT lower(u.c0) FROM unnest($1::varchar[]) AS u(c0))");
    }

    @Test
    void joinsConditionsWithParentheses() {
        Predicate few = is(PAGES, LT, 3);
        Predicate many = is(PAGES, GT, 9);
        assertThat(where(all(few, many))).isEqualTo("t0.\"pages\" < $1::integer AND t0.\"pages\" > $2::integer");
        assertThat(where(any(few, many))).isEqualTo("(t0.\"pages\" < $1::integer OR t0.\"pages\" > $2::integer)");
        assertThat(where(all(few, any(many, all(few, many)))))
                .isEqualTo("t0.\"pages\" < $1::integer AND (t0.\"pages\" > $2::integer"
                        + " OR (t0.\"pages\" < $3::integer AND t0.\"pages\" > $4::integer))");
        assertThat(where(not(any(few, many))))
                .isEqualTo("((t0.\"pages\" < $1::integer OR t0.\"pages\" > $2::integer)) IS NOT TRUE");
        assertThat(where(not(is(MOOD, EQ, Mood.WILD)))).isEqualTo("(t0.\"mood\" = $1::text::mood) IS NOT TRUE");
    }

    @Test
    void knowsWhatIsAlwaysTrueAndWhatNever() {
        assertThat(sql(Predicate.TRUE).text()).doesNotContain("WHERE");
        assertThat(where(Predicate.FALSE)).isEqualTo("FALSE");
        assertThat(where(any(Predicate.TRUE, Predicate.FALSE))).isEqualTo("(TRUE OR FALSE)");
        assertThat(where(not(Predicate.TRUE))).isEqualTo("(TRUE) IS NOT TRUE");
    }

    private static String pattern(Predicate predicate) {
        return String.valueOf(sql(predicate).binds().get(0).value());
    }

    private static String where(Predicate predicate) {
        return sql(predicate).text().split(" WHERE ", 2)[1];
    }

    private static Sql sql(Predicate predicate) {
        Class<?> record =
                predicate instanceof Predicate.Comparison one && one.path().equals(EMAIL) ? Author.class : Book.class;
        return new SqlRenderer().cursor(Select.of("Book", query(record).where(predicate), List.of(path(record, "id"))));
    }
}
