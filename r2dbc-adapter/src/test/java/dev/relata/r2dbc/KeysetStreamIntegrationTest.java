package dev.relata.r2dbc;

import static dev.relata.model.Sort.asc;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.model.Id;
import dev.relata.query.Iteration;
import dev.relata.r2dbc.server.ServerProfile;
import dev.relata.spi.Isolation;
import dev.relata.spi.TransactionOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Streams of a server without cursors, in transactions, while others write. */
class KeysetStreamIntegrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static TestDatabase database;

    public record Mark(@Id long id, long place) {}

    @BeforeAll
    static void createDatabase() {
        database = TestDatabase.create();
        database.execute("CREATE TABLE marks (id bigint PRIMARY KEY, place bigint NOT NULL)");
    }

    @AfterAll
    static void dropDatabase() {
        database.close();
    }

    @BeforeEach
    void fill() {
        database.execute("TRUNCATE marks", "INSERT INTO marks SELECT n, n FROM generate_series(1, 4) n");
    }

    private static Mono<Void> others() {
        return Mono.<Void>fromRunnable(() -> database.execute(
                        "UPDATE marks SET place = 10 WHERE id = 1", "UPDATE marks SET place = 0 WHERE id = 4"))
                .subscribeOn(Schedulers.boundedElastic());
    }

    /** Pages are several statements: one row has gone on to a later page, another one back to an earlier. */
    @ParameterizedTest
    @CsvSource({", true", ", false", "READ_COMMITTED, true", "REPEATABLE_READ, true", "SERIALIZABLE, true"})
    void eachRowComesOnceWhateverOthersWriteMeanwhile(Isolation isolation, boolean readOnly) {
        Relata relata = Relata.builder()
                .store(R2dbcStore.builder()
                        .connectionFactory(database.pool(2))
                        .server(ServerProfile.YUGABYTEDB)
                        .build())
                .model(Mark.class)
                .build();
        Flux<Long> ids = relata.from(Mark.class)
                .orderBy(asc(Mark::place))
                .iterate(Iteration.fetchSize(1))
                .map(Mark::id)
                .index()
                .concatMap(next -> next.getT1() == 0 ? others().thenReturn(next.getT2()) : Mono.just(next.getT2()), 1);

        List<Long> seen = relata.transactional(ids, new TransactionOptions(isolation, readOnly, 0))
                .collectList()
                .block(LIMIT);

        assertThat(seen).containsExactly(1L, 2L, 3L, 4L);
    }
}
