package library;

import dev.relata.Relata;
import dev.relata.query.Recursion;
import dev.relata.query.Selection;

final class RecursionIntoAnotherType {

    Selection<Author> refused(Relata relata) {
        Selection<Author> authors = relata.from(Author.class).fetch(Author.BOOKS);
        authors = relata.from(Author.class).fetch(Author.BOOKS, Recursion.toEnd()); // refused: no suitable method
        return authors;
    }
}
