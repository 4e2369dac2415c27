package dev.relata.examples.stores;

import dev.relata.Relata;
import dev.relata.spi.ExecutedStatement;
import dev.relata.spi.StatementListener;
import dev.relata.spi.Store;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Does all that the service can, over one store, and counts. Used once. */
final class Visit implements StatementListener {

    static final Class<?>[] MODEL = {Author.class, Book.class, Tag.class};

    private final AtomicInteger statements = new AtomicInteger();

    @Override
    public void onStatement(ExecutedStatement statement) {
        if (statement.kind().counts()) {
            statements.incrementAndGet();
        }
    }

    /** The steps, one after another; the store must tell this of its statements. */
    Mono<List<Step>> of(Store store) {
        Shelf shelf = new Shelf(Relata.builder().store(store).model(MODEL).build());
        return Flux.concat(
                        step("fill the shelf", shelf.fill()),
                        step("stream books, look up each author", shelf.booksWithTheirAuthors()),
                        step("the two longest books of each author, with tags", shelf.longestBooks()),
                        step("who writes longer books of dreams", shelf.authorsWhoWriteOf("dreams")),
                        step("delete an author with all books", shelf.forget("le-guin")))
                .collectList();
    }

    private Mono<Step> step(String name, Flux<String> lines) {
        return Mono.defer(() -> {
            statements.set(0);
            return lines.collectList().map(all -> new Step(name, all, statements.get()));
        });
    }
}
