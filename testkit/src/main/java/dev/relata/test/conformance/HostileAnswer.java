package dev.relata.test.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.error.RelataException;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/**
 * What an attack was answered, and what was sent for it: rows, or an error of Relata.
 *
 * @param rows what came; nothing before an error
 * @param error how it failed, or null
 * @param sent the texts of the statements
 * @param <T> what is answered
 */
record HostileAnswer<T>(List<T> rows, @Nullable Throwable error, List<String> sent) {

    private static final Duration LONGEST = Duration.ofSeconds(30);

    static <T> HostileAnswer<T> of(Publisher<T> publisher, Supplier<List<String>> sent) {
        try {
            List<T> rows = Flux.from(publisher).collectList().block(LONGEST);
            return new HostileAnswer<>(rows == null ? List.of() : rows, null, sent.get());
        } catch (RelataException e) {
            assertThat(e.getMessage()).as("a message").isNotBlank();
            return new HostileAnswer<>(List.of(), e, sent.get());
        }
    }

    /** Returns what came; an error is thrown. */
    List<T> values() {
        if (error != null) {
            throw new AssertionError("expected an answer, but it failed: " + error, error);
        }
        return rows;
    }

    /** Returns the error if nothing was sent, or null. */
    @Nullable
    Throwable refusedBeforeSending() {
        return sent.isEmpty() ? error : null;
    }
}
