package dev.relata.r2dbc.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShardViolationTest {

    /** As Citus words the violation of a shard's constraint. */
    @Test
    void theNumberOfTheShardIsNoPartOfTheName() {
        String message = "duplicate key value violates unique constraint \"orders_pkey_102008\"";
        assertThat(ShardViolation.constraint("orders_pkey_102008", "orders_102008", message))
                .isEqualTo("orders_pkey");
        assertThat(ShardViolation.constraint("orders_20240101", "orders", message))
                .isEqualTo("orders_20240101");
    }
}
