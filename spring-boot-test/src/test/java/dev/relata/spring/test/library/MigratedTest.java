package dev.relata.spring.test.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.observe.NPlusOne;
import dev.relata.spring.RelataProperties;
import dev.relata.spring.test.RelataTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@RelataTest(
        properties = {
            "spring.liquibase.enabled=true",
            "spring.liquibase.change-log=classpath:library.sql",
            "relata.n-plus-one=warn"
        })
class MigratedTest {

    @Test
    void theSchemaIsThatOfTheMigration(@Autowired DatabaseClient client, @Autowired Relata relata) {
        assertThat(client.sql("SELECT since FROM authors")
                        .fetch()
                        .all()
                        .collectList()
                        .block())
                .isEmpty();
        assertThat(relata.from(Author.class).count().block()).isZero();
    }

    @Test
    void aPropertySwitchesTheDetectionOfNPlusOne(@Autowired RelataProperties properties) {
        assertThat(properties.nPlusOne()).isEqualTo(NPlusOne.WARN);
    }
}
