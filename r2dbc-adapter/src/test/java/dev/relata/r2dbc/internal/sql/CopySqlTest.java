package dev.relata.r2dbc.internal.sql;

import static dev.relata.r2dbc.Library.attribute;
import static dev.relata.r2dbc.Library.attributes;
import static dev.relata.r2dbc.Library.type;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.Library.Tag;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.r2dbc.internal.sql.write.CopyPreconditions;
import dev.relata.spi.Conflict;
import dev.relata.spi.Insert;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopySqlTest {

    private static final SqlRenderer RENDERER = new SqlRenderer();
    private static final List<Attribute> COLUMNS = attributes(Tag.class, "name", "id");

    @Test
    void copiesColumnsInTheOrderOfTheData() {
        Insert insert = new Insert("", type(Tag.class), COLUMNS, List.of(), Conflict.error(), List.of());

        assertThat(RENDERER.copy(insert, COLUMNS).text())
                .isEqualTo("COPY \"tags\" (\"name\", \"id\") FROM STDIN (FORMAT binary)");
    }

    @Test
    void asksWithTheSameTextWhateverTheRows() {
        Sql few = question(attribute(Tag.class, "id"), 500);
        Sql many = question(attribute(Tag.class, "id"), 4096);

        assertThat(few.text()).isEqualTo(many.text()).startsWith("WITH s AS MATERIALIZED");
        assertThat(few.text()).contains("(SELECT FROM \"tags\" LIMIT 0)").contains("nextval(s.oid)");
        assertThat(few.columns()).hasSize(1);
        assertThat(few.binds()).hasSize(7);
    }

    @Test
    void drawsNothingWhereAllIsGiven() {
        assertThat(question(null, 500).text())
                .startsWith("SELECT NULL::bigint[] FROM pg_class")
                .doesNotContain("nextval");
    }

    private static Sql question(@Nullable Attribute drawn, int rows) {
        return RENDERER.question(
                new CopyPreconditions(type(Tag.class), COLUMNS, List.of(25, 20), List.of(7, 0), drawn, rows));
    }
}
