package library;

import static dev.relata.model.Conditions.in;

import dev.relata.Relata;

final class MixedTypesInOneCondition {

    Object refused(Relata relata) {
        var books = relata.from(Book.class);
        books.where(Book::pages, in(1, 2L, "x")); // refused: incompatible bounds
        return books;
    }
}
