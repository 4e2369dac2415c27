package library;

import dev.relata.query.Graph;
import java.util.List;
import java.util.Optional;

final class OneOfMany {

    Optional<?> refused(Graph<Author> graph) {
        Optional<?> one = graph.one(Author.PROFILE);
        one = graph.one(Author.BOOKS); // refused: no suitable method
        List<Book> many = graph.many(Author.BOOKS);
        return many.isEmpty() ? Optional.empty() : one;
    }
}
