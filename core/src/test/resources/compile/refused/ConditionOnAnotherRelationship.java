package library;

import dev.relata.Relata;

final class ConditionOnAnotherRelationship {

    Object refused(Relata relata) {
        var books = relata.from(Book.class);
        books.whereAny(Author.BOOKS, related -> related); // refused: cannot be converted to dev.relata.model.ToMany<library.Book
        return books;
    }
}
