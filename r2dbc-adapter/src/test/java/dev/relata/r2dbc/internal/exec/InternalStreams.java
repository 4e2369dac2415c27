package dev.relata.r2dbc.internal.exec;

import dev.relata.r2dbc.internal.exec.connection.Command;
import dev.relata.r2dbc.internal.exec.connection.SqlClientOptions;
import dev.relata.spi.stream.FetchSize;
import dev.relata.test.streams.PublisherUnderTest;
import dev.relata.test.streams.PublisherUnderTest.Trait;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import java.util.stream.LongStream;
import reactor.core.publisher.Flux;

/** The streams of this package, as the store's operators meet them. */
public final class InternalStreams {

    private static final int RANGES = 3;

    private InternalStreams() {}

    /** The publishers over connections of a database. */
    public static List<PublisherUnderTest> of(ConnectionFactory connections) {
        SqlClient client = SqlClient.of(connections, SqlClientOptions.defaults());
        return List.of(
                PublisherUnderTest.of("SqlSession.cursor", n -> cursor(client, n)),
                PublisherUnderTest.of("SqlClient.parallel", n -> parallel(client, n))
                        .with(Trait.VARYING));
    }

    private static Flux<Integer> cursor(SqlClient client, long elements) {
        return client.direct()
                .cursor(
                        Command.read("Series", "SELECT i::int FROM generate_series(1, $1) i", elements),
                        CursorOptions.fixed(7),
                        row -> row.get(0, Integer.class));
    }

    private static Flux<Integer> parallel(SqlClient client, long elements) {
        return client.parallel(new RangesSelect<>(
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
}
