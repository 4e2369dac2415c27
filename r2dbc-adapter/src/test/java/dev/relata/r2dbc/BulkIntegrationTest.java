package dev.relata.r2dbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.query.Bulk;
import dev.relata.query.OnConflict;
import dev.relata.spi.ExecutedStatement;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Bulk writes over PostgreSQL: which way they travel. */
class BulkIntegrationTest extends BulkFixture {

    @Test
    void largeChunksAreCopiedAndAnswerTheirIdsInOrder() {
        table("text");

        List<Item> created = run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(2500), Bulk.chunkSize(1000)));

        assertThat(sent()).containsExactly("WITH", "COPY", "WITH", "COPY", "WITH", "COPY");
        assertThat(created).extracting(Item::pages).isSorted().hasSize(2500);
        assertThat(created).isEqualTo(run(relata.from(Item.class).all()));
        assertThat(run(relata.bulk()
                        .insert(Item.class, drafts(2500).map(item -> new Item(null, 1L, "x", -item.pages())))))
                .containsExactly(2500L);
        assertThat(sent()).containsExactly("SELECT", "COPY");
        assertThat(SENT).extracting(ExecutedStatement::rows).contains(2500L);
    }

    @Test
    void fewRowsAreInserted() {
        table("text");

        run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(100)));
        assertThat(sent()).containsExactly("INSERT");
    }

    /** Rows to leave out are copied as long as there are none; the first one is met once. */
    @Test
    void rowsThatMayBeThereAreCopiedUntilOneIs() {
        table("text");
        Bulk<Item> ignoring = Bulk.chunkSize(1000).onConflict(OnConflict.ignore());

        assertThat(run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(1000), ignoring)))
                .hasSize(1000);
        assertThat(sent()).containsExactly("WITH", "COPY");
        database.execute("DELETE FROM items WHERE pages <= 900");
        assertThat(run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(2500), ignoring)))
                .extracting(Item::pages)
                .hasSize(2400)
                .isSorted()
                .contains(900, 1001)
                .doesNotContain(901, 1000);
        assertThat(sent()).containsExactly("WITH", "COPY", "WITH", "WITH", "WITH");
        assertThat(stored()).isEqualTo(2500);
    }

    /** The same with links, of which none is there, then all are. */
    @Test
    void linksAreCopiedUntilOneIsThere() {
        table("text");
        List<Item> items = run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(1500)));
        Flux<Long> linked = relata.on(SHELF, Shelf.MARKED)
                .addMany(Flux.fromIterable(items), Bulk.chunkSize(750))
                .flux();

        assertThat(run(linked)).containsExactly(1500L);
        assertThat(sent()).containsExactly("SELECT", "COPY", "COPY");
        assertThat(run(linked)).containsExactly(0L);
        assertThat(sent()).containsExactly("SELECT", "COPY", "INSERT", "INSERT");
    }

    /** What a trigger makes of rows is answered, and what it leaves out is an error rather than a shift. */
    @Test
    void tablesWithTriggersAreNotCopied() {
        table(
                "text",
                "CREATE OR REPLACE FUNCTION shout() RETURNS trigger LANGUAGE plpgsql AS"
                        + " $$ BEGIN NEW.title := upper(NEW.title); RETURN NEW; END $$",
                "CREATE TRIGGER shouting BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION shout()");

        assertThat(run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(600))))
                .element(599)
                .extracting(Item::title)
                .isEqualTo("TITLE 600");
        assertThat(sent()).containsExactly("WITH", "INSERT");
    }

    /** Types that the model does not name, lengths that the database would cut: as an INSERT has it. */
    @Test
    void columnsThatWouldStoreSomethingElseAreNotCopied() {
        for (String type : List.of("char(12)", "varchar(8)")) {
            table(type);
            List<Item> created = run(relata.on(SHELF, Shelf.ITEMS)
                    .createMany(drafts(600).map(item -> new Item(null, null, "t        ", item.pages()))));
            assertThat(sent()).as(type).containsExactly("WITH", "INSERT");
            assertThat(created).as(type).isEqualTo(run(relata.from(Item.class).all()));
        }
        table("varchar(9)");
        run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(600)));
        assertThat(sent()).containsExactly("WITH", "COPY");
        table(
                "text",
                "ALTER TABLE items ALTER pages TYPE bigint",
                "ALTER TABLE items ALTER id DROP IDENTITY",
                "CREATE SEQUENCE numbers",
                "ALTER TABLE items ALTER id SET DEFAULT nextval('numbers')");
        run(relata.on(SHELF, Shelf.ITEMS).createMany(drafts(600)));
        assertThat(sent()).containsExactly("WITH", "INSERT");
        assertThat(stored()).isEqualTo(600);
        database.execute("DROP SEQUENCE numbers CASCADE");
    }

    /** What is beneath the connection is not known: nothing is copied. */
    @Test
    void aConnectionThatCannotCopyInserts() {
        table("text");
        ConnectionPool unknown = TestDatabase.pool(bare(database.connectionFactory()), 1);
        Relata other = over(unknown);

        List<Item> created = run(other.on(SHELF, Shelf.ITEMS).createMany(drafts(600)));

        assertThat(created).hasSize(600);
        assertThat(sent()).containsExactly("WITH", "INSERT");
        unknown.dispose();
    }

    private static ConnectionFactory bare(ConnectionFactory factory) {
        return new ConnectionFactory() {
            @Override
            public Publisher<? extends Connection> create() {
                return Mono.from(factory.create()).map(BulkIntegrationTest::bare);
            }

            @Override
            public ConnectionFactoryMetadata getMetadata() {
                return factory.getMetadata();
            }
        };
    }

    private static Connection bare(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw Objects.requireNonNull(thrown.getCause());
                    }
                });
    }
}
