package dev.relata.r2dbc;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.model.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.zip.CRC32;
import reactor.core.scheduler.Schedulers;

/**
 * Streams all events into records, for a consumer that is slower than the server and asks for few at a time, and prints
 * their number; for a JVM of its own: {@code MillionEvents <url>}.
 */
public final class MillionEvents {

    static final long ROWS = 1_000_000;

    /** A view that answers that many rows, of about 300 MiB together once they are records. */
    static final String CREATE = "CREATE VIEW events AS SELECT i AS id, i * 7 AS owner_id,"
            + " rpad('The title of event number ' || i, 200, '.') AS title, (i % 997)::int AS pages,"
            + " timestamptz '2020-01-01 00:00:00Z' + i * interval '61 seconds' AS created_at"
            + " FROM generate_series(1, " + ROWS + "::bigint) i";

    @Table("events")
    record Event(@Id long id, long ownerId, String title, int pages, Instant createdAt) {}

    private MillionEvents() {}

    public static void main(String[] arguments) {
        R2dbcStore store = R2dbcStore.builder().url(arguments[0]).maxSize(1).build();
        Relata relata = Relata.builder().store(store).model(Event.class).build();
        Long rows = relata.from(Event.class)
                .iterate()
                .publishOn(Schedulers.single(), 32)
                .doOnNext(MillionEvents::work)
                .count()
                .flatMap(count -> store.close().thenReturn(count))
                .block(Duration.ofSeconds(50));
        System.out.println(rows);
    }

    private static void work(Event event) {
        CRC32 checksum = new CRC32();
        byte[] title = event.title().getBytes(UTF_8);
        for (int i = 0; i < 40; i++) {
            checksum.update(title);
        }
    }
}
