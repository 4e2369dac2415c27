package dev.relata.r2dbc.internal.sql;

import static dev.relata.r2dbc.Library.association;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.metamodel.Attribute;
import dev.relata.r2dbc.Library.Line;
import dev.relata.r2dbc.Library.Order;
import dev.relata.r2dbc.internal.sql.statement.Sql;
import dev.relata.spi.KeyBatch;
import dev.relata.spi.Path;
import dev.relata.spi.Predicate;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What all keys of a statement share is compared with one value. */
class CommonKeySqlTest {

    private static final Query ORDERS = query(Order.class);
    private static final List<Attribute> ID = ORDERS.type().id();

    @Test
    void theTenantOfAllKeysIsOneValue() {
        assertThat(where(List.of(List.of(7L, 1L), List.of(7L, 2L))))
                .endsWith(" WHERE (t0.\"tenant_id\" = $1::bigint AND t0.\"id\" = ANY ($2::bigint[]))");
    }

    @Test
    void keysOfSeveralTenantsAreCompared() {
        assertThat(where(List.of(List.of(7L, 1L), List.of(8L, 2L))))
                .endsWith(
                        " WHERE (t0.\"tenant_id\", t0.\"id\") IN (SELECT u.c0, u.c1 FROM unnest($1::bigint[], $2::bigint[]) AS"
                                + " u(c0, c1))");
    }

    @Test
    void equalKeysAreToldApartByTheirLastComponent() {
        assertThat(where(List.of(List.of(7L, 1L), List.of(7L, 1L))))
                .endsWith(" WHERE (t0.\"tenant_id\" = $1::bigint AND t0.\"id\" = ANY ($2::bigint[]))");
    }

    @Test
    void ownersOfOneTenantAreFoundByIt() {
        Select lines = Select.of("", query(Line.class), List.of(path(Line.class, "number")))
                .forEach(new KeyBatch(association(Order.LINES), List.of(List.of(7L, 1L), List.of(7L, 2L))));
        Sql sql = new SqlRenderer().select(lines);
        assertThat(sql.text())
                .isEqualTo(
                        "SELECT (k.pos - 1)::integer, t0.\"number\" FROM unnest($1::bigint[]) WITH ORDINALITY AS k(c0, pos)"
                                + " JOIN \"lines\" AS t0 ON t0.\"tenant_id\" = $2::bigint AND t0.\"order_id\" = k.c0"
                                + " ORDER BY k.pos");
        assertThat(sql.binds().get(0).values()).isEqualTo(List.of(1L, 2L));
        assertThat(sql.binds().get(1).values()).isEqualTo(List.of(7L));
    }

    private static String where(List<List<Object>> keys) {
        Query found = ORDERS.where(new Predicate.KeyIn(ID, keys));
        return new SqlRenderer()
                .select(Select.of("", found, List.of(Path.of(ID.get(0)))))
                .text();
    }
}
