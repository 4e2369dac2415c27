package dev.relata.benchmarks.library;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lookups by java-dataloader over the driver at its best; dispatched by hand, as it asks. */
final class DataLoaderLibrary {

    private final RawLibrary raw;

    DataLoaderLibrary(RawLibrary raw) {
        this.raw = raw;
    }

    /** The reviews with their books: a load for each, one dispatch. */
    Flux<Line> lines(List<Review> reviews) {
        return Mono.fromFuture(() -> loaded(reviews)).flatMapIterable(lines -> lines);
    }

    private CompletableFuture<List<Line>> loaded(List<Review> reviews) {
        DataLoader<Long, Book> loader = DataLoaderFactory.newDataLoader(this::books);
        List<CompletableFuture<Line>> lines = reviews.stream()
                .map(review -> loader.load(review.bookId()).thenApply(book -> new Line(review, book)))
                .toList();
        CompletableFuture<List<Book>> dispatched = loader.dispatch();
        return dispatched
                .thenCompose(any -> CompletableFuture.allOf(lines.toArray(CompletableFuture[]::new)))
                .thenApply(any -> lines.stream().map(CompletableFuture::join).toList());
    }

    private CompletableFuture<List<Book>> books(List<Long> keys) {
        return raw.byId(keys.toArray(Long[]::new))
                .map(books -> inOrder(keys, books))
                .toFuture();
    }

    private static List<Book> inOrder(List<Long> keys, Map<Long, Book> books) {
        return keys.stream().map(key -> Objects.requireNonNull(books.get(key))).toList();
    }
}
