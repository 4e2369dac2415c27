package dev.relata.r2dbc.internal.sql;

import static dev.relata.model.Operator.EQ;
import static dev.relata.model.Operator.GT;
import static dev.relata.r2dbc.Library.asc;
import static dev.relata.r2dbc.Library.attributes;
import static dev.relata.r2dbc.Library.exists;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.not;
import static dev.relata.r2dbc.Library.ownedBy;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.Library.Line;
import dev.relata.r2dbc.Library.Order;
import dev.relata.r2dbc.Library.Reader;
import dev.relata.r2dbc.Library.Tag;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions on keys and on related rows. */
class RelatedSqlTest {

    private static final Query LONG_BOOKS = query(Book.class).where(is(path(Book.class, "pages"), GT, 600));

    @Test
    void comparesTheForeignKeyWithTheOwners() {
        assertThat(where(Book.class, ownedBy(Author.BOOKS, 1L))).isEqualTo("t0.\"author_id\" = $1::bigint");
        assertThat(where(Line.class, ownedBy(Order.LINES, 1L, 2L)))
                .isEqualTo("t0.\"tenant_id\" = $1::bigint AND t0.\"order_id\" = $2::bigint");
    }

    @Test
    void findsTheRowsOfAnOwnerThroughTheJunctionOnceEach() {
        assertThat(where(Tag.class, ownedBy(Book.TAGS, 1L)))
                .isEqualTo("t0.\"id\" IN (SELECT j1.\"tag_id\" FROM \"books_tags\" AS j1"
                        + " WHERE j1.\"book_id\" = $1::bigint)");
        assertThat(where(Book.class, ownedBy(Reader.LOANS, 1L)))
                .isEqualTo(
                        "t0.\"id\" IN (SELECT j1.\"book_id\" FROM \"loans\" AS j1 WHERE j1.\"reader_id\" = $1::bigint)");
    }

    @Test
    void bindsOneArrayForEachPartOfManyKeys() {
        assertThat(where(Author.class, keyIn(Author.class, List.of(List.of(1L), List.of(2L)), "id")))
                .isEqualTo("t0.\"id\" = ANY ($1::bigint[])");
        assertThat(where(
                        Line.class,
                        keyIn(Line.class, List.of(List.of(1L, "a"), List.of(2L, "b")), "tenantId", "article")))
                .isEqualTo("(t0.\"tenant_id\", t0.\"article\") IN (SELECT u.c0,"
                        + " COALESCE((NULL::\"lines\").\"article\", u.c1)"
                        + " FROM unnest($1::bigint[], $2::varchar[]) AS u(c0, c1))");
        assertThat(where(
                        Author.class,
                        keyIn(Author.class, List.of(List.of("a@b", 1L), List.of("a@c", 2L)), "email", "id")))
                .contains(
                        "(SELECT COALESCE((NULL::\"authors\").\"email\", u.c0::citext), u.c1 FROM unnest($1::text[], $2::bigint[])");
        assertThat(where(Author.class, keyIn(Author.class, List.of(), "id"))).isEqualTo("FALSE");
    }

    @Test
    void bindsTheValuesOfOneKeyAsTheyAre() {
        assertThat(where(Author.class, keyIn(Author.class, List.of(List.of(1L)), "id")))
                .isEqualTo("t0.\"id\" = $1::bigint");
        assertThat(where(Author.class, keyIn(Author.class, List.of(List.of("a@b", 1L)), "email", "id")))
                .isEqualTo("t0.\"email\" = $1::text::citext AND t0.\"id\" = $2::bigint");
    }

