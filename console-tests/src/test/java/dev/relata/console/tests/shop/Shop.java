package dev.relata.console.tests.shop;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The application and its database, with 120,000 books by 50 authors: more than the kernel buffers of an export, up to 33 MB. */
public final class Shop implements AutoCloseable {

    private static final String TABLES = """
            CREATE TABLE authors (id bigint PRIMARY KEY, name text NOT NULL);
            CREATE TABLE books (id bigint PRIMARY KEY, author_id bigint NOT NULL REFERENCES authors, title text NOT NULL,
                text text NOT NULL);
            INSERT INTO authors SELECT id, 'Author ' || id FROM generate_series(1, 50) id;
            INSERT INTO books SELECT id, 1 + id % 50, 'Book ' || id, repeat('text ', 120) FROM generate_series(1, 120000) id;
            ANALYZE""";

    private final EmbeddedPostgres server;
    private final ConfigurableApplicationContext context;

    private Shop(EmbeddedPostgres server, ConfigurableApplicationContext context) {
        this.server = server;
        this.context = context;
    }

    public static Shop open() throws IOException, SQLException {
        EmbeddedPostgres server = EmbeddedPostgres.builder().start();
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            boolean unused = statement.execute(TABLES);
        }
        return new Shop(
                server,
                SpringApplication.run(
                        ShopApplication.class,
                        "--server.port=0",
                        "--server.address=127.0.0.1",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=warn",
                        "--relata.console.enabled=true",
                        "--relata.fetch-size=100",
                        "--spring.r2dbc.url=r2dbc:postgresql://postgres:postgres@localhost:" + server.getPort()
                                + "/postgres"));
    }

    public URI address(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    /** Counts the backends of the application that have a transaction open. */
    public int transactions() throws SQLException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in%' AND pid <> pg_backend_pid()")) {
            found.next();
            return found.getInt(1);
        }
    }

    @Override
    public void close() throws IOException {
        context.close();
        server.close();
    }
}
