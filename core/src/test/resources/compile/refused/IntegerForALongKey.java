package library;

import static dev.relata.model.Conditions.eq;

import dev.relata.Relata;

final class IntegerForALongKey {

    Object refused(Relata relata) {
        var books = relata.from(Book.class);
        books.where(Book::authorId, eq(1)); // refused: incompatible bounds
        return books;
    }
}
