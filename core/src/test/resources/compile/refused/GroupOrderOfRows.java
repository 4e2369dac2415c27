package library;

import static dev.relata.model.Aggregates.sum;
import static dev.relata.model.Sort.desc;

import dev.relata.Relata;

final class GroupOrderOfRows {

    Object refused(Relata relata) {
        var books = relata.from(Book.class);
        books.orderBy(desc(sum(Book::pages))); // refused: incompatible
        return books;
    }
}
