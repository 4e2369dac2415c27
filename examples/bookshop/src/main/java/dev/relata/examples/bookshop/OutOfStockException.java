package dev.relata.examples.bookshop;

import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** Fewer copies of a book are there than somebody wants to buy. */
final class OutOfStockException extends ResponseStatusException {

    private static final long serialVersionUID = 1L;

    OutOfStockException(Book book) {
        super(HttpStatus.CONFLICT, "\"" + book.title() + "\" has " + book.stock() + " copies left");
    }
}
