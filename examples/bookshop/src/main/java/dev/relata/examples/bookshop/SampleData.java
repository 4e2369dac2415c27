package dev.relata.examples.bookshop;

import dev.relata.Relata;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Creates the tables and fills them, where the database is empty. */
@Configuration(proxyBeanMethods = false)
class SampleData {

    private static final Logger LOG = LoggerFactory.getLogger(SampleData.class);
    private static final int AUTHORS = 200;
    private static final int BOOKS_OF_AN_AUTHOR = 5;
    private static final List<Tag> SUBJECTS = List.of(
            new Tag(null, "fantasy"), new Tag(null, "history"), new Tag(null, "poetry"), new Tag(null, "science"));

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ApplicationRunner fill(Relata relata) {
        return arguments -> relata.schema()
                .createMissing()
                .then(relata.from(Author.class).exists())
                .filter(filled -> !filled)
                .flatMap(empty -> rows(relata).as(relata::transactional))
                .doOnNext(books -> LOG.info("The bookshop has {} books", books))
                .block();
    }

    private static Mono<Long> rows(Relata relata) {
        Flux<Author> authors = Flux.range(1, AUTHORS).map(number -> new Author(null, "Author " + number));
        return relata.bulk()
                .insert(SUBJECTS)
                .collectList()
                .flatMap(tags -> relata.bulk()
                        .insert(authors)
                        .collectList()
                        .flatMap(stored -> relata.bulk().insert(books(stored)).collectList())
                        .flatMap(books -> tagged(relata, books, tags)));
    }

    private static List<Book> books(List<Author> authors) {
        return authors.stream()
                .flatMap(author -> java.util.stream.IntStream.rangeClosed(1, BOOKS_OF_AN_AUTHOR)
                        .mapToObj(number -> new Book(
                                null,
                                author.id(),
                                "Volume " + number + " of " + author.name(),
                                1990 + number,
                                new BigDecimal("9.90"),
                                10,
                                0)))
                .toList();
    }

    private static Mono<Long> tagged(Relata relata, List<Book> books, List<Tag> tags) {
        return Flux.fromIterable(tags)
                .concatMap(tag -> relata.on(tag, Tag.BOOKS)
                        .addMany(books.stream()
                                .filter(book -> book.id() % tags.size() == tags.indexOf(tag) || book.id() % 7 == 0)
                                .toList()))
                .then(Mono.just((long) books.size()));
    }
}
