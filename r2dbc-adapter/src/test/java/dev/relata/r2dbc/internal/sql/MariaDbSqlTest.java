package dev.relata.r2dbc.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Direction;
import dev.relata.model.Id;
import dev.relata.model.Nulls;
import dev.relata.r2dbc.internal.dialect.Dialect;
import dev.relata.r2dbc.internal.dialect.MariaDbDialect;
import dev.relata.r2dbc.internal.sql.statement.AnswerForms;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Ordering;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.UpdateRows;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How MariaDB writes what PostgreSQL writes otherwise. */
class MariaDbSqlTest {

    record Note(@Id @Nullable Long id, @Nullable String text) {}

    private static final Dialect MARIADB = MariaDbDialect.INSTANCE;
    private static final EntityType<Note> NOTE = Model.of(Note.class).entity(Note.class);
    private static final Attribute ID = NOTE.attribute("id");
    private static final Attribute TEXT = NOTE.attribute("text");
    private static final SqlRenderer RENDERER = new SqlRenderer(MARIADB, AnswerForms.OBJECTS, MARIADB::profile);

    private static final String ROWS =
            "SELECT u.c0 AS c0, CAST(u.c1 AS CHAR) AS c1, u.pos FROM JSON_TABLE($1, '$[*]' COLUMNS"
                    + " (pos FOR ORDINALITY, c0 BIGINT PATH '$[0]', c1 LONGTEXT PATH '$[1]')) AS u";

    private static final String SOURCE =
            "INSERT INTO \"notes\" (\"id\", \"text\") SELECT s.c0, s.c1 FROM (" + ROWS + ") AS s";

    @Test
    void keysAreOneJsonArrayAndNullsHaveTheirPlace() {
        Query query = Query.of(NOTE)
                .where(new Predicate.KeyIn(List.of(ID), List.of(List.of(1L), List.of(2L))))
                .orderBy(List.of(new Ordering(Path.of(TEXT), Direction.ASC, Nulls.LAST)))
                .limit(5);
        assertThat(RENDERER.select(Select.of("", query, List.of(Path.of(TEXT)))).text())
                .isEqualTo("SELECT t0.\"text\" FROM \"notes\" AS t0 WHERE t0.\"id\" IN (SELECT u.c0 FROM"
                        + " JSON_TABLE($1, '$[*]' COLUMNS (c0 BIGINT PATH '$')) AS u)"
                        + " ORDER BY t0.\"text\" IS NULL ASC, t0.\"text\" ASC LIMIT $2");
    }

    @Test
    void aNewRowIsReturned() {
        assertThat(RENDERER.insert(insert(Conflict.error())).text())
                .isEqualTo("INSERT INTO \"notes\" (\"id\", \"text\") VALUES ($1, $2) RETURNING \"id\"");
    }

    @Test
    void aRowThatIsFoundByAnotherKeyThanThatOfThePolicyFailsTheStatement() {
        assertThat(RENDERER.insert(insert(Conflict.update(List.of(ID), List.of(TEXT))))
                        .text())
                .isEqualTo(SOURCE
                        + " ORDER BY s.c0, s.pos ON DUPLICATE KEY UPDATE \"id\" = IF((\"id\" <=> VALUES(\"id\")) OR"
                        + " CAST(CONCAT('relata:other-key', COALESCE(LEFT(\"id\", 0), '')) AS SIGNED), \"id\", \"id\"),"
                        + " \"text\" = VALUES(\"text\") RETURNING \"id\"");
    }

    @Test
    void rowsThatAreLeftAloneAreLookedForFirst() {
        assertThat(RENDERER.insert(insert(Conflict.ignore(List.of(ID)))).text())
                .isEqualTo(
                        SOURCE + " WHERE NOT EXISTS (SELECT 1 FROM \"notes\" AS t WHERE t.\"id\" = s.c0) ORDER BY s.pos"
                                + " RETURNING \"id\"");
    }

    @Test
    void rowsOfTheirOwnValuesAreJoinedTheLastOfEachKey() {
        UpdateRows update = new UpdateRows(
                "", NOTE, List.of(ID), List.of(TEXT), List.of(new Object[] {1L, "a"}, new Object[] {1L, "b"}));
        assertThat(RENDERER.write(WriteRequest.of(update, List.of())).text())
                .startsWith("UPDATE \"notes\" AS t JOIN (SELECT d.c0, d.c1, d.pos FROM (SELECT ")
                .endsWith(" AS d WHERE d.n = 1) AS s ON t.\"id\" = s.c0 SET t.\"text\" = s.c1");
    }

    @Test
    void rowsThatABoundLeavesAreDeletedByAQueryWithinAnother() {
        Delete delete = new Delete("", Query.of(NOTE).limit(3), false);
        assertThat(RENDERER.write(WriteRequest.of(delete)).text())
                .isEqualTo(
                        "DELETE t0 FROM \"notes\" AS t0 WHERE t0.\"id\" IN (SELECT * FROM (SELECT t1.\"id\" FROM \"notes\""
                                + " AS t1 LIMIT $1) AS limited)");
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
