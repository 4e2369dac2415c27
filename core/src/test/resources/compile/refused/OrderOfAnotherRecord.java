package library;

import static dev.relata.model.Sort.desc;

import dev.relata.Relata;

final class OrderOfAnotherRecord {

    Object refused(Relata relata) {
        var books = relata.from(Book.class);
        books.orderBy(desc(Author::name)); // refused: incompatible
        return books;
    }
}
