package dev.relata.r2dbc.internal.sql;

import static dev.relata.model.Operator.GT;
import static dev.relata.model.Relationships.hasManyThrough;
import static dev.relata.r2dbc.Library.association;
import static dev.relata.r2dbc.Library.attributes;
import static dev.relata.r2dbc.Library.exists;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.ownedBy;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static dev.relata.r2dbc.Library.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Association;
import dev.relata.metamodel.Attribute;
import dev.relata.model.HasManyThrough;
import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.Library.Line;
import dev.relata.r2dbc.Library.Reader;
import dev.relata.r2dbc.Library.Tag;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Predicate;
import dev.relata.spi.Select;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows that several relationships, one after another, lead to. */
class PathSqlTest {

    private static final HasManyThrough<Author, Tag> TAGS = hasManyThrough(() -> Author.BOOKS, () -> Book.TAGS);
    private static final HasManyThrough<Reader, Author> AUTHORS = hasManyThrough(() -> Reader.LOANS, () -> Book.AUTHOR);
    private static final Association BELOW = Association.of(
            type(Book.class), attributes(Book.class, "id"), type(Book.class), attributes(Book.class, "editorId"));

    private static String where(Class<?> record, Predicate predicate) {
        return text(Select.of("", query(record).where(predicate), List.of(path(record, "id"))))
                .split(" WHERE ", 2)[1];
    }

    private static String text(Select select) {
        return new SqlRenderer().select(select).text();
    }

    @Test
    void theRowsOnTheWayAreJoined() {
        assertThat(where(Tag.class, ownedBy(TAGS, 1L)))
                .isEqualTo("t0.\"id\" IN (SELECT j2.\"tag_id\" FROM (\"books\" AS j1 JOIN \"books_tags\" AS j2"
                        + " ON j2.\"book_id\" = j1.\"id\") WHERE j1.\"author_id\" = $1::bigint)");
        assertThat(where(Author.class, exists(TAGS, query(Tag.class).where(is(path(Tag.class, "id"), GT, 5L)))))
                .isEqualTo("EXISTS (SELECT 1 FROM (\"books\" AS j2 JOIN \"books_tags\" AS j3"
                        + " ON j3.\"book_id\" = j2.\"id\") JOIN \"tags\" AS t1 ON t1.\"id\" = j3.\"tag_id\""
                        + " WHERE j2.\"author_id\" = t0.\"id\" AND t1.\"id\" > $1::bigint)");
    }

    @Test
    void targetsOfManyOwnersAreMadeDistinctBelowTheirRows() {
        KeyBatch owners = new KeyBatch(association(AUTHORS), List.of(List.of(1L), List.of(2L)));

        assertThat(text(Select.of("", query(Author.class), List.of(path(Author.class, "id")))
                        .forEach(owners)))
                .isEqualTo("SELECT (k.pos - 1)::integer, t0.\"id\" FROM (SELECT DISTINCT k.pos,"
                        + " j2.\"author_id\" AS c0 FROM unnest($1::bigint[]) WITH ORDINALITY AS k(c0, pos) JOIN"
                        + " (\"loans\" AS j1 JOIN \"books\" AS j2 ON j2.\"id\" = j1.\"book_id\")"
                        + " ON j1.\"reader_id\" = k.c0) AS k JOIN \"authors\" AS t0 ON t0.\"id\" = k.c0"
                        + " ORDER BY k.pos");
    }

    @Test
    void whatLiesBelowARowIsARecursiveQuery() {
        assertThat(where(Book.class, new Predicate.Below(BELOW, Predicate.TRUE, List.of(7L), null)))
                .isEqualTo(
                        "t0.\"id\" IN (WITH RECURSIVE r1(c0, c1) AS (SELECT t2.\"id\", t2.\"id\" FROM \"books\" AS t2"
                                + " WHERE t2.\"id\" = $1::bigint UNION SELECT t3.\"id\", t3.\"id\" FROM r1 JOIN \"books\" AS t3"
                                + " ON t3.\"editor_id\" = r1.c1) SELECT r1.c0 FROM r1 WHERE NOT (r1.c0 = $1::bigint))");
    }

    @Test
    void aDepthAndAFilterAreLookedAtOnTheWay() {
        Predicate filter = is(path(Book.AUTHOR, Author.class, "id"), GT, 5L);

        assertThat(where(Book.class, new Predicate.Below(BELOW, filter, List.of(7L), 2)))
                .endsWith(" UNION SELECT t3.\"id\", t3.\"id\", r1.d + 1 FROM r1 JOIN \"books\" AS t3"
                        + " ON t3.\"editor_id\" = r1.c1 LEFT JOIN \"authors\" AS t4 ON t4.\"id\" = t3.\"author_id\""
                        + " WHERE t4.\"id\" > $2::bigint AND r1.d < $3::integer)"
                        + " SELECT r1.c0 FROM r1 WHERE NOT (r1.c0 = $1::bigint))");
    }

    @Test
    void keysOfSeveralComponentsAreFollowed() {
        List<Attribute> id = attributes(Line.class, "tenantId", "orderId", "number");
        Association lines = Association.of(type(Line.class), id, type(Line.class), id);

        assertThat(text(Select.of(
                        "",
                        query(Line.class).where(new Predicate.Below(lines, Predicate.TRUE, List.of(1L, 2L, 3), null)),
                        List.of(path(Line.class, "number")))))
                .contains("(t0.\"tenant_id\", t0.\"order_id\", t0.\"number\") IN (WITH RECURSIVE"
                        + " r1(c0, c1, c2, c3, c4, c5) AS (")
                .endsWith(" SELECT r1.c0, r1.c1, r1.c2 FROM r1 WHERE NOT (r1.c0 = $1::bigint AND r1.c1 = $2::bigint"
                        + " AND r1.c2 = $3::integer))");
    }
}
