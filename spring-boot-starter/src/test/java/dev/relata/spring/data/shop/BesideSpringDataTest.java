package dev.relata.spring.data.shop;

import static dev.relata.model.Conditions.eq;
import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.Relata;
import dev.relata.error.ConstraintViolationException;
import dev.relata.error.StaleRowException;
import dev.relata.metamodel.EntityType;
import dev.relata.spring.Database;
import dev.relata.spring.R2dbcStoreAutoConfiguration;
import dev.relata.spring.RelataAutoConfiguration;
import dev.relata.spring.data.DataAutoConfiguration;
import dev.relata.spring.error.ErrorAutoConfiguration;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration;
import org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcRepositoriesAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration;
import org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.data.r2dbc.config.EnableR2dbcAuditing;
import org.springframework.data.relational.core.mapping.DefaultNamingStrategy;
import org.springframework.data.relational.core.mapping.NamingStrategy;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** One set of records for the repositories of Spring Data and for Relata. */
@SpringBootTest(classes = BesideSpringDataTest.Shop.class, webEnvironment = WebEnvironment.NONE)
class BesideSpringDataTest {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Configuration(proxyBeanMethods = false)
    @AutoConfigurationPackage
    @EnableR2dbcAuditing
    @ImportAutoConfiguration({
        R2dbcAutoConfiguration.class,
        R2dbcTransactionManagerAutoConfiguration.class,
        DataR2dbcAutoConfiguration.class,
        DataR2dbcRepositoriesAutoConfiguration.class,
        R2dbcStoreAutoConfiguration.class,
        DataAutoConfiguration.class,
        ErrorAutoConfiguration.class,
        RelataAutoConfiguration.class
    })
    static class Shop {

        /** Names of the application's own. */
        @Bean
        NamingStrategy namingStrategy() {
            return new DefaultNamingStrategy() {
                @Override
                public String getTableName(Class<?> type) {
                    return "shop_" + super.getTableName(type);
                }
            };
        }
    }

    @DynamicPropertySource
    static void database(DynamicPropertyRegistry properties) {
        String url = Database.url("spring_data");
        properties.add("spring.r2dbc.url", () -> url);
    }

    private final Relata relata;
    private final Authors authors;
    private final Books books;

    @Autowired
    BesideSpringDataTest(Relata relata, Authors authors, Books books) {
        this.relata = relata;
        this.authors = authors;
        this.books = books;
    }

    @BeforeEach
    void empty() {
        relata.schema().createMissing().block(LONGEST);
        done(Mono.when(relata.from(Book.class).deleteAll())
                .then(relata.from(Author.class).deleteAll()));
    }

    private static <T> T answer(Mono<T> answer) {
        T value = answer.block(LONGEST);
        assertThat(value).isNotNull();
        return value;
    }

    @Test
    void namesAreThoseOfSpringData() {
        EntityType<Author> author = relata.model().entity(Author.class);
        assertThat(author.table()).isEqualTo("shop_author");
        EntityType<Book> book = relata.model().entity(Book.class);
        assertThat(book.table()).isEqualTo("volumes");
        assertThat(book.attribute("authorId").column()).isEqualTo("author_ref");
        assertThat(book.find("selected")).isEmpty();
    }

    @Test
    void rowsOfARepositoryHaveRelationships() {
        Author author = answer(authors.save(new Author(null, "Ursula")));
        Flux<Book> saved = books.saveAll(List.of(Book.draft(author.id(), "one"), Book.draft(author.id(), "two")));
        StepVerifier.create(saved.flatMap(book -> relata.on(book, Book.AUTHOR).get())
                        .as(relata::batched))
                .expectNext(author, author)
                .verifyComplete();
        StepVerifier.create(relata.on(authors.findById(author.id()), Author.BOOKS)
                        .where(Book::title, eq("two"))
                        .all()
                        .map(Book::title))
                .expectNext("two")
                .verifyComplete();
    }

    @Test
    void aRowWrittenByOneIsReadAndChangedByTheOther() {
        Author author = answer(relata.insert(new Author(null, "Ursula")));
        Book inserted = answer(relata.on(author, Author.BOOKS).create(Book.draft(author.id(), "one")));
        assertThat(inserted.version()).isZero();
        assertThat(inserted.createdAt()).isNotNull();
        assertThat(inserted.label()).isNull();
        assertThat(inserted.selected()).isFalse();

        Book saved = answer(books.save(inserted.titled("two")));
        assertThat(saved.version()).isEqualTo(1);
        Book updated = answer(relata.update(saved.titled("three")));
        assertThat(updated.version()).isEqualTo(2);
        assertThat(updated.origin()).isEqualTo("shop");
        assertThat(updated.createdAt()).isEqualTo(inserted.createdAt());
        assertThat(answer(books.findById(inserted.id())).title()).isEqualTo("three");
        StepVerifier.create(books.save(saved)).verifyError(OptimisticLockingFailureException.class);
        StepVerifier.create(relata.update(saved))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(OptimisticLockingFailureException.class)
                        .hasCauseInstanceOf(StaleRowException.class));
    }

    @Test
    void aFragmentOfARepositoryUsesRelata() {
        Author author = answer(authors.save(new Author(null, "Ursula")));
        StepVerifier.create(books.saveAll(List.of(Book.draft(author.id(), "one"), Book.draft(author.id(), "two")))
                        .thenMany(books.latestOf(author, 1))
                        .map(Book::title))
                .expectNext("two")
                .verifyComplete();
    }

    @Test
    void errorsAreThoseOfSpring() {
        Author author = answer(relata.insert(new Author(null, "Ursula")));
        StepVerifier.create(relata.insert(author))
                .verifyErrorSatisfies(error -> assertThat(error)
                        .isInstanceOf(DuplicateKeyException.class)
                        .hasCauseInstanceOf(ConstraintViolationException.class));
        StepVerifier.create(relata.insert(Book.draft(author.id() + 1, "lost")))
                .verifyError(DataIntegrityViolationException.class);
        StepVerifier.create(relata.update(new Author(author.id() + 1, "nobody")))
                .verifyError(EmptyResultDataAccessException.class);
    }
}
