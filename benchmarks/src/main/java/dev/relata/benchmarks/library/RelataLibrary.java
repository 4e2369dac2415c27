package dev.relata.benchmarks.library;

import dev.relata.Relata;
import dev.relata.query.Graph;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The same through Relata. */
final class RelataLibrary {

    private final Relata relata;

    RelataLibrary(Relata relata) {
        this.relata = relata;
    }

    /** The reviews with their books: a lookup for each, so many at a time, in a batch scope. */
    Flux<Line> lines(List<Review> reviews, int concurrency) {
        return Flux.fromIterable(reviews).flatMap(this::lineOf, concurrency).as(relata::batched);
    }

    /** The reviews with their books: joined, as many at a time as Relata takes. */
    Flux<Line> joined(List<Review> reviews) {
        return Flux.fromIterable(reviews).transform(relata.batching().with(Review.BOOK, Line::new));
    }

    /** The reviews with their books: a lookup after the other, read ahead for the reviews that follow. */
    Flux<Line> ahead(List<Review> reviews) {
        return Flux.fromIterable(reviews)
                .as(relata.batching()::lookAhead)
                .concatMap(this::lineOf)
                .as(relata::batched);
    }

    private Mono<Line> lineOf(Review review) {
        return relata.on(review, Review.BOOK).get().map(book -> new Line(review, book));
    }

    /** The book of one review, outside any scope. */
    Mono<Line> lineOutside(Review review) {
        return lineOf(review);
    }

    /** The book of one review, in a scope of its own. */
    Mono<Line> lineInScope(Review review) {
        return lineOf(review).as(relata::batched);
    }

    /** All authors with their books and the books' tags. */
    Flux<Graph<Author>> graphs() {
        return relata.from(Author.class)
                .fetch(Author.BOOKS, books -> books.fetch(Book.TAGS))
                .graphs();
    }

    /** The same as views. */
    Flux<AuthorView> views() {
        return relata.from(Author.class).into(AuthorView.class).all();
    }

    static void tally(Graph<Author> graph, Tally tally) {
        Author author = graph.root();
        long owner = tally.author(author.id(), author.name(), author.email());
        for (Graph<Book> one : graph.graphs(Author.BOOKS)) {
            Book book = one.root();
            long bookOwner =
                    tally.book(owner, book.id(), book.authorId(), book.title(), book.pages(), book.publishedAt());
            for (Tag tag : one.many(Book.TAGS)) {
                tally.tag(bookOwner, tag.id(), tag.name());
            }
        }
    }
}
