package library;

import static dev.relata.model.Conditions.startsWith;

import dev.relata.Relata;

final class OperatorOfTextOnANumber {

    Object refused(Relata relata) {
        var books = relata.from(Book.class);
        books.where(Book::pages, startsWith("1")); // refused: incompatible bounds
        return books;
    }
}
