package dev.relata.r2dbc.internal.sql;

import static dev.relata.model.Operator.EQ;
import static dev.relata.model.Operator.GT;
import static dev.relata.r2dbc.Library.asc;
import static dev.relata.r2dbc.Library.attribute;
import static dev.relata.r2dbc.Library.attributes;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static dev.relata.r2dbc.Library.type;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.Library.Author;
import dev.relata.r2dbc.Library.Book;
import dev.relata.r2dbc.Library.Line;
import dev.relata.r2dbc.Library.Mood;
import dev.relata.r2dbc.Library.Tag;
import dev.relata.r2dbc.internal.sql.statement.Bind;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Update;
import dev.relata.spi.Update.Change;
import dev.relata.spi.UpdateRows;
import dev.relata.spi.Updates;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class WriteSqlTest {

    private static final List<Attribute> TAG = attributes(Tag.class, "id", "name");
    private static final List<Attribute> TAG_ID = attributes(Tag.class, "id");
    private static final List<Attribute> EMAIL = attributes(Author.class, "email");
    private static final SqlRenderer RENDERER = new SqlRenderer();

    @Test
    void insertsOneRowByItsValues() {
        List<Attribute> columns = attributes(Book.class, "title", "mood", "keywords");
        Object[] row = {"Sea", Mood.WILD, null};
        Sql sql = RENDERER.insert(new Insert(
                "",
                type(Book.class),
                columns,
                List.<Object[]>of(row),
                Conflict.error(),
                attributes(Book.class, "id", "mood")));
        assertThat(sql.text())
                .isEqualTo("INSERT INTO \"books\" AS t (\"title\", \"mood\", \"keywords\")"
                        + " VALUES ($1::varchar, $2::text::mood, $3::text[])"
                        + " RETURNING t.\"id\", t.\"mood\"::text");
        assertThat(sql.binds()).extracting(Bind::value).containsExactly("Sea", Mood.WILD, null);
        assertThat(sql.columns()).hasSize(2);
    }

    @Test
    void insertsManyRowsInTheirOrderWithOneArrayForEachColumn() {
        List<Attribute> columns = attributes(Book.class, "title", "mood", "keywords");
        Object[] first = {"Sea", Mood.WILD, new String[0]};
        Object[] second = {"Air", Mood.CALM, new String[] {"a"}};
        Sql sql = RENDERER.insert(new Insert(
                "", type(Book.class), columns, List.of(first, second), Conflict.error(), attributes(Book.class, "id")));
        assertThat(sql.text())
                .isEqualTo("INSERT INTO \"books\" AS t (\"title\", \"mood\", \"keywords\")"
                        + " SELECT u.c0, u.c1::mood, u.c2::text[]"
                        + " FROM unnest($1::varchar[], $2::text[], $3::text[]) WITH ORDINALITY AS u(c0, c1, c2, pos)"
                        + " ORDER BY u.pos RETURNING t.\"id\"");
        assertThat(sql.binds()).allMatch(Bind::array).hasSize(3);
        assertThat(List.copyOf(sql.binds().get(0).values()).toString()).isEqualTo("[Sea, Air]");
    }

    @Test
    void marksNullsInArraysWhereverThereMayBeSome() {
        List<Attribute> columns = attributes(Book.class, "title", "price", "mood", "keywords");
        Object[] first = {"Sea", BigDecimal.ONE, Mood.WILD, new String[] {"a", null}};
        Object[] second = {"Air", BigDecimal.TEN, Mood.CALM, new String[0]};
        Sql sql = RENDERER.insert(
                new Insert("", type(Book.class), columns, List.of(first, second), Conflict.error(), List.of()));
        assertThat(sql.text())
                .endsWith(" SELECT u.c0, u.c1, u.c2::mood, array_replace(u.c3::text[], $2::text, NULL)::text[]"
                        + " FROM unnest($1::varchar[], array_replace($3::text[], $2::text, NULL)::numeric[],"
                        + " array_replace($4::text[], $2::text, NULL), array_replace($5::text[], $2::text, NULL))"
                        + " WITH ORDINALITY AS u(c0, c1, c2, c3, pos) ORDER BY u.pos");
        assertThat(sql.binds())
                .extracting(Bind::form)
                .containsExactly(
                        Bind.Form.ARRAY,
                        Bind.Form.MARKER,
                        Bind.Form.MARKED_ARRAY,
                        Bind.Form.MARKED_ARRAY,
                        Bind.Form.MARKED_ARRAY);
    }

    @Test
    void insertsRowsOfDefaults() {
        assertThat(insert(Tag.class, List.of(), 1, Conflict.error()))
                .isEqualTo("INSERT INTO \"tags\" AS t DEFAULT VALUES");
        assertThat(insert(Tag.class, List.of(), 3, Conflict.error()))
                .isEqualTo("INSERT INTO \"tags\" AS t SELECT FROM generate_series(1, $1::bigint)");
    }

    @Test
    void leavesRowsThatAreThere() {
        assertThat(insert(Tag.class, TAG, 1, Conflict.ignore(TAG_ID))).endsWith(" ON CONFLICT (\"id\") DO NOTHING");
        assertThat(insert(Tag.class, TAG, 1, Conflict.ignore(List.of()))).endsWith(") ON CONFLICT DO NOTHING");
    }

    @Test
    void overwritesRowsThatAreThere() {
        assertThat(insert(Tag.class, TAG, 1, Conflict.update(TAG_ID, attributes(Tag.class, "name"))))
                .endsWith(" ON CONFLICT (\"id\") DO UPDATE SET \"name\" = EXCLUDED.\"name\"");
        assertThat(insert(Tag.class, TAG_ID, 1, Conflict.update(TAG_ID, List.of())))
                .endsWith(" ON CONFLICT (\"id\") DO UPDATE SET \"id\" = EXCLUDED.\"id\"");
    }

    @Test
    void letsTheLastRowOfAKeyWin() {
        assertThat(insert(
                        Author.class, attributes(Author.class, "email", "name"), 2, Conflict.update(EMAIL, List.of())))
                .isEqualTo("WITH s AS MATERIALIZED (SELECT DISTINCT ON"
                        + " (COALESCE((NULL::\"authors\").\"email\", u.c0::citext))"
                        + " COALESCE((NULL::\"authors\").\"email\", u.c0::citext) AS c0, u.c1 AS c1, u.pos"
                        + " FROM unnest($1::text[], $2::varchar[]) WITH ORDINALITY AS u(c0, c1, pos)"
                        + " ORDER BY COALESCE((NULL::\"authors\").\"email\", u.c0::citext), u.pos DESC),"
                        + " l AS MATERIALIZED (SELECT count(*) AS n FROM (SELECT 1 FROM s JOIN \"authors\" AS t"
                        + " ON t.\"email\" = s.c0 ORDER BY t.\"id\" FOR NO KEY UPDATE OF t) AS r)"
                        + " INSERT INTO \"authors\" AS t (\"email\", \"name\") SELECT s.c0, s.c1 FROM s"
                        + " WHERE (SELECT n FROM l) >= 0 ORDER BY s.c0, s.pos"
                        + " ON CONFLICT (\"email\") DO UPDATE SET \"email\" = EXCLUDED.\"email\"");
        assertThat(insert(Tag.class, TAG, 2, Conflict.update(TAG_ID, List.of())))
                .contains("DISTINCT ON (u.c0, CASE WHEN u.c0 IS NULL THEN u.pos END)");
    }

    @Test
    void updatesTheRowsOfTheTableDirectly() {
        Query wanted = query(Book.class)
                .where(is(path(Book.class, "pages"), GT, 600))
                .orderBy(List.of(asc(path(Book.class, "id"))));
        Update update = new Update(
                "",
                wanted,
                List.of(
                        Update.Change.of(attribute(Book.class, "title"), "x"),
                        Update.Change.of(attribute(Book.class, "mood"), null)));
        Sql sql = RENDERER.write(WriteRequest.of(update, List.of()));
        assertThat(sql.text())
                .isEqualTo("WITH l AS MATERIALIZED (SELECT count(*) AS n FROM (SELECT 1 FROM \"books\" AS t0"
                        + " WHERE t0.\"pages\" > $3::integer ORDER BY t0.\"id\" FOR NO KEY UPDATE OF t0) AS r)"
                        + " UPDATE \"books\" AS t0 SET \"title\" = $1::varchar, \"mood\" = $2::text::mood"
                        + " WHERE t0.\"pages\" > $3::integer"
                        + " AND (SELECT n FROM l) >= 0");
        assertThat(sql.binds()).extracting(Bind::value).containsExactly("x", null, 600);
        assertThat(sql.columns()).isEmpty();
    }

    @Test
    void updatesWhatABoundLeavesByItsIds() {
        Query one = query(Line.class)
                .orderBy(List.of(asc(path(Line.class, "article"))))
                .limit(1);
        assertThat(RENDERER.write(WriteRequest.of(
                                new Update("", one, List.of(Update.Change.of(attribute(Line.class, "article"), "x"))),
                                List.of()))
                        .text())
                .isEqualTo("UPDATE \"lines\" AS t0 SET \"article\" = $1::varchar"
                        + " WHERE (t0.\"tenant_id\", t0.\"order_id\", t0.\"number\") IN"
                        + " (SELECT t1.\"tenant_id\", t1.\"order_id\", t1.\"number\" FROM \"lines\" AS t1"
                        + " ORDER BY t1.\"article\" ASC LIMIT $2::bigint)");
    }

    @Test
    void deletesByIdsWhereAPathNeedsAJoin() {
        Query byAuthor = query(Book.class).where(is(path(Book.AUTHOR, Author.class, "name"), EQ, "Verne"));
        assertThat(RENDERER.write(WriteRequest.of(new Delete("", byAuthor))).text())
                .isEqualTo("WITH i AS MATERIALIZED (SELECT t1.\"id\" FROM \"books\" AS t1"
                        + " LEFT JOIN \"authors\" AS t2 ON t2.\"id\" = t1.\"author_id\" WHERE t2.\"name\" = $1::varchar),"
                        + " l AS MATERIALIZED (SELECT count(*) AS n FROM (SELECT 1 FROM \"books\" AS t0 WHERE t0.\"id\""
                        + " IN (SELECT * FROM i) ORDER BY t0.\"id\" FOR UPDATE OF t0) AS r)"
                        + " DELETE FROM \"books\" AS t0 WHERE t0.\"id\" IN (SELECT * FROM i)"
                        + " AND (SELECT n FROM l) >= 0");
        SqlRenderer unlocked = RENDERER.withoutLocks();
        assertThat(unlocked.write(WriteRequest.of(new Delete("", query(Book.class))))
                        .text())
                .isEqualTo("DELETE FROM \"books\" AS t0");
        assertThat(unlocked.write(WriteRequest.of(new Delete(
                                "", query(Book.class).limit(2).where(is(path(Book.class, "pages"), EQ, 1)))))
                        .text())
                .startsWith("DELETE FROM \"books\" AS t0 WHERE t0.\"id\" IN (SELECT t1.\"id\" FROM (SELECT t2.");
    }

    @Test
    void updatesEachRowToValuesOfItsOwn() {
        List<Attribute> key = attributes(Line.class, "tenantId", "orderId", "number");
        List<Attribute> article = attributes(Line.class, "article");
        assertThat(updateRows(Line.class, key, article, 1))
                .isEqualTo("UPDATE \"lines\" AS t SET \"article\" = $4::varchar WHERE t.\"tenant_id\" = $1::bigint"
                        + " AND t.\"order_id\" = $2::bigint AND t.\"number\" = $3::integer");
        assertThat(updateRows(Line.class, key, article, 2))
                .isEqualTo("WITH u AS MATERIALIZED (SELECT DISTINCT ON (u.c0, u.c1, u.c2)"
                        + " u.c0 AS c0, u.c1 AS c1, u.c2 AS c2, u.c3 AS c3, u.pos"
                        + " FROM unnest($1::bigint[], $2::bigint[], $3::integer[], $4::varchar[])"
                        + " WITH ORDINALITY AS u(c0, c1, c2, c3, pos) ORDER BY u.c0, u.c1, u.c2, u.pos DESC),"
                        + " l AS MATERIALIZED (SELECT count(*) AS n FROM (SELECT 1 FROM u JOIN \"lines\" AS t"
                        + " ON t.\"tenant_id\" = $5::bigint AND t.\"order_id\" = $6::bigint AND t.\"number\" = u.c2"
                        + " ORDER BY t.\"tenant_id\", t.\"order_id\", t.\"number\" FOR NO KEY UPDATE OF t) AS r)"
                        + " UPDATE \"lines\" AS t SET \"article\" = u.c3 FROM u"
                        + " WHERE t.\"tenant_id\" = $5::bigint AND t.\"order_id\" = $6::bigint AND t.\"number\" = u.c2"
                        + " AND (SELECT n FROM l) >= 0");
        assertThat(updateRows(Author.class, EMAIL, attributes(Author.class, "name"), 2))
                .contains("DISTINCT ON (COALESCE((NULL::\"authors\").\"email\", u.c0::citext))")
                .contains(" SET \"name\" = u.c1 FROM u WHERE t.\"email\" = u.c0");
    }

    @Test
    void changesRowsOfSeveralTypesInOneStatement() {
        Query author = query(Author.class).where(is(path(Author.class, "id"), EQ, 1L));
        Query books = query(Book.class).where(is(path(Book.class, "authorId"), EQ, 1L));
        Updates updates = new Updates(
                "",
                List.of(
                        part(new Update("", author, List.of(Change.of(attribute(Author.class, "id"), 2L)))),
                        part(new Update("", books, List.of(Change.of(attribute(Book.class, "authorId"), 2L))))));
        assertThat(RENDERER.write(WriteRequest.of(updates)).text())
                .isEqualTo("WITH u0 AS (UPDATE \"authors\" AS t0 SET \"id\" = $1::bigint WHERE t0.\"id\" = $2::bigint)"
                        + " UPDATE \"books\" AS t1 SET \"author_id\" = $3::bigint WHERE t1.\"author_id\" = $4::bigint");
    }

    @Test
    void refusesUpdatesAmongOthersThatNeedAnotherTable() {
        Query books = query(Book.class).where(is(path(Book.AUTHOR, Author.class, "name"), EQ, "Verne"));
        Update update = new Update("Book", books, List.of(Change.of(attribute(Book.class, "pages"), 2)));
        assertThatThrownBy(() -> RENDERER.write(WriteRequest.of(new Updates("Book.update", List.of(part(update))))))
                .hasMessageContaining("Book.update");
    }

    private static Updates.UpdatePart part(Update update, UpdateRows... own) {
        return new Updates.UpdatePart(update, List.of(own));
    }

    @Test
    void changesRowsToValuesThatDependOnWhatTheyHold() {
        List<Attribute> key = attributes(Book.class, "authorId");
        UpdateRows own =
                new UpdateRows("", type(Book.class), key, key, List.of(new Object[] {1L, 2L}, new Object[] {2L, 3L}));
        Update books = new Update(
                "",
                query(Book.class).where(is(path(Book.class, "pages"), EQ, 5)),
                List.of(Change.of(attribute(Book.class, "title"), "x")));
        assertThat(RENDERER.write(WriteRequest.of(new Updates("", List.of(part(books, own)))))
                        .text())
                .isEqualTo("UPDATE \"books\" AS t0 SET \"title\" = $3::varchar, \"author_id\" = u1.c1"
                        + " FROM unnest($1::bigint[], $2::bigint[]) AS u1(c0, c1)"
                        + " WHERE t0.\"pages\" = $4::integer AND t0.\"author_id\" = u1.c0");
    }

    @Test
    void countsWhatItWritesAndFailsByItself() {
        Object[] row = {1L, "sea"};
        Insert insert = new Insert("", type(Tag.class), TAG, List.<Object[]>of(row), Conflict.error(), TAG_ID);
        assertThat(RENDERER.checked(insert).text())
                .isEqualTo("WITH w AS (INSERT INTO \"tags\" AS t (\"id\", \"name\") VALUES ($1::bigint, $2::varchar)"
                        + " RETURNING t.\"id\" AS r0) SELECT r0 FROM w UNION ALL SELECT NULL FROM"
                        + " (SELECT count(*) AS n FROM w) AS c WHERE CASE WHEN c.n = $3::bigint THEN FALSE"
                        + " ELSE ('relata:written=' || c.n)::boolean END");
        Query one = query(Tag.class).where(is(path(Tag.class, "id"), EQ, 1L));
        assertThat(RENDERER.checked(WriteRequest.of(new Delete("", one, true))).text())
                .isEqualTo("WITH l AS MATERIALIZED (SELECT count(*) AS n FROM (SELECT 1 FROM \"tags\" AS t0"
                        + " WHERE t0.\"id\" = $1::bigint ORDER BY t0.\"id\" FOR UPDATE OF t0) AS r),"
                        + " w AS (DELETE FROM \"tags\" AS t0 WHERE t0.\"id\" = $1::bigint AND (SELECT n FROM l) >= 0"
                        + " RETURNING 1) SELECT count(*) FROM w UNION ALL SELECT NULL FROM"
                        + " (SELECT count(*) AS n FROM w) AS c WHERE CASE"
                        + " WHEN c.n >= (SELECT n FROM l) AND (NOT row_security_active('\"tags\"')"
                        + " OR c.n >= (SELECT count(*) FROM \"tags\" AS t0 WHERE t0.\"id\" ="
                        + " $1::bigint)) THEN FALSE ELSE ('relata:written=' || c.n)::boolean END");
        Query id = Query.of(type(Tag.class)).where(new Predicate.KeyIn(TAG_ID, List.of(List.of(1L))));
        assertThat(RENDERER.checked(WriteRequest.of(new Delete("", id, true))).text())
                .isEqualTo("WITH w AS (DELETE FROM \"tags\" AS t0 WHERE t0.\"id\" = $1::bigint RETURNING 1)"
                        + " SELECT 1::bigint FROM w UNION ALL SELECT NULL WHERE CASE"
                        + " WHEN EXISTS (SELECT FROM w) THEN FALSE WHEN EXISTS (SELECT FROM \"tags\" AS t0 WHERE"
                        + " t0.\"id\" = $1::bigint) THEN concat('relata:written=', 0)::boolean ELSE FALSE END");
        assertThat(RENDERER.withoutLocks()
                        .checked(WriteRequest.of(new Delete("", one, true)))
                        .text())
                .isEqualTo(
                        "WITH w AS (DELETE FROM \"tags\" AS t0 WHERE t0.\"id\" = $1::bigint RETURNING 1)"
                                + " SELECT count(*) FROM w UNION ALL SELECT NULL FROM"
                                + " (SELECT count(*) AS n FROM w) AS c WHERE CASE"
                                + " WHEN c.n >= (SELECT count(*) FROM (SELECT FROM \"tags\" AS t1"
                                + " WHERE t1.\"id\" = $2::bigint) AS x) THEN FALSE ELSE ('relata:written=' || c.n)::boolean END");
    }

    private static String updateRows(Class<?> record, List<Attribute> key, List<Attribute> columns, int rows) {
        Object[] row = new Object[key.size() + columns.size()];
        Arrays.fill(row, "any");
        return RENDERER.write(WriteRequest.of(
                        new UpdateRows("", type(record), key, columns, Collections.nCopies(rows, row)), List.of()))
                .text();
    }

    private static String insert(Class<?> record, List<Attribute> columns, int rows, Conflict conflict) {
        Object[] row = new Object[columns.size()];
        Arrays.fill(row, "any");
        return RENDERER.insert(
                        new Insert("", type(record), columns, Collections.nCopies(rows, row), conflict, List.of()))
                .text();
    }
}
