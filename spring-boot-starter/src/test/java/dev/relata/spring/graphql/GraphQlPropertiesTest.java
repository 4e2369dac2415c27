package dev.relata.spring.graphql;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class GraphQlPropertiesTest {

    @Test
    void sizesThatNoPageCanHaveAreRefusedByTheirNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GraphQlProperties(true, 0, 100))
                .withMessageContaining("relata.graphql.page-size");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GraphQlProperties(true, 20, 0))
                .withMessageContaining("relata.graphql.max-first");
    }
}
