package dev.relata.r2dbc;

import static dev.relata.model.Operator.GTE;
import static dev.relata.r2dbc.Library.asc;
import static dev.relata.r2dbc.Library.attributes;
import static dev.relata.r2dbc.Library.is;
import static dev.relata.r2dbc.Library.path;
import static dev.relata.r2dbc.Library.query;
import static dev.relata.r2dbc.Library.type;
import static dev.relata.r2dbc.LibraryStore.all;
import static dev.relata.r2dbc.LibraryStore.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.query.Iteration;
import dev.relata.r2dbc.Library.Tag;
import dev.relata.spi.Conflict;
import dev.relata.spi.Delete;
import dev.relata.spi.Insert;
import dev.relata.spi.Query;
import dev.relata.spi.Select;
import dev.relata.spi.Session;
import dev.relata.spi.StatementKind;
import dev.relata.spi.Transaction;
import dev.relata.spi.TransactionOptions;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.proxy.ProxyConnectionFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Streams and transactions through the store's contract, against a real server. */
class StoreStreamIntegrationTest {

    private static final Query TAGS =
            query(Tag.class).where(is(path(Tag.class, "id"), GTE, 1000L)).orderBy(List.of(asc(path(Tag.class, "id"))));
    private static final Select SELECT = Select.rows("Tag", TAGS);

    private LibraryStore library;

    @BeforeEach
    void open() {
        library = LibraryStore.filled();
        library.database().execute("INSERT INTO tags SELECT g, 'n' || g FROM generate_series(1000, 5999) g");
        library.statements();
    }

    @AfterEach
    void close() {
        library.close();
    }

    @Test
    void streamsInOrderByFetchesOfTheGivenSize() {
        Flux<Long> ids =
                library.session().stream(SELECT, Iteration.fetchSize(1000)).map(row -> (Long) row[0]);
        assertThat(await(ids.collectList()))
                .hasSize(5000)
                .isSorted()
                .startsWith(1000L)
                .endsWith(5999L);
        assertThat(library.count(StatementKind.FETCH)).isBetween(5L, 6L);
        assertThat(library.statements()).hasSize(1);
    }

    @Test
    void growsItsFetchesUnlessToldOtherwise() {
        StepVerifier.create(library.session().stream(SELECT, Iteration.adaptive()), 1)
                .expectNextCount(1)
                .thenRequest(Long.MAX_VALUE)
                .expectNextCount(4999)
                .verifyComplete();
        assertThat(library.count(StatementKind.FETCH)).isBetween(4L, 6L);
    }

    @Test
    void fetchesByBytesWhereRowsAreLarge() {
        library.database().execute("UPDATE tags SET name = repeat('x', 20000) WHERE id >= 5000");
        Query large = query(Tag.class).where(is(path(Tag.class, "id"), GTE, 5000L));
        StepVerifier.create(library.session().stream(Select.rows("Tag", large), Iteration.adaptive()))
                .expectNextCount(1000)
                .verifyComplete();
        assertThat(library.count(StatementKind.FETCH)).isGreaterThan(10);
    }

    @Test
    void streamsAndReadsOnTheConnectionOfATransaction() {
        Transaction transaction = await(library.opened().begin(TransactionOptions.defaults()));
        Flux<String> names = transaction.stream(SELECT, Iteration.fetchSize(500))
                .take(20)
                .concatMap(row -> transaction.select(Select.rows("Tag", TAGS.limit(1))))
                .map(row -> (String) row[1]);
        assertThat(await(names.distinct().collectList())).containsExactly("n1000");
        transaction.rollback().as(StepVerifier::create).verifyComplete();
        assertThat(library.database().transactions()).isZero();
    }

    @Test
    void keepsWhatIsCommittedAndUndoesTheRest() {
        Transaction outer = await(library.opened().begin(TransactionOptions.defaults()));
        add(outer, "outer");
        Transaction inner = await(outer.nested());
        add(inner, "inner");
        inner.rollback().as(StepVerifier::create).verifyComplete();
        Transaction kept = await(outer.nested());
        add(kept, "kept");
        kept.commit().as(StepVerifier::create).verifyComplete();
        assertThat(names()).isEmpty();
        outer.commit().as(StepVerifier::create).verifyComplete();
        assertThat(names()).containsExactly("kept", "outer");
    }

    @Test
    void sendsOneStatementForEachRequestAsADriverProxySees() {
        Queue<String> sent = new ConcurrentLinkedQueue<>();
        ConnectionPool pool = TestDatabase.pool(
                ProxyConnectionFactory.builder(library.database().connectionFactory())
                        .onBeforeQuery(query -> query.getQueries().forEach(one -> sent.add(one.getQuery())))
                        .build(),
                1);
        Session session = R2dbcStore.of(pool).open(Library.MODEL).direct();
        all(session.select(SELECT));
        add(session, "one");
        await(session.delete(new Delete("Tag", TAGS)));
        assertThat(sent.stream().filter(text -> text.matches("(?s)(SELECT|INSERT|UPDATE|DELETE|WITH).*")))
                .hasSize(3);
        pool.disposeLater().as(StepVerifier::create).verifyComplete();
    }

    private static void add(Session session, String name) {
        Insert insert = new Insert(
                "Tag",
                type(Tag.class),
                attributes(Tag.class, "name"),
                List.<Object[]>of(new Object[] {name}),
                Conflict.error(),
                attributes(Tag.class, "id"));
        assertThat(all(session.insert(insert))).hasSize(1);
    }

    private List<String> names() {
        return library.database()
                .query(
                        "SELECT name FROM tags WHERE id < 1000 AND id > 50 ORDER BY name",
                        row -> row.get(0, String.class));
    }
}
