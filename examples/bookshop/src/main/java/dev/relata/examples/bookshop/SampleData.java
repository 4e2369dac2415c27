package dev.relata.examples.bookshop;

import static java.util.Objects.requireNonNull;

import dev.relata.Relata;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
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

    /** Runs before the server takes requests. */
    @Bean
    SmartInitializingSingleton fill(Relata relata) {
        return () -> {
            Long books = relata.schema()
                    .createMissing()
                    .then(relata.from(Author.class).exists())
                    .filter(filled -> !filled)
                    .flatMap(empty -> rows(relata).as(relata::transactional))
                    .block();
            LOG.info("{} new books are in the bookshop", books == null ? 0 : books);
        };
    }

    private static Mono<Long> rows(Relata relata) {
        List<Author> authors = IntStream.rangeClosed(1, AUTHORS)
                .mapToObj(number -> new Author(null, "Author " + number))
                .toList();
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
                .flatMap(author -> IntStream.rangeClosed(1, BOOKS_OF_AN_AUTHOR)
                        .mapToObj(number -> new Book(
                                null,
                                requireNonNull(author.id()),
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
                                .filter(book -> isAbout(requireNonNull(book.id()), tags.indexOf(tag)))
                                .toList()))
                .then(Mono.just((long) books.size()));
    }

    private static boolean isAbout(long book, int subject) {
        return book % SUBJECTS.size() == subject || book % 7 == 0;
    }
}
