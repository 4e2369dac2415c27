package dev.relata.spring.docs;

import static dev.relata.model.Sort.desc;

import dev.relata.Relata;
import reactor.core.publisher.Flux;

// sample: fragment-by-relata
final class AuthorsBooksImpl implements AuthorsBooks {

    private final Relata relata;

    AuthorsBooksImpl(Relata relata) {
        this.relata = relata;
    }

    @Override
    public Flux<Book> latestOf(Author author, int most) {
        return relata.on(author, Author.BOOKS)
                .orderBy(desc(Book::id))
                .limit(most)
                .all();
    }
}
// end
