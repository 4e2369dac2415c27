package dev.relata.spring.docs;

import static dev.relata.model.Assignment.set;
import static dev.relata.model.Conditions.eq;
import static dev.relata.model.Conditions.gt;
import static dev.relata.model.Sort.asc;
import static dev.relata.model.Sort.desc;
import static dev.relata.spring.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.relata.query.Graph;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The samples of {@code docs/from-spring-data-r2dbc.md}: both ways answer the same. */
class FromSpringDataPageTest extends LibraryTest {

    record Line(String title, String author) {}

    record Title(String title) {}

    @Test
    void theAuthorOfABook() {
        // sample: author-of-a-book
        // Spring Data: a statement for each book
        Mono<Author> byHand = books.findById(7L).flatMap(book -> authors.findById(book.authorId()));

        // Relata: the row that the repository finds is the owner
        Mono<Author> author = relata.on(books.findById(7L), Book.AUTHOR).get();
        // end
        assertThat(now(author)).isEqualTo(now(byHand)).isEqualTo(ursula);
    }

    @Test
    void theAuthorsOfManyBooks() {
        // sample: authors-of-many-books
        // Spring Data: read, collect the ids, read, and put together
        Flux<Line> byHand = books.findAll()
                .collectList()
                .flatMapMany(all -> authors.findAllById(
                                all.stream().map(Book::authorId).distinct().toList())
                        .collectMap(Author::id)
                        .flatMapIterable(known -> all.stream()
                                .map(book -> new Line(
                                        book.title(), known.get(book.authorId()).name()))
                                .toList()));

        // Relata: lookups inside a batch scope travel together
        Flux<Line> lines = books.findAll()
                .flatMapSequential(
                        book -> relata.on(book, Book.AUTHOR).get().map(author -> new Line(book.title(), author.name())))
                .as(relata::batched);
        // end
        assertThat(now(lines)).hasSize(7).isEqualTo(now(byHand));
        assertThat(sent.statements).hasSize(1);
    }

    @Test
    void authorsWithTheirBooks() {
        // sample: authors-with-books
        // Spring Data: none of its own; two reads and a map, as above, and the order within each author by hand

        // Relata: a fetch plan, two statements
        Flux<Graph<Author>> graphs = relata.from(Author.class)
                .fetch(Author.BOOKS, books -> books.orderBy(desc(Book::pages)).limit(3)) // three for each author
                .graphs();
        // end
        List<Graph<Author>> read = now(graphs);
        assertThat(read).hasSize(1);
        assertThat(read.get(0).many(Author.BOOKS)).extracting(Book::pages).containsExactly(700, 600, 500);
        assertThat(sent.statements).hasSize(2);
    }

    @Test
    void theBooksOfOneAuthor() {
        Author author = ursula;
        Book draft = draft("another", 1);
        Book book = now(books.findById(1L));
        Tag fantasy = now(relata.insert(new Tag(null, "fantasy")));
        Tag classic = now(relata.insert(new Tag(null, "classic")));
        // sample: books-of-one-author
        // Spring Data: a method for each combination
        Flux<Book> byHand = books.findByAuthorIdAndPagesGreaterThanOrderByTitle(author.id(), 300);

        // Relata: a selection
        Flux<Book> longOnes = relata.on(author, Author.BOOKS)
                .where(Book::pages, gt(300))
                .orderBy(asc(Book::title))
                .all();
        Mono<Book> added = relata.on(author, Author.BOOKS).create(draft); // under the author's key
        Mono<Void> exactly = relata.on(book, Book.TAGS).set(List.of(fantasy, classic));
        // end
        assertThat(now(longOnes)).hasSize(4).isEqualTo(now(byHand));
        assertThat(now(added).authorId()).isEqualTo(author.id());
        done(exactly);
        assertThat(now(relata.on(book, Book.TAGS).all())).hasSize(2);
    }

    /** The right column of the table of the page. */
    @Test
    void theTableOfThePage() {
        assertThat(now(relata.find(Book.class, 7L))).isEqualTo(now(books.findById(7L)));
        assertThat(now(relata.from(Book.class).where(Book::pages, gt(300)).all()))
                .hasSize(4);
        assertThat(now(relata.from(Book.class).count())).isEqualTo(now(books.count()));
        assertThat(now(relata.from(Book.class).where(Book::id, eq(7L)).exists()))
                .isEqualTo(now(books.existsById(7L)));
        Book book = now(relata.insert(draft("inserted", 1)));
        assertThat(now(relata.update(book)).version()).isEqualTo(1);
        assertThat(now(relata.upsert(draft("upserted", 1))).id()).isNotNull();
        List<Book> list = List.of(draft("first", 1), draft("second", 1));
        assertThat(now(relata.bulk().insert(list))).hasSize(2);
        assertThat(now(relata.from(Book.class).into(Title.class).all()))
                .hasSize(11)
                .contains(new Title("inserted"));
        String cursor = now(relata.from(Book.class).orderBy(asc(Book::id)).page(5))
                .next()
                .orElseThrow();
        assertThat(now(relata.from(Book.class).orderBy(asc(Book::id)).page(20, cursor))
                        .items())
                .hasSize(6);
        assertThat(now(relata.from(Book.class).iterate())).hasSameElementsAs(now(books.findAll()));
        assertThat(now(relata.from(Book.class).where(Book::pages, eq(1)).update(set(Book::pages, 300))))
                .isEqualTo(4);
        assertThat(now(relata.delete(now(relata.find(Book.class, book.id()))))).isTrue();
    }
}
