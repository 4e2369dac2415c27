package dev.relata.examples.atlas.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class EmbeddedServerIntegrationTest {

    @TempDir
    Path folder;

    @Test
    void dataIsThereAgainAtTheNextStart() {
        try (EmbeddedServer first = EmbeddedServer.start(folder)) {
            assertThat(Script.TABLES.run(ConnectionFactories.get(first.url())).block())
                    .isEqualTo(11);
            assertThatThrownBy(() -> EmbeddedServer.start(folder))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Another run uses the database in");
        }
        try (EmbeddedServer second = EmbeddedServer.start(folder)) {
            assertThat(tables(ConnectionFactories.get(second.url()))).isEqualTo(9);
        }
    }

    private static long tables(ConnectionFactory connections) {
        String sql = "select count(*) from information_schema.tables where table_schema = 'jdk_atlas'";
        return Flux.usingWhen(
                        connections.create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map(row -> row.get(0, Long.class))),
                        connection -> Mono.from(connection.close()))
                .blockFirst();
    }
}
