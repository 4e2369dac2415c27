package dev.relata.r2dbc.internal.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Attribute;
import dev.relata.metamodel.EntityType;
import dev.relata.metamodel.Model;
import dev.relata.model.Id;
import dev.relata.model.Version;
import dev.relata.r2dbc.internal.sql.write.WriteRequest;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import dev.relata.spi.Query;
import dev.relata.spi.Update;
import dev.relata.spi.UpdateRows;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every change of a row counts its version up, and one that compares changes nothing else. */
class VersionSqlTest {

    record Page(@Id Long id, String text, @Version int version) {}

    private static final EntityType<Page> PAGE = Model.of(Page.class).entity(Page.class);
    private static final Attribute TEXT = PAGE.attribute("text");
    private static final Attribute VERSION = PAGE.attribute("version");
    private static final SqlRenderer RENDERER = new SqlRenderer();

    @Test
    void anUpdateCountsUp() {
        Update update = new Update("", Query.of(PAGE), List.of(Update.Change.of(TEXT, "x")));
        assertThat(RENDERER.withoutLocks()
                        .write(WriteRequest.of(update, List.of()))
                        .text())
                .isEqualTo("UPDATE \"pages\" AS t0 SET \"text\" = $1::varchar, \"version\" = \"version\" + 1");
    }

    @Test
    void aVersionThatIsGivenIsNotCountedUp() {
        Update update = new Update("", Query.of(PAGE), List.of(Update.Change.of(VERSION, 7)));
        assertThat(RENDERER.withoutLocks()
                        .write(WriteRequest.of(update, List.of()))
                        .text())
                .isEqualTo("UPDATE \"pages\" AS t0 SET \"version\" = $1::integer");
    }

    @Test
    void anUpdateOfEachRowComparesWhereTheVersionIsPartOfTheKey() {
        List<Attribute> key = List.of(PAGE.attribute("id"), VERSION);
        UpdateRows update =
                new UpdateRows("", PAGE, key, List.of(TEXT), Collections.nCopies(2, new Object[] {1L, 2, "x"}));
        assertThat(RENDERER.withoutLocks()
                        .write(WriteRequest.of(update, List.of()))
                        .text())
                .startsWith("UPDATE \"pages\" AS t SET \"text\" = u.c2, \"version\" = t.\"version\" + 1 FROM"
                        + " (SELECT DISTINCT ON (u.c0) ")
                .endsWith(") AS u" + " WHERE t.\"id\" = $4::bigint AND t.\"version\" = u.c1");
    }

    @Test
    void anUpsertComparesWhereTheVersionIsGiven() {
        assertThat(upsert(List.of(TEXT, VERSION)))
                .endsWith(" ON CONFLICT (\"id\") DO UPDATE SET \"text\" = EXCLUDED.\"text\","
                        + " \"version\" = t.\"version\" + 1 WHERE t.\"version\" = EXCLUDED.\"version\"");
        assertThat(upsert(List.of(TEXT)))
                .endsWith(" ON CONFLICT (\"id\") DO UPDATE SET \"text\" = EXCLUDED.\"text\","
                        + " \"version\" = t.\"version\" + 1");
        assertThat(upsert(List.of(VERSION)))
                .endsWith(" DO UPDATE SET \"version\" = t.\"version\" + 1 WHERE t.\"version\" = EXCLUDED.\"version\"");
    }

    private static String upsert(List<Attribute> update) {
        Conflict conflict = Conflict.update(PAGE.id(), update);
        List<Object[]> rows = Collections.singletonList(new Object[] {1L, "x", 0});
        return RENDERER.insert(new Insert("", PAGE, PAGE.attributes(), rows, conflict, List.of()))
                .text();
    }
}
