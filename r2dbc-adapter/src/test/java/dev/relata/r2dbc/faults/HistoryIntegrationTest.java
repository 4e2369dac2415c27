package dev.relata.r2dbc.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.CommitUnknownException;
import dev.relata.query.Bulk;
import dev.relata.r2dbc.faults.Goods.Tag;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writers at once under cuts, whose acknowledgements are compared with what is there afterwards. */
class HistoryIntegrationTest {

    private enum Acknowledgement {
        STORED,
        NOT_STORED,
        UNKNOWN
    }

    private final long seed = Long.getLong("faults.seed", System.nanoTime());
    private final int rounds = Integer.getInteger("faults.rounds", 25);
    private final Map<String, Acknowledgement> history = new ConcurrentHashMap<>();
    private ShopUnderFaults shop;

    @BeforeEach
    void open() throws IOException {
        shop = new ShopUnderFaults(4);
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
            shop.proxy().arm(Fault.cut(direction, random.nextInt(4000), random.nextBoolean()));
            String name = "round " + round;
            Flux.range(0, 6)
                    .flatMap(writer -> write(name + " writer " + writer, writer % 3))
                    .blockLast(Duration.ofSeconds(25));
        }
        shop.proxy().arm(Fault.NONE);
        assertThat(shop.left()).isEmpty();

        List<String> wrong = new ArrayList<>();
        Set<String> stored = Set.copyOf(shop.goods().tags());
        history.forEach((write, acknowledged) -> check(write, acknowledged, stored, wrong));
        System.out.println("faults.seed=" + seed + " "
                + history.values().stream()
                        .collect(java.util.stream.Collectors.groupingBy(
                                each -> each, java.util.stream.Collectors.counting())));
        assertThat(wrong).as("faults.seed=" + seed).isEmpty();
    }

    /** Each write is of three rows, of which none may be there without the others. */
    private Mono<Void> write(String name, int kind) {
        Relata relata = shop.relata();
        List<Tag> rows = rows(name);
        Mono<Void> write = switch (kind) {
            case 0 -> relata.bulk().insert(rows).then();
            case 1 ->
                relata.bulk(Bulk.chunkSize(2))
                        .insert(Tag.class, Flux.fromIterable(rows))
                        .then();
            default ->
                Flux.fromIterable(rows)
                        .flatMap(relata::insert)
                        .as(relata::transactional)
                        .then();
        };
        return write.doOnSuccess(done -> history.put(name, Acknowledgement.STORED))
                .onErrorResume(error -> {
                    boolean unknown = error instanceof CommitUnknownException;
                    history.put(name, unknown ? Acknowledgement.UNKNOWN : Acknowledgement.NOT_STORED);
                    return Mono.empty();
                });
    }

    private static List<Tag> rows(String name) {
        return IntStream.range(0, 3)
                .mapToObj(i -> new Tag(null, name + " row " + i))
                .toList();
    }

    private static void check(String write, Acknowledgement acknowledged, Set<String> stored, List<String> wrong) {
        long there =
                rows(write).stream().filter(row -> stored.contains(row.text())).count();
        boolean right = switch (acknowledged) {
            case STORED -> there == 3;
            case NOT_STORED -> there == 0;
            case UNKNOWN -> there == 0 || there == 3;
        };
        if (!right) {
            wrong.add(write + " is " + acknowledged + ", and " + there + " rows of 3 are there");
        }
    }
}
