package dev.relata.r2dbc.faults;

import dev.relata.Relata;
import dev.relata.r2dbc.R2dbcStore;
import dev.relata.r2dbc.TestDatabase;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.Row;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/** The database of the shop: filled the same way each time, and told apart by a digest of what is in it. */
final class GoodsDatabase implements AutoCloseable {

    /** Ids from here on are new; a digest leaves them out, as a sequence goes on when a transaction is rolled back. */
    private static final int NEW = 1000;

    private static final String FILL = """
            DROP TABLE IF EXISTS boxes, racks;
            TRUNCATE customers, cards, orders, lines, products, tags, products_tags, favourites, categories, complaints, answers, customers_products, notices;
            INSERT INTO categories SELECT g, CASE WHEN g > 1 THEN g / 2 END, 'category ' || g FROM generate_series(1, 40) g;
            INSERT INTO customers SELECT g, 'customer ' || g, g, 1 FROM generate_series(1, 40) g;
            INSERT INTO cards SELECT g, g, 'card ' || g FROM generate_series(1, 30) g;
            INSERT INTO products SELECT g, 'product ' || g, g * 10, g FROM generate_series(1, 30) g;
            INSERT INTO tags SELECT g, 'tag ' || g FROM generate_series(1, 12) g;
            INSERT INTO products_tags SELECT p, t FROM generate_series(1, 30) p, generate_series(1, 4) t;
            INSERT INTO favourites SELECT c, p, 3 FROM generate_series(1, 40) c, generate_series(1, 5) p;
            INSERT INTO customers_products SELECT c, p, p - 1 FROM generate_series(1, 40) c, generate_series(1, 5) p;
            INSERT INTO notices SELECT g, 'category ' || CASE WHEN g > 10 THEN 100 ELSE 1 END FROM generate_series(1, 30) g;
            INSERT INTO orders SELECT g, 1 + g % 40, 'open' FROM generate_series(1, 200) g;
            INSERT INTO lines SELECT g, 1 + g % 200, 1 + g % 30, g % 7 FROM generate_series(1, 600) g;
            INSERT INTO complaints SELECT g, 1 + g % 40, 1 + (g + 7) % 200, 'complaint ' || g FROM generate_series(1, 200) g;
            INSERT INTO answers SELECT g, 1 + g % 200, 'answer ' || g FROM generate_series(1, 400) g""";

    private static final String DIGEST = """
            SELECT md5(concat_ws('|',
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT %1$s, name, points, version FROM customers) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT %1$s, customer_id, number FROM cards) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT %1$s, customer_id, state FROM orders) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text)
                 FROM (SELECT %1$s, order_id, product_id, amount FROM lines) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT %1$s, name, price, category_id FROM products) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT %1$s, text FROM tags) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT product_id, least(tag_id, 1000) FROM products_tags) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT * FROM favourites) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT * FROM customers_products) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT * FROM notices) r),
              (SELECT string_agg(c.relname, ',' ORDER BY c.relname) FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace),
              (SELECT string_agg(c.conname, ',' ORDER BY c.conname) FROM pg_constraint c WHERE c.connamespace = 'public'::regnamespace),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT * FROM complaints) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT * FROM answers) r),
              (SELECT string_agg(r::text, ',' ORDER BY r::text) FROM (SELECT %1$s, parent_id, name FROM categories) r)))""".replace("%1$s", "CASE WHEN id < " + NEW + " THEN id END");

    private static final String[] SEQUENCES = {"customers", "cards", "orders", "lines", "products", "tags", "categories"
    };

    private static final String OBSERVER = "relata-test-observer";

    private static final String OURS =
            " FROM pg_stat_activity WHERE datname = current_database() AND application_name <> '" + OBSERVER
                    + "' AND backend_type = 'client backend'";

    /** How many deadlocks one after the other lead to another attempt; PostgreSQL finds each after a second. */
    private static final int DEADLOCKS = 10;

    private final TestDatabase database = TestDatabase.create();

    /** Stay open, and are not counted: one may kill what another one waits for. */
    private final ConnectionPool observer = TestDatabase.pool(
            new PostgresqlConnectionFactory(
                    database.configuration().applicationName(OBSERVER).build()),
            3);

    GoodsDatabase() {
        R2dbcStore store = R2dbcStore.of(database.connectionFactory());
        Relata.builder()
                .store(store)
                .model(Goods.MODEL)
                .build()
                .schema()
                .create()
                .block(Duration.ofSeconds(30));
        for (String table : SEQUENCES) {
            database.execute("SELECT setval(pg_get_serial_sequence('" + table + "', 'id'), 1000000)");
        }
        database.execute(
                "ALTER TABLE events SET (fillfactor = 10, autovacuum_enabled = off)",
                "INSERT INTO events SELECT g, 'event ' || repeat('x', 30) || g FROM generate_series(1, 3000) g");
        fill();
    }

    TestDatabase database() {
        return database;
    }

    /** Brings all rows back that an operation may have changed, also where operations hold locks that lead to a deadlock. */
    void fill() {
        ask(FILL, row -> 0L);
    }

    /** Returns what is in the tables. */
    String digest() {
        return ask(DIGEST, row -> Objects.requireNonNull(row.get(0, String.class)))
                .get(0);
    }

    /** Returns how many connections there are to the database, other than the observer's. */
    long connections() {
        return number("SELECT count(*)" + OURS);
    }

    /** Returns how many of them run a statement or are in a transaction. */
    long busy() {
        return number("SELECT count(*)" + OURS + " AND (xact_start IS NOT NULL OR state <> 'idle')");
    }

    /** Ends all of them. */
    void kill() {
        ask("SELECT pg_terminate_backend(pid)" + OURS, row -> true);
    }

    /** Returns the number that a query selects. */
    long number(String sql) {
        return ask(sql, row -> Objects.requireNonNull(row.get(0, Long.class))).get(0);
    }

    private <T> List<T> ask(String sql, Function<Row, T> mapping) {
        return Objects.requireNonNull(Flux.usingWhen(
                        observer.create(),
                        connection -> Flux.from(connection.createStatement(sql).execute())
                                .concatMap(result -> result.map((row, metadata) -> mapping.apply(row))),
                        Connection::close)
                .collectList()
                .retryWhen(Retry.max(DEADLOCKS).filter(GoodsDatabase::isDeadlock))
                .block(Duration.ofSeconds(20)));
    }

    private static boolean isDeadlock(Throwable error) {
        return error instanceof R2dbcException driver && "40P01".equals(driver.getSqlState());
    }

    @Override
    public void close() {
        observer.dispose();
        database.close();
    }
}
