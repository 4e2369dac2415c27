package dev.relata.internal.write;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.Reason;
import dev.relata.error.StoreException;
import dev.relata.query.Bulk;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ChunksTest {

    private static final List<Integer> ROWS =
            IntStream.rangeClosed(1, 10).boxed().toList();

    private static Mono<List<Integer>> read(int broken) {
        return Chunks.<Integer>of(ROWS, Bulk.chunkSize(4)).collectLater(chunk -> {
            Supplier<List<Integer>> later = () -> {
                if (chunk.contains(broken)) {
                    throw new StoreException("cannot be read", Reason.OTHER, null, false, null);
                }
                return chunk;
            };
            return Mono.just(later);
        });
    }

    @Test
    void rowsThatAreMadeLaterKeepTheirOrder() {
        StepVerifier.create(read(0)).expectNext(ROWS).verifyComplete();
    }

    /** They are made when the next chunk has been written, which is not the one that is to be named. */
    @Test
    void anErrorOfRowsThatAreMadeLaterSaysWhereTheirChunkBegins() {
        StepVerifier.create(read(2)).verifyErrorMessage("cannot be read");
        StepVerifier.create(read(6))
                .verifyErrorSatisfies(
                        error -> assertThat(error).hasMessage("cannot be read; in the chunk that begins with row 5"));
    }
}
