package dev.relata.r2dbc.internal.sql;

import static dev.relata.model.Operator.GT;
import static dev.relata.r2dbc.Library.asc;
import static dev.relata.r2dbc.Library.association;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.relata.metamodel.Association;
import dev.relata.model.Relationship;
import dev.relata.r2dbc.Library;
import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.Library.Line;
import dev.relata.r2dbc.Library.Order;
import dev.relata.r2dbc.Library.Reader;
import dev.relata.r2dbc.Library.Tag;
import dev.relata.r2dbc.internal.sql.statement.Names;
import dev.relata.r2dbc.internal.sql.statement.Positions;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.Aggregate;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads for many owners at once. */
class BatchSqlTest {

    private static final String KEYS = "unnest($1::bigint[]) WITH ORDINALITY AS k(c0, pos)";
    private static final Path ID = path(Book.class, "id");
    private static final Path PAGES = path(Book.class, "pages");
    private static final Query BOOKS = query(Book.class);

    @Test
    void answersKeysThatJavaComparesAlikeInPlaceOfPositions() {
        Query ordered = BOOKS.where(is(PAGES, GT, 600)).orderBy(List.of(asc(ID)));
        assertThat(render(Author.BOOKS, Select.of("", ordered, List.of(ID))))
                .isEqualTo("SELECT t0.\"author_id\", t0.\"id\" FROM \"books\" AS t0"
                        + " WHERE t0.\"author_id\" = ANY ($1::bigint[]) AND t0.\"pages\" > $2::integer"
                        + " ORDER BY t0.\"id\" ASC");
    }

    @Test
    void aKeyAmongTheValuesIsAnsweredOnce() {
        KeyBatch keys = new KeyBatch(association(Author.BOOKS), List.of(List.of(7L), List.of(5L)));
        Sql whole = new SqlRenderer().select(Select.rows("", BOOKS).forEach(keys));
        assertThat(whole.text())
                .isEqualTo("SELECT " + columns("t0").replace("t0.\"mood\"", "t0.\"mood\"::text")
                        + " FROM \"books\" AS t0 WHERE t0.\"author_id\" = ANY ($1::bigint[])");
        assertThat(whole.first())
                .isEqualTo(BOOKS.type()
                        .attributes()
                        .indexOf(path(Book.class, "authorId").attribute()));
        Sql ids = new SqlRenderer().select(Select.of("", BOOKS, List.of(ID)).forEach(keys));
        assertThat(ids.first()).isNegative();
    }

    @Test
    void theKeyThatIsAnsweredIsPutInItsPlaceAmongThoseAsked() {
        KeyBatch keys = new KeyBatch(association(Author.BOOKS), List.of(List.of(7L), List.of(5L)));
        Positions positions = new SqlRenderer()
                .select(Select.of("", BOOKS, List.of(ID)).forEach(keys))
                .positions();
        assertThat(positions).isNotNull();
        assertThat(positions.placed(new Object[] {5L, 40L})).containsExactly(1, 40L);
        assertThatIllegalStateException().isThrownBy(() -> positions.placed(new Object[] {6L, 40L}));
    }

    @Test
    void asksForAnOnlyOwnerAsForAnyValue() {
        Query first = BOOKS.orderBy(List.of(asc(PAGES))).limit(2);
        assertThat(lone(Author.BOOKS, Select.of("", first, List.of(ID))))
                .isEqualTo("SELECT 0, t0.\"id\" FROM \"books\" AS t0"
                        + " WHERE t0.\"author_id\" = $1::bigint ORDER BY t0.\"pages\" ASC LIMIT $2::bigint");
        assertThat(lone(Author.BOOKS, Select.of("", BOOKS, List.of(Aggregate.countRows()))))
                .isEqualTo("SELECT 0, count(t0.\"id\") FROM \"books\" AS t0" + " WHERE t0.\"author_id\" = $1::bigint");
        assertThat(lone(Book.TAGS, Select.of("", query(Tag.class), List.of(path(Tag.class, "id")))))
                .isEqualTo("SELECT 0, t0.\"id\" FROM \"books_tags\" AS j1 JOIN \"tags\" AS t0"
                        + " ON t0.\"id\" = j1.\"tag_id\" WHERE j1.\"book_id\" = $1::bigint");
    }

    @Test
    void ordersByThePositionFirstWhereAKeyIsAskedTwice() {
        Query ordered = BOOKS.where(is(PAGES, GT, 600)).orderBy(List.of(asc(ID)));
        KeyBatch twice = new KeyBatch(association(Author.BOOKS), List.of(List.of(1L), List.of(1L)));
        assertThat(new SqlRenderer()
                        .select(Select.of("", ordered, List.of(ID)).forEach(twice))
                        .text())
                .isEqualTo("SELECT (k.pos - 1)::integer, t0.\"id\" FROM " + KEYS
                        + " JOIN \"books\" AS t0 ON t0.\"author_id\" = k.c0 WHERE t0.\"pages\" > $2::integer"
                        + " ORDER BY k.pos, t0.\"id\" ASC");
    }

