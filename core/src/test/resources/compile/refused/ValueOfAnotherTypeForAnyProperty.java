package library;

import dev.relata.Relata;

final class ValueOfAnotherTypeForAnyProperty {

    Object refused(Relata relata) {
        var books = relata.from(Book.class);
        books.where(Book::title).eq(1); // refused: incompatible
        return books;
    }
}