    @Test
    void asksWhetherARelatedRowExists() {
        assertThat(where(Author.class, exists(Author.BOOKS, LONG_BOOKS)))
                .isEqualTo("EXISTS (SELECT 1 FROM \"books\" AS t1"
                        + " WHERE t1.\"author_id\" = t0.\"id\" AND t1.\"pages\" > $1::integer)");
        assertThat(where(Book.class, exists(Book.AUTHOR, query(Author.class))))
                .isEqualTo("EXISTS (SELECT 1 FROM \"authors\" AS t1 WHERE t1.\"id\" = t0.\"author_id\")");
        assertThat(where(Line.class, exists(Line.ORDER, query(Order.class))))
                .isEqualTo("EXISTS (SELECT 1 FROM \"orders\" AS t1"
                        + " WHERE t1.\"tenant_id\" = t0.\"tenant_id\" AND t1.\"id\" = t0.\"order_id\")");
    }

    @Test
    void asksThroughTheJunctionByAJoin() {
        String loans = "EXISTS (SELECT 1 FROM \"loans\" AS j2 JOIN \"books\" AS t1 ON t1.\"id\" = j2.\"book_id\""
                + " WHERE j2.\"reader_id\" = t0.\"id\" AND t1.\"pages\" > $1::integer)";
        assertThat(where(Reader.class, exists(Reader.LOANS, LONG_BOOKS))).isEqualTo(loans);
        assertThat(where(Reader.class, not(exists(Reader.LOANS, LONG_BOOKS)))).isEqualTo("NOT " + loans);
    }

    @Test
    void countsALimitForEachRow() {
        Query longest = query(Book.class)
                .orderBy(List.of(asc(path(Book.class, "title"))))
                .limit(2);
        assertThat(where(Author.class, exists(Author.BOOKS, longest.where(is(path(Book.class, "pages"), GT, 600)))))
                .isEqualTo("EXISTS (SELECT 1 FROM (SELECT " + columns("t2")
                        + " FROM \"books\" AS t2 WHERE t2.\"author_id\" = t0.\"id\" ORDER BY t2.\"title\" ASC"
                        + " LIMIT $1::bigint) AS t1 WHERE t1.\"pages\" > $2::integer)");
    }

    @Test
    void doesNotCountARowTwiceUnderALimitWhereTheJunctionHasItTwice() {
        Query two = query(Book.class).limit(2);
        assertThat(where(Reader.class, exists(Reader.LOANS, two)))
                .isEqualTo("EXISTS (SELECT 1 FROM \"books\" AS t1 WHERE t1.\"id\" IN (SELECT j2.\"book_id\""
                        + " FROM \"loans\" AS j2 WHERE j2.\"reader_id\" = t0.\"id\") LIMIT $1::bigint)");
        assertThat(where(Book.class, exists(Book.TAGS, query(Tag.class).limit(2))))
                .isEqualTo("EXISTS (SELECT 1 FROM \"books_tags\" AS j2 JOIN \"tags\" AS t1 ON t1.\"id\" = j2.\"tag_id\""
                        + " WHERE j2.\"book_id\" = t0.\"id\" LIMIT $1::bigint)");
    }

    @Test
    void nests() {
        Query sea = query(Tag.class).where(is(path(Tag.class, "name"), EQ, "sea"));
        Query tagged = query(Book.class).where(exists(Book.TAGS, sea));
        assertThat(where(Author.class, exists(Author.BOOKS, tagged)))
                .isEqualTo("EXISTS (SELECT 1 FROM \"books\" AS t1 WHERE t1.\"author_id\" = t0.\"id\""
                        + " AND EXISTS (SELECT 1 FROM \"books_tags\" AS j3 JOIN \"tags\" AS t2 ON t2.\"id\" = j3.\"tag_id\""
                        + " WHERE j3.\"book_id\" = t1.\"id\" AND t2.\"name\" = $1::varchar))");
    }

    private static Predicate keyIn(Class<?> record, List<List<Object>> keys, String... names) {
        return new Predicate.KeyIn(attributes(record, names), keys);
    }

    private static String columns(String alias) {
        return Names.columns(alias, query(Book.class).type().attributes());
    }

    private static String where(Class<?> record, Predicate predicate) {
        String text = new SqlRenderer()
                .cursor(Select.of(
                        "",
                        query(record).where(predicate),
                        List.of(path(record, query(record).type().id().get(0).name()))))
                .text();
        return text.split(" WHERE ", 2)[1];
    }
}
