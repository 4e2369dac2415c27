package dev.relata.spring.data.shop;

import dev.relata.Relata;
import dev.relata.model.Sort;
import reactor.core.publisher.Flux;

final class AuthorsBooksImpl implements AuthorsBooks {

    private final Relata relata;

    AuthorsBooksImpl(Relata relata) {
        this.relata = relata;
    }

    @Override
    public Flux<Book> latestOf(Author author, int most) {
        return relata.on(author, Author.BOOKS)
                .orderBy(Sort.desc(Book::id))
                .limit(most)
                .all();
    }
}
