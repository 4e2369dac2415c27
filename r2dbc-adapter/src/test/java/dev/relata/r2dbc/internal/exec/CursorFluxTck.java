package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;
import reactor.core.publisher.Flux;

/** The Reactive Streams rules, held by the stream of a real cursor. */
public class CursorFluxTck extends PublisherVerification<Integer> {

    private static final long LONGEST = 1 << 16;

    private TestDatabase database;
    private ConnectionPool pool;

    public CursorFluxTck() {
        super(new TestEnvironment(
                2_000, 50)); // how long a signal may take on a busy machine, and how long none may come
    }

    @BeforeClass
    public void start() {
        database = TestDatabase.create();
        pool = database.pool(8);
    }

    @AfterClass
    public void stop() {
        pool.disposeLater().block(Duration.ofSeconds(5));
        database.close();
    }

    @Override
    public long maxElementsFromPublisher() {
        return LONGEST;
    }

    @Override
    public Publisher<Integer> createPublisher(long elements) {
        return cursor(Command.read("Series", "SELECT i::int FROM generate_series(1, $1) i", elements));
    }

    // A cursor sends nothing before the first demand, so it cannot fail before either.
    @Override
    public @Nullable Publisher<Integer> createFailedPublisher() {
        return null;
    }

    private Flux<Integer> cursor(Command command) {
        return SqlClient.of(pool, SqlClientOptions.defaults())
                .direct()
                .cursor(command, CursorOptions.fixed(7), row -> row.get(0, Integer.class));
    }
}
