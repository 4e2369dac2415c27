package library;

import dev.relata.Relata;

final class SumOfAText {

    Object refused(Relata relata) {
        var books = relata.from(Book.class);
        books.sum(Book::title); // refused: no suitable method
        return books;
    }
}
