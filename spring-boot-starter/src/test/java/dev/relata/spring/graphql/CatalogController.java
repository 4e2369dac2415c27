package dev.relata.spring.graphql;

import static dev.relata.model.Sort.asc;

import dev.relata.Relata;
import dev.relata.model.Operator;
import dev.relata.spring.graphql.catalog.Author;
import dev.relata.spring.graphql.catalog.Book;
import dev.relata.spring.graphql.catalog.Tag;
import graphql.execution.DataFetcherResult;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.context.annotation.Bean;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.MutationMapping;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;
import org.springframework.stereotype.Controller;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/** Resolvers as people write them, and fields that are wired to relationships. */
@Controller
class CatalogController {

    /** Ends when the resolver that never answers is cancelled. */
    static final Sinks.Empty<Void> CANCELLED = Sinks.empty();

    /** What a resolver does that leaves: cancels the request that it is part of. */
    static final AtomicReference<Runnable> LEAVE = new AtomicReference<>(() -> {});

    record Move(int from, int to) {}

    private final Relata relata;

    CatalogController(Relata relata) {
        this.relata = relata;
    }

    @Bean
    static RuntimeWiringConfigurer fields(RelationshipDataFetchers fetchers) {
        ToManyDataFetcher<Author, Book> books = fetchers.of(Author.BOOKS)
                .sort("title", Book::title)
                .sort("pages", Book::pages)
                .sort("published", Book::published);
        return wiring -> wiring.type(
                        "Author",
                        author -> author.dataFetcher(
                                        "books",
                                        books.filter("title", Book::title, Operator.IN)
                                                .filter("minPages", Book::pages, Operator.GTE)
                                                .filter("publishedSince", Book::published, Operator.GTE)
                                                .filter("unpublished", Book::published, Operator.IS_NULL)
                                                .maxFirst(3))
                                .dataFetcher(
                                        "shelf",
                                        books.filter("minPages", Book::pages, Operator.GTE)
                                                .connection(Book::id)))
                .type("Book", book -> book.dataFetcher("author", fetchers.of(Book.AUTHOR)));
    }

    @Bean
    static RuntimeWiringConfigurer simpleFields(RelationshipDataFetchers fetchers) {
        return fetchers.wiring(Book.TAGS);
    }

    @QueryMapping
    Flux<Author> authors() {
        return relata.from(Author.class).orderBy(asc(Author::id)).all();
    }

    @QueryMapping
    Mono<Author> author(@Argument long id) {
        return relata.find(Author.class, id);
    }

    /** Rows that do not come from Relata, on a thread of their own. */
    @QueryMapping
    Flux<Author> elsewhere() {
        return Flux.range(1, 10)
                .map(id -> new Author((long) id, "author " + id))
                .publishOn(Schedulers.boundedElastic());
    }

    /** Never answers. */
    @QueryMapping
    Mono<String> hanging() {
        return Mono.<String>never().doOnCancel(() -> CANCELLED.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST));
    }

    /** Cancels the request before its rows are there. */
    @QueryMapping("leaving")
    Flux<Author> leavingQuery() {
        LEAVE.get().run();
        return Flux.just(new Author(1L, "author 1"));
    }

    @MutationMapping
    Mono<Author> rename(@Argument long id, @Argument String name) {
        return relata.update(new Author(id, name));
    }

    @SubscriptionMapping
    Flux<Book> published() {
        return Flux.range(1, 3).map(any -> new Book(1L, 1, "book 1 of 1", 10, null));
    }

    /** One is right, one is null, and one is no number. */
    @SubscriptionMapping
    Flux<Object> ticks() {
        return Flux.just(1, DataFetcherResult.newResult().build(), "two");
    }

    @SubscriptionMapping
    Flux<List<String>> labels() {
        return Flux.just(List.of("a", "b"), List.of());
    }

    @SubscriptionMapping
    Flux<Move> moves() {
        return Flux.just(new Move(1, 2), new Move(2, 3));
    }

    /** Cancels the request before its second event. */
    @SubscriptionMapping
    Flux<Integer> leaving() {
        return Flux.just(1, 2, 3).doOnNext(event -> {
            if (event == 2) {
                LEAVE.get().run();
            }
        });
    }

    @SchemaMapping
    Flux<Book> works(Author author) {
        return relata.on(author, Author.BOOKS).all();
    }

    @SchemaMapping
    Flux<Tag> labels(Book book) {
        return relata.on(book, Book.TAGS).all();
    }

    @SchemaMapping
    Mono<String> failing(Author author) {
        return relata.on(author, Author.BOOKS)
                .count()
                .flatMap(count ->
                        count == 3 ? Mono.error(new IllegalStateException("three")) : Mono.just("has " + count));
    }
}
