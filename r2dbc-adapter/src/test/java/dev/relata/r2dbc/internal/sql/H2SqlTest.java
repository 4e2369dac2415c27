package dev.relata.r2dbc.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Id;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.dialect.H2Dialect;
import dev.relata.r2dbc.internal.sql.statement.AnswerForms;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.UpdateRows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How H2 writes what PostgreSQL writes otherwise. */
class H2SqlTest {

    record Note(@Id @Nullable Long id, String text) {}

    private static final Dialect H2 = H2Dialect.INSTANCE;
    private static final EntityType<Note> NOTE = Model.of(Note.class).entity(Note.class);
    private static final Attribute ID = NOTE.attribute("id");
    private static final Attribute TEXT = NOTE.attribute("text");
    private static final SqlRenderer RENDERER = new SqlRenderer(H2, AnswerForms.OBJECTS, H2::profile);

    @Test
    void keysAreOneArrayAndLimitsAreCast() {
        Query query = Query.of(NOTE)
                .where(new Predicate.KeyIn(List.of(ID), List.of(List.of(1L), List.of(2L))))
                .limit(5);
        assertThat(RENDERER.select(Select.of("", query, List.of(Path.of(TEXT)))).text())
                .isEqualTo("SELECT t0.\"text\" FROM \"notes\" AS t0 WHERE t0.\"id\" = ANY (CAST($1 AS BIGINT ARRAY))"
                        + " LIMIT CAST($2 AS BIGINT)");
    }

    @Test
    void aNewRowIsReadFromTheFinalTable() {
        assertThat(RENDERER.insert(insert(Conflict.error())).text())
                .isEqualTo("SELECT t.\"id\" FROM FINAL TABLE (INSERT INTO \"notes\" (\"id\", \"text\") VALUES"
                        + " (CAST($1 AS BIGINT), CAST($2 AS VARCHAR))) AS t");
    }

    @Test
    void aRowThatMayBeThereIsMerged() {
        assertThat(RENDERER.insert(insert(Conflict.update(List.of(ID), List.of(TEXT))))
                        .text())
                .isEqualTo(
                        "SELECT t.\"id\" FROM FINAL TABLE (MERGE INTO \"notes\" AS t USING (SELECT u.c0 AS c0, u.c1 AS c1,"
                                + " u.pos FROM unnest(CAST($1 AS BIGINT ARRAY), CAST($2 AS VARCHAR ARRAY)) WITH ORDINALITY AS"
                                + " u(c0, c1, pos)) AS s ON (t.\"id\" = s.c0) WHEN MATCHED THEN UPDATE SET \"text\" = s.c1 WHEN NOT"
                                + " MATCHED THEN INSERT (\"id\", \"text\") OVERRIDING SYSTEM VALUE VALUES (s.c0, s.c1)) AS t");
    }

    @Test
    void rowsOfTheirOwnValuesAreMergedTheLastOfEachKey() {
        UpdateRows update = new UpdateRows(
                "", NOTE, List.of(ID), List.of(TEXT), List.of(new Object[] {1L, "a"}, new Object[] {1L, "b"}));
        assertThat(RENDERER.write(WriteRequest.of(update, List.of())).text())
                .startsWith("MERGE INTO \"notes\" AS t USING (SELECT d.c0, d.c1, d.pos FROM (SELECT ")
                .contains(
                        "row_number() OVER (PARTITION BY u.c0, CASE WHEN u.c0 IS NULL THEN u.pos END ORDER BY u.pos DESC)")
                .endsWith(" ON t.\"id\" = s.c0 WHEN MATCHED THEN UPDATE SET \"text\" = s.c1");
    }

    @Test
    void semicolonsInQuotesAreEscapes() {
        assertThat(H2.spelled("SELECT \"a;\\b\", 'c;''d' FROM x; BEGIN"))
                .isEqualTo("SELECT U&\"a\\003b\\\\b\", U&'c\\003b''d' FROM x; BEGIN");
    }

    private static Insert insert(Conflict conflict) {
        return new Insert(
                "",
                NOTE,
                List.of(ID, TEXT),
                List.<@Nullable Object[]>of(new Object[] {1L, "a"}),
                conflict,
                List.of(ID),
                false);
    }
}
