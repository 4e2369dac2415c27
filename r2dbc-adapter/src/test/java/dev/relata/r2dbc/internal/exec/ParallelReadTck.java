package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.TestDatabase;
import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.spi.stream.FetchSize;
import io.r2dbc.pool.ConnectionPool;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.AfterClass;
import org.testng.annotations.BeforeClass;

/** The Reactive Streams rules, held by a stream over several connections. */
public class ParallelReadTck extends PublisherVerification<Integer> {

    private static final long LONGEST = 1 << 16;
    private static final int RANGES = 3;

    private TestDatabase database;
    private ConnectionPool pool;

    public ParallelReadTck() {
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
        return SqlClient.of(pool, SqlClientOptions.defaults())
                .parallel(new RangesSelect<>(
                        Command.read("Series", "SELECT pg_export_snapshot()"),
                        row -> ranges(elements),
                        RANGES,
                        () -> FetchSize.fixed(7)));
    }

    private static List<RangeSelect<Integer>> ranges(long elements) {
        return LongStream.range(0, RANGES)
                .mapToObj(i -> RangeSelect.<Integer>of(
                        Command.read(
                                "Series",
                                "SELECT i::int FROM generate_series($1, $2) i",
                                elements * i / RANGES + 1,
                                elements * (i + 1) / RANGES),
                        row -> row.get(0, Integer.class),
                        row -> 0))
                .toList();
    }

    // The snapshot is asked for with the subscription, and fails after it.
    @Override
    public @Nullable Publisher<Integer> createFailedPublisher() {
        return null;
    }
}
