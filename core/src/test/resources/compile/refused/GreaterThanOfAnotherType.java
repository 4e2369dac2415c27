package library;

import static dev.relata.model.Conditions.gt;

import dev.relata.Relata;

final class GreaterThanOfAnotherType {

    Object refused(Relata relata) {
        var books = relata.from(Book.class);
        books.where(Book::pages, gt("six hundred")); // refused: incompatible bounds
        return books;
    }
}
