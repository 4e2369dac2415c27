package dev.relata.spring.test;

import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Counts the statements of a test; a bean of the slice. Thread-safe.
 *
 * <pre>{@code
 * @Autowired
 * StatementCount statements;
 *
 * statements.of(library.authorsWithBooks())
 *         .as(StepVerifier::create)
 *         .assertNext(sent -> assertThat(sent).hasCount(2))
 *         .verifyComplete();
 *
 * SentStatements before = statements.sent();
 * library.rename(author).as(StepVerifier::create).verifyComplete();
 * assertThat(statements.sent().since(before)).hasCount(1);
 * }</pre>
 *
 * <p>Counted are SELECT, INSERT, UPDATE, DELETE, COPY and the opening of a cursor: those of Relata, as its listeners report
 * them, and those that other libraries (Spring Data, {@code DatabaseClient}) send over the connection of a test that is rolled
 * back. In a test without that transaction only those of Relata are seen.
 */
public interface StatementCount {

    /**
     * Returns what was sent since the test method began.
     *
     * @return the statements, also of what still runs
     */
    SentStatements sent();

    /**
     * Subscribes and returns what was sent until the end.
     *
     * @param publisher the pipeline whose statements are counted; its elements are dropped
     * @return the statements, a new count for each subscription; statements that others send at the same time are among them.
     *     An error of the publisher is signalled
     */
    default Mono<SentStatements> of(Publisher<?> publisher) {
        return Mono.defer(() -> {
            SentStatements before = sent();
            return Flux.from(publisher).then(Mono.fromSupplier(() -> sent().since(before)));
        });
    }
}
