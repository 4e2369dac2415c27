package dev.relata.examples.bookshop;

import dev.relata.Relata;
import java.time.Clock;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;

/** Sells books: a repository and Relata write in one transaction. */
@Service
class PurchaseService {

    private final PurchaseRepository purchases;
    private final Relata relata;
    private final Clock clock;

    PurchaseService(PurchaseRepository purchases, Relata relata, Clock clock) {
        this.purchases = purchases;
        this.relata = relata;
        this.clock = clock;
    }

    /**
     * Sells copies of a book.
     *
     * @return the purchase; an {@link OutOfStockException} leaves neither it nor a smaller stock, and who buys the same book at the
     *     same time is refused with an {@code OptimisticLockingFailureException}
     */
    @Transactional
    Mono<Purchase> buy(long bookId, String reader, int copies) {
        return relata.find(Book.class, bookId)
                .switchIfEmpty(Mono.error(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "no such book")))
                .flatMap(book -> purchases
                        .save(new Purchase(null, bookId, reader, copies, clock.instant()))
                        .delayUntil(purchase -> take(book, copies)));
    }

    private Mono<Book> take(Book book, int copies) {
        return book.stock() < copies
                ? Mono.error(new OutOfStockException(book))
                : relata.update(book.withoutCopies(copies));
    }
}