    @Test
    void unnestsEveryPartOfAKeyWithItsType() {
        assertThat(render(Order.LINES, Select.of("", query(Line.class), List.of(path(Line.class, "number")))))
                .isEqualTo("SELECT (k.pos - 1)::integer, t0.\"number\""
                        + " FROM unnest($1::bigint[], $2::bigint[]) WITH ORDINALITY AS k(c0, c1, pos)"
                        + " JOIN \"lines\" AS t0 ON t0.\"tenant_id\" = k.c0 AND t0.\"order_id\" = k.c1 ORDER BY k.pos");
        Association byEmail = Association.byKey(Library.type(Author.class), Library.attributes(Author.class, "email"));
        KeyBatch keys = new KeyBatch(byEmail, List.of(List.of("a@b"), List.of("c@d")));
        assertThat(new SqlRenderer()
                        .select(Select.of("", query(Author.class), List.of(path(Author.class, "id")))
                                .forEach(keys))
                        .text())
                .contains("unnest($1::text[])", "ON t0.\"email\" = k.c0::citext");
    }

    @Test
    void joinsThroughTheJunction() {
        assertThat(render(Book.TAGS, Select.of("", query(Tag.class), List.of(path(Tag.class, "id")))))
                .isEqualTo("SELECT j1.\"book_id\", t0.\"id\" FROM \"books_tags\" AS j1"
                        + " JOIN \"tags\" AS t0 ON t0.\"id\" = j1.\"tag_id\""
                        + " WHERE j1.\"book_id\" = ANY ($1::bigint[])");
    }

    @Test
    void answersATargetOnceWhereTheJunctionMayHoldItTwice() {
        assertThat(render(Reader.LOANS, Select.of("", BOOKS, List.of(ID))))
                .isEqualTo("SELECT (k.pos - 1)::integer, t0.\"id\""
                        + " FROM (SELECT DISTINCT k.pos, j1.\"book_id\" AS c0 FROM " + KEYS
                        + " JOIN \"loans\" AS j1 ON j1.\"reader_id\" = k.c0) AS k"
                        + " JOIN \"books\" AS t0 ON t0.\"id\" = k.c0 ORDER BY k.pos");
    }

    @Test
    void countsALimitForEachOwner() {
        Query first = BOOKS.orderBy(List.of(asc(PAGES))).limit(2);
        assertThat(render(Author.BOOKS, Select.of("", first, List.of(ID))))
                .isEqualTo("SELECT (k.pos - 1)::integer, t0.\"id\" FROM " + KEYS
                        + " CROSS JOIN LATERAL (SELECT " + columns("t1") + " FROM \"books\" AS t1"
                        + " WHERE t1.\"author_id\" = k.c0 ORDER BY t1.\"pages\" ASC LIMIT $2::bigint) AS t0"
                        + " ORDER BY k.pos, t0.\"pages\" ASC");
        assertThat(render(Book.TAGS, Select.of("", query(Tag.class).limit(2), List.of(path(Tag.class, "id")))))
                .contains(
                        "LATERAL (SELECT t1.\"id\", t1.\"name\" FROM \"books_tags\" AS j2"
                                + " JOIN \"tags\" AS t1 ON t1.\"id\" = j2.\"tag_id\" WHERE j2.\"book_id\" = k.c0 LIMIT $2::bigint)");
    }

    @Test
    void restrictsTheInnermostRowsByTheOwner() {
        Query nested = BOOKS.limit(5).where(is(PAGES, GT, 600)).limit(2);
        assertThat(render(Author.BOOKS, Select.of("", nested, List.of(ID))))
                .isEqualTo("SELECT (k.pos - 1)::integer, t0.\"id\" FROM " + KEYS
                        + " CROSS JOIN LATERAL (SELECT " + columns("t1") + " FROM (SELECT " + columns("t2")
                        + " FROM \"books\" AS t2 WHERE t2.\"author_id\" = k.c0 LIMIT $2::bigint) AS t1"
                        + " WHERE t1.\"pages\" > $3::integer LIMIT $4::bigint) AS t0 ORDER BY k.pos");
    }

    @Test
    void countsForEveryOwnerAlsoWhereThereIsNothing() {
        assertThat(render(Author.BOOKS, Select.of("", BOOKS, List.of(Aggregate.countRows()))))
                .isEqualTo("SELECT (k.pos - 1)::integer, count(t0.\"id\") FROM " + KEYS
                        + " LEFT JOIN LATERAL (SELECT " + columns("t1") + " FROM \"books\" AS t1"
                        + " WHERE t1.\"author_id\" = k.c0) AS t0 ON TRUE GROUP BY k.pos ORDER BY k.pos");
    }

    @Test
    void groupsAndComparesWithinEachOwner() {
        Select grouped = new Select("", BOOKS, List.of(PAGES, Aggregate.countRows()), List.of(PAGES), false, null);
        assertThat(render(Author.BOOKS, grouped)).endsWith(" GROUP BY k.pos, t0.\"pages\" ORDER BY k.pos");
        Select distinct = new Select("", BOOKS, List.of(PAGES), List.of(), true, null);
        assertThat(render(Author.BOOKS, distinct))
                .isEqualTo("SELECT (d.pos - 1)::integer, d.c0 FROM (SELECT DISTINCT k.pos,"
                        + " t0.\"pages\" AS c0 FROM " + KEYS + " JOIN \"books\" AS t0 ON t0.\"author_id\" = k.c0) AS d"
                        + " ORDER BY d.pos");
    }

    private static String columns(String alias) {
        return Names.columns(alias, BOOKS.type().attributes());
    }

    private static String lone(Relationship<?, ?> relationship, Select select) {
        KeyBatch key = new KeyBatch(association(relationship), List.of(List.of(1L)));
        return new SqlRenderer().select(select.forEach(key)).text();
    }

    private static String render(Relationship<?, ?> relationship, Select select) {
        KeyBatch keys = new KeyBatch(association(relationship), List.of(List.of(1L, 2L), List.of(3L, 4L)));
        return new SqlRenderer().select(select.forEach(keys)).text();
    }
}
