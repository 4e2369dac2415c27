package dev.relata.mongo;

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
 * their number; for a JVM of its own: {@code ManyEvents <url> <database>}.
 */
public final class ManyEvents {

    static final int ROWS = 100_000;

    @Table("events")
    record Event(@Id long id, long ownerId, String title, int pages, Instant createdAt) {}

    private ManyEvents() {}

    public static void main(String[] arguments) {
        MongoStore store =
                MongoStore.builder().url(arguments[0]).database(arguments[1]).build();
        Relata relata = Relata.builder().store(store).model(Event.class).build();
        Long rows = relata.from(Event.class)
                .iterate()
                .publishOn(Schedulers.single(), 32)
                .doOnNext(ManyEvents::work)
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
