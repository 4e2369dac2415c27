package library;

import dev.relata.Relata;
import dev.relata.query.Selection;

final class FetchOfAnotherOwner {

    Selection<Author> refused(Relata relata) {
        Selection<Author> authors = relata.from(Author.class).fetch(Author.BOOKS, books -> books.fetch(Book.TAGS));
        authors = relata.from(Author.class).fetch(Book.TAGS); // refused: no suitable method
        return authors;
    }
}
