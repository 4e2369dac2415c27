package library;

import dev.relata.query.Graph;
import java.util.List;

final class GraphOfAnotherOwner {

    List<Book> refused(Graph<Author> graph) {
        List<Book> books = graph.many(Author.BOOKS);
        books = graph.many(Book.TAGS.inverse()); // refused: no suitable method
        return books;
    }
}
