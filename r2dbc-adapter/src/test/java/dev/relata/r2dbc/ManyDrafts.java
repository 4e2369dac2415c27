package dev.relata.r2dbc;

import dev.relata.Relata;
import dev.relata.r2dbc.BulkFixture.Item;
import dev.relata.r2dbc.BulkFixture.Shelf;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Creates as many rows as are asked for and links as many, each from a Flux, and prints what was written, the statements and
 * the milliseconds that it took; for a JVM of its own: {@code ManyDrafts <url> <rows>}.
 */
public final class ManyDrafts {

    private static final Duration LIMIT = Duration.ofSeconds(50);

    private ManyDrafts() {}

    public static void main(String[] arguments) {
        int rows = Integer.parseInt(arguments[1]);
        AtomicInteger statements = new AtomicInteger();
        R2dbcStore store = R2dbcStore.builder()
                .url(arguments[0])
                .maxSize(1)
                .listener(statement -> statements.addAndGet(statement.kind().counts() ? 1 : 0))
                .build();
        Relata relata =
                Relata.builder().store(store).model(Shelf.class, Item.class).build();
        long started = System.nanoTime();
        Flux<Item> drafts =
                Flux.range(1, rows).map(i -> new Item(null, null, "a title of some length, " + (1_000_000 + i), i));
        Flux<Item> stored = Flux.range(1, rows).map(i -> new Item((long) i, 1L, "linked", i));
        Mono<String> work = relata.on(BulkFixture.SHELF, Shelf.ITEMS)
                .createManyCount(drafts)
                .zipWhen(created -> relata.on(BulkFixture.SHELF, Shelf.MARKED).addMany(stored))
                .map(both -> "created: " + both.getT1() + ", linked: " + both.getT2());
        String done = work.block(LIMIT);
        long millis = (System.nanoTime() - started) / 1_000_000;
        System.out.println(done + ", statements: " + statements + ", ms: " + millis);
        store.close().block(Duration.ofSeconds(5));
    }
}
