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
            String[] made = {"create schema kept", "create table kept.rows (id integer)"};
            assertThat(Statements.run(ConnectionFactories.get(first.url()), made)
                            .block())
                    .isEqualTo(2);
            assertThatThrownBy(() -> EmbeddedServer.start(folder))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Another run uses the database in");
        }
        try (EmbeddedServer second = EmbeddedServer.start(folder)) {
            assertThat(tables(ConnectionFactories.get(second.url()))).isEqualTo(1);
        }
    }

    private static long tables(ConnectionFactory connections) {
        String sql = "select count(*) from information_schema.tables where table_schema = 'kept'";
        return Flux.usingWhen(
                        connections.create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map(row -> row.get(0, Long.class))),
                        connection -> Mono.from(connection.close()))
                .blockFirst();
    }
}
