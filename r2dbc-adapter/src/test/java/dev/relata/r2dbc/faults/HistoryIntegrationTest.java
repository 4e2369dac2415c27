package dev.relata.r2dbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.CommitUnknownException;
import dev.relata.query.Bulk;
import dev.relata.r2dbc.faults.Goods.Customer;
import dev.relata.r2dbc.faults.Goods.Order;
import dev.relata.r2dbc.faults.Goods.Product;
import dev.relata.r2dbc.faults.Goods.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writers at once under cuts and cancels, whose acknowledgements are compared with what is there afterwards. */
class HistoryIntegrationTest {

    private static final int WRITERS = 6;

    /** The first id of the rows that writers change. */
    private static final long FIRST = 100_000;

    /** The customer, product and orders of each write. The product has a link to tag 4. */
    private static final String FILL = """
            INSERT INTO customers SELECT %1$d + g, 'history ' || g, 0, 1 FROM generate_series(0, %2$d) g;
            INSERT INTO products SELECT %1$d + g, 'history ' || g, 1, NULL FROM generate_series(0, %2$d) g;
            INSERT INTO products_tags SELECT %1$d + g, 4 FROM generate_series(0, %2$d) g;
            INSERT INTO orders SELECT %1$d + 3 * g + i, %1$d + g, 'open' FROM generate_series(0, %2$d) g, generate_series(0, 2) i""";

    private enum Acknowledgement {
        STORED,
        NOT_STORED,
        UNKNOWN
    }

    /**
     * One write of a history.
     *
     * @param kind its kind, for the report
     * @param number its number, from 0 on
     * @param rows how many rows it changes
     * @param changed selects how many of them are changed
     * @param publisher writes
     */
    private record Write(String kind, long number, long rows, String changed, Publisher<?> publisher) {}

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private final int rounds = Integer.getInteger("faults.rounds", 25);
    private final Map<Write, Acknowledgement> history = new ConcurrentHashMap<>();
    private ShopUnderFaults shop;

    @BeforeEach
    void open() throws IOException {
        shop = new ShopUnderFaults(4);
        shop.goods().database().execute(FILL.formatted(FIRST, rounds * WRITERS).split(";"));
    }

    @AfterEach
    void close() throws IOException {
        shop.close();
    }

    @Test
    @Timeout(300)
    void nothingAcknowledgedIsLostAndNothingElseIsHalfThere() {
        Random random = new Random(seed);
        for (int round = 0; round < rounds; round++) {
            Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
            shop.proxy().arm(Fault.cut(direction, random.nextInt(6000), random.nextBoolean()));
            List<Mono<Void>> writes = LongStream.range((long) round * WRITERS, (round + 1L) * WRITERS)
                    .mapToObj(number -> acknowledged(write(number, random.nextInt(6)), random))
                    .toList();
            Flux.merge(writes).blockLast(Duration.ofSeconds(25));
        }
        shop.proxy().arm(Fault.NONE);
        assertThat(shop.left()).isEmpty();

        System.out.println("faults.seed=" + seed + " " + report());
        List<String> wrong = new ArrayList<>();
        history.forEach((write, acknowledged) -> check(write, acknowledged, wrong));
        assertThat(wrong).as("faults.seed=" + seed).isEmpty();
    }

    private Write write(long number, int kind) {
        Relata relata = shop.relata();
        long id = FIRST + number;
        return switch (kind) {
            case 0 -> insert(number, relata.bulk().insert(tags(number)));
            case 1 -> insert(number, relata.bulk(Bulk.chunkSize(2)).insert(Tag.class, Flux.fromIterable(tags(number))));
            case 2 ->
                insert(
                        number,
                        Flux.fromIterable(tags(number)).flatMap(relata::insert).as(relata::transactional));
            case 3 ->
                new Write(
                        "update",
                        number,
                        3,
                        "SELECT count(*) FROM orders WHERE state = 'late' AND customer_id = " + id,
                        relata.bulk(Bulk.chunkSize(2)).update(orders(number)));
            case 4 ->
                new Write(
                        "delete",
                        number,
                        4,
                        "SELECT 4 - (SELECT count(*) FROM customers WHERE id = %1$d) - (SELECT count(*) FROM orders WHERE customer_id = %1$d)"
                                .formatted(id),
                        relata.delete(new Customer(id, "history " + number, 0, 1)));
            default ->
                new Write(
                        "links",
                        number,
                        4,
                        "SELECT 1 + sum(CASE tag_id WHEN 4 THEN -1 ELSE 1 END) FROM products_tags WHERE product_id = "
                                + id,
                        relata.on(new Product(id, "history " + number, 1, null), Product.TAGS)
                                .setIds(1L, 2L, 3L));
        };
    }

    private static Write insert(long number, Publisher<?> publisher) {
        return new Write(
                "insert",
                number,
                3,
                "SELECT count(*) FROM tags WHERE text LIKE 'history %d row %%'".formatted(number),
                publisher);
    }

    private static List<Tag> tags(long number) {
        return IntStream.range(0, 3)
                .mapToObj(i -> new Tag(null, "history " + number + " row " + i))
                .toList();
    }

    private static List<Order> orders(long number) {
        return LongStream.range(0, 3)
                .mapToObj(i -> new Order(FIRST + 3 * number + i, FIRST + number, "late"))
                .toList();
    }

    /** One in four is cancelled, and then nobody knows how it ended. */
    private Mono<Void> acknowledged(Write write, Random random) {
        history.put(write, Acknowledgement.UNKNOWN);
        Publisher<?> cancel = random.nextInt(4) == 0 ? Mono.delay(Duration.ofMillis(random.nextInt(30))) : Mono.never();
        return Flux.from(write.publisher())
                .then()
                .doOnSuccess(done -> history.put(write, Acknowledgement.STORED))
                .onErrorResume(error -> {
                    boolean unknown = error instanceof CommitUnknownException;
                    history.put(write, unknown ? Acknowledgement.UNKNOWN : Acknowledgement.NOT_STORED);
                    return Mono.empty();
                })
                .takeUntilOther(cancel);
    }

    private Map<String, Long> report() {
        return history.entrySet().stream()
                .collect(Collectors.groupingBy(
                        each -> each.getKey().kind() + " " + each.getValue(), TreeMap::new, Collectors.counting()));
    }

    private void check(Write write, Acknowledgement acknowledged, List<String> wrong) {
        long changed = shop.goods().number(write.changed());
        boolean right = switch (acknowledged) {
            case STORED -> changed == write.rows();
            case NOT_STORED -> changed == 0;
            case UNKNOWN -> changed == 0 || changed == write.rows();
        };
        if (!right) {
            wrong.add(write.kind() + " " + write.number() + " is " + acknowledged + ", and " + changed + " rows of "
                    + write.rows() + " are changed");
        }
    }
}
