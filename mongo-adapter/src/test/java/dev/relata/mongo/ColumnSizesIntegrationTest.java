package dev.relata.mongo;

import static dev.relata.model.Conditions.in;
import static dev.relata.model.Conditions.is;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.mongodb.reactivestreams.client.MongoClient;
import dev.relata.Relata;
import dev.relata.error.RelataException;
import dev.relata.error.StoreException;
import dev.relata.error.StoreUnavailableException;
import dev.relata.model.Assignment;
import dev.relata.model.Id;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Documents and commands that are too large, or too deep. */
class ColumnSizesIntegrationTest {

    private static final int MEBIBYTE = 1 << 20;

    record Nest(@Nullable Nest inner) {}

    record Parcel(@Id long id, String content, @Nullable Nest nest) {}

    private final String name = TestServer.database();
    private final MongoClient client = TestServer.client();
    private final Relata relata = Relata.builder()
            .store(MongoStore.builder()
                    .client(client)
                    .database(name)
                    .atomicity(Atomicity.BEST_EFFORT)
                    .build())
            .model(Parcel.class)
            .build();

    @AfterEach
    void drop() {
        Mono.from(client.getDatabase(name).drop()).as(StepVerifier::create).verifyComplete();
        client.close();
    }

    private static <T> List<T> run(Publisher<T> publisher) {
        List<T> answer = Flux.from(publisher).collectList().block(Duration.ofSeconds(300));
        return answer == null ? List.of() : answer;
    }

    private static Parcel parcel(long id, int length) {
        return new Parcel(id, "x".repeat(length), null);
    }

    private static void isTooLarge(Publisher<?> request) {
        assertThat(catchThrowable(() -> run(request))).isInstanceOfSatisfying(StoreException.class, error -> {
            assertThat(error).isNotInstanceOf(StoreUnavailableException.class).hasMessageContaining("16 MiB");
            assertThat(error.retryable()).isFalse();
            assertThat(error.getCause()).isNotNull();
        });
    }

    @Test
    void aDocumentThatIsTooLargeIsRefusedInWordsAndTheOthersAreWritten() {
        run(relata.insert(parcel(1, 15 * MEBIBYTE)));

        isTooLarge(relata.insert(parcel(2, 17 * MEBIBYTE)));
        isTooLarge(relata.upsert(parcel(2, 17 * MEBIBYTE)));
        isTooLarge(relata.update(parcel(1, 17 * MEBIBYTE)));
        isTooLarge(relata.from(Parcel.class)
                .where(is(Parcel::id, in(1L)))
                .update(Assignment.set(Parcel::content, "x".repeat(17 * MEBIBYTE))));
        run(relata.insert(parcel(3, 1)));

        assertThat(run(relata.from(Parcel.class).ids())).containsExactlyInAnyOrder(1L, 3L);
    }

    @Test
    void aCommandThatIsTooLargeIsRefusedInWords() {
        run(relata.insert(parcel(1, 1)));
        List<Long> ids = LongStream.range(0, 1_500_000).boxed().toList();

        isTooLarge(relata.from(Parcel.class).where(is(Parcel::id, in(ids))).count());
        isTooLarge(relata.from(Parcel.class).where(is(Parcel::id, in(ids))).all());
        isTooLarge(relata.from(Parcel.class).where(is(Parcel::id, in(ids))).iterate());
        isTooLarge(relata.from(Parcel.class).where(is(Parcel::id, in(ids))).deleteAll());
        assertThat(run(relata.from(Parcel.class)
                        .where(is(Parcel::id, in(ids.subList(0, 100_000))))
                        .ids()))
                .containsExactly(1L);
    }

    @ParameterizedTest
    @ValueSource(ints = {150, 600})
    void aDocumentThatIsTooDeepIsAnErrorOfRelata(int depth) {
        Nest nest = new Nest(null);
        for (int i = 0; i < depth; i++) {
            nest = new Nest(nest);
        }
        Parcel deep = new Parcel(1, "", nest);

        Throwable error = catchThrowable(() -> run(relata.insert(deep)));

        if (error == null) {
            assertThat(run(relata.find(Parcel.class, 1L))).containsExactly(deep);
        } else {
            assertThat(error).isInstanceOf(RelataException.class).isNotInstanceOf(StoreUnavailableException.class);
        }
    }
}
