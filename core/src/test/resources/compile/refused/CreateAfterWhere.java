package library;

import static dev.relata.model.Conditions.eq;

import dev.relata.Relata;

final class CreateAfterWhere {

    Object refused(Relata relata, Author author, Book draft) {
        var narrowed = relata.on(author, Author.BOOKS).where(Book::title, eq("x"));
        narrowed.create(draft); // refused: cannot find symbol
        return narrowed;
    }
}
