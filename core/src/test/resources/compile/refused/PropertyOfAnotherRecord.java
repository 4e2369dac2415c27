package library;

import static dev.relata.model.Conditions.eq;

import dev.relata.Relata;

final class PropertyOfAnotherRecord {

    Object refused(Relata relata) {
        var books = relata.from(Book.class);
        books.where(Author::name, eq("x")); // refused: method name in record library.Author cannot be applied
        return books;
    }
}
